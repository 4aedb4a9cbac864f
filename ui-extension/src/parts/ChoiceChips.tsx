import { css, styled } from "@twilio-paste/styling-library";
import type { ReactElement, ReactNode } from "react";

import { useId } from "./useId";

interface Choice<Name extends string> {
  value: Name;
  label: ReactNode;
  /** A second line, in a weaker colour. */
  detail?: ReactNode;
}

interface Props<Name extends string> {
  legend: string;
  choices: readonly Choice<Name>[];
  chosen: Name | undefined;
  choose: (value: Name) => void;
}

const Group = styled.fieldset(css({ border: "none", margin: "space0", padding: "space0", minWidth: "size0" }));
const Legend = styled.legend(css({ padding: "space0", marginBottom: "space30", color: "colorText", fontSize: "fontSize30", fontWeight: "fontWeightSemibold", lineHeight: "lineHeight20" }));
const Row = styled.div(css({ display: "grid", gridTemplateColumns: "repeat(auto-fill, minmax(9.5rem, 1fr))", gap: "space30" }));
const Chip = styled.label(
  css({
    position: "relative",
    display: "inline-flex",
    flexDirection: "column",
    justifyContent: "center",
    minHeight: "sizeIcon60",
    paddingX: "space40",
    paddingY: "space20",
    borderRadius: "borderRadius30",
    borderWidth: "borderWidth10",
    borderStyle: "solid",
    borderColor: "colorBorder",
    color: "colorText",
    backgroundColor: "colorBackgroundBody",
    fontSize: "fontSize30",
    lineHeight: "lineHeight20",
    cursor: "pointer",
    "&:hover": { borderColor: "colorBorderPrimary" },
    "&[data-chosen=true]": { borderColor: "colorBorderPrimary", backgroundColor: "colorBackgroundPrimaryWeakest", color: "colorTextLink", boxShadow: "shadowBorderPrimary", fontWeight: "fontWeightSemibold" },
    "&:focus-within": { boxShadow: "shadowFocus" },
  }),
);
const Detail = styled.span(css({ color: "colorTextWeak", fontSize: "fontSize20", fontWeight: "fontWeightNormal" }));

// The input lies in its chip, unseen: it keeps what browsers know of radio buttons, arrow keys and Enter among it.
const Radio = styled.input({ position: "absolute", inset: 0, width: "100%", height: "100%", margin: 0, opacity: 0, cursor: "pointer" });

/** ChoiceChips are radio buttons that look like chips: Tab reaches them, the arrow keys choose, Enter sends the form they are in. */
export function ChoiceChips<Name extends string>({ legend, choices, chosen, choose }: Props<Name>): ReactElement {
  const name = useId();
  return (
    <Group>
      <Legend>{legend}</Legend>
      <Row>
        {choices.map(({ value, label, detail }) => (
          <Chip key={value} data-chosen={value === chosen}>
            <Radio type="radio" name={name} value={value} checked={value === chosen} onChange={() => { choose(value); }} />
            <span>{label}</span>
            {detail ? <Detail>{detail}</Detail> : null}
          </Chip>
        ))}
      </Row>
    </Group>
  );
}
