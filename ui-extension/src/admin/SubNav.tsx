import { Box } from "@twilio-paste/box";
import { css, styled } from "@twilio-paste/styling-library";
import type { ReactElement } from "react";

const Way = styled.a(
  css({
    paddingX: "space40",
    paddingY: "space30",
    whiteSpace: "nowrap",
    color: "colorTextWeak",
    fontSize: "fontSize30",
    fontWeight: "fontWeightSemibold",
    lineHeight: "lineHeight20",
    textDecoration: "none",
    borderBottomWidth: "borderWidth20",
    borderBottomStyle: "solid",
    borderBottomColor: "transparent",
    "&:hover": { color: "colorText" },
    "&[aria-current=page]": { color: "colorTextLink", borderBottomColor: "colorBorderPrimary" },
    "&:focus-visible": { boxShadow: "shadowFocus", outline: "none", borderRadius: "borderRadius20" },
  }),
);

export interface Way {
  to: string;
  label: string;
}

/** SubNav leads to the parts of one page of settings; each has an address of its own. */
export function SubNav({ label, ways, at }: { label: string; ways: readonly Way[]; at: string }): ReactElement {
  return (
    <Box as="nav" aria-label={label} display="flex" overflowX="auto" borderBottomWidth="borderWidth10" borderBottomStyle="solid" borderBottomColor="colorBorderWeaker">
      {ways.map((way) => (
        <Way key={way.to} href={`#${way.to}`} aria-current={way.to === at ? "page" : undefined}>
          {way.label}
        </Way>
      ))}
    </Box>
  );
}
