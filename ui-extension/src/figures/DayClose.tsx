import { Box } from "@twilio-paste/box";
import { Button } from "@twilio-paste/button";
import { CalloutHeading, CalloutText } from "@twilio-paste/callout";
import { DatePicker } from "@twilio-paste/date-picker";
import { Label } from "@twilio-paste/label";
import { css, styled } from "@twilio-paste/styling-library";
import { useState, type ReactElement } from "react";

import { Callout } from "../parts/Callout";
import { useBalance, useStats } from "../api/queries";
import type { Schema } from "../api/client";
import { useHost } from "../host";
import { Loaded } from "../parts/Loaded";
import { Page } from "../parts/Page";
import { useId } from "../parts/useId";
import { resolutionKey } from "../queue/words";
import { useLanguage, useStrings } from "../strings/languages";
import { ownZone, showIn, zoneName } from "../time/show";
import { wallNow } from "../time/wall";
import { Ways } from "./Figures";

// On paper there is nothing to press.
const onPaper = "@media print { header, [data-no-print] { display: none !important } body { background: #fff } }";

/** DayClose is the day's balance: every promise of the day has exactly one verdict, or the books are off. */
export function DayClose(): ReactElement {
  const say = useStrings();
  const { now } = useHost();
  const zone = ownZone();
  const [date, setDate] = useState(() => wallNow(now(), zone).slice(0, 10));
  const field = useId();
  const balance = useBalance({ date, timezone: zone });
  return (
    <Page title={say("figures.day_title")} actions={<Ways />}>
      <style>{onPaper}</style>
      <Box display="flex" flexDirection="column" rowGap="space60" maxWidth="size70">
        <Box data-no-print display="flex" flexWrap="wrap" alignItems="flex-end" columnGap="space50" rowGap="space40">
          <Box><Label htmlFor={field}>{say("figures.day")}</Label><DatePicker id={field} value={date} onChange={(event) => { if (event.target.value) setDate(event.target.value); }} /></Box>
          <Button variant="secondary" onClick={() => { window.print(); }}>{say("figures.print")}</Button>
        </Box>
        <Loaded of={balance}>{(body) => <Account balance={body} />}</Loaded>
      </Box>
    </Page>
  );
}

const verdicts = ["kept", "early", "late", "moved", "closed", "owed"] as const;

const Book = styled.table(
  css({
    width: "100%",
    borderCollapse: "collapse",
    fontSize: "fontSize30",
    lineHeight: "lineHeight30",
    fontVariantNumeric: "tabular-nums",
    "& caption": { textAlign: "start", fontWeight: "fontWeightSemibold", paddingBottom: "space30" },
    "& th, & td": { paddingY: "space30", textAlign: "start", fontWeight: "fontWeightNormal", borderBottomWidth: "borderWidth10", borderBottomStyle: "solid", borderBottomColor: "colorBorderWeaker" },
    "& td": { textAlign: "end", width: "8rem" },
    "& tr[data-sum] > *": { fontWeight: "fontWeightBold", borderTopWidth: "borderWidth20", borderTopStyle: "solid", borderTopColor: "colorBorderStrong" },
    "& tr[data-part] > th": { paddingInlineStart: "2rem", color: "colorTextWeak" },
    "& tr[data-part] > td": { color: "colorTextWeak" },
  }),
);

function Account({ balance }: { balance: Schema<"Balance"> }): ReactElement {
  const say = useStrings();
  const { locale } = useLanguage();
  const stats = useStats({ from: balance.from, to: balance.to }).data;
  const sum = verdicts.reduce((total, verdict) => total + balance.verdicts[verdict], 0);
  const day = showIn(Date.parse(balance.from), balance.timezone, locale, "day");
  return (
    <>
      <Book>
        <caption>{day} · {zoneName(balance.timezone, balance.from, locale, "long")}</caption>
        <tbody>
          <Line sum label={say("figures.made")} value={balance.made} />
          {verdicts.map((verdict) => <Line key={verdict} label={say(`figures.verdict_${verdict}`)} value={balance.verdicts[verdict]} />)}
          {Object.entries(balance.closed_by).map(([resolution, n]) => {
            const key = resolutionKey(resolution);
            return <Line key={resolution} part label={say("figures.closed_as", { why: key ? say(key) : resolution })} value={n as number} />;
          })}
          <Line sum label={say("figures.sum")} value={sum} />
        </tbody>
      </Book>
      <Mark off={balance.off} />
      {stats ? <p>{say("figures.day_rate", { kept: stats.promises.kept, n: stats.promises.n - stats.promises.not_due, broken: stats.promises.broken })}</p> : null}
    </>
  );
}

function Line({ label, value, sum, part }: { label: string; value: number; sum?: boolean; part?: boolean }): ReactElement {
  const { locale } = useLanguage();
  return (
    <tr data-sum={sum} data-part={part}>
      <th scope="row">{label}</th>
      <td>{new Intl.NumberFormat(locale).format(value)}</td>
    </tr>
  );
}

function Mark({ off }: { off: number }): ReactElement {
  const say = useStrings();
  const balanced = off === 0;
  return (
    <div role="status">
      <Callout variant={balanced ? "success" : "error"}>
        <CalloutHeading as="h2">{balanced ? say("figures.balances") : say("figures.off", { n: off })}</CalloutHeading>
        <CalloutText>{say(balanced ? "figures.balances_detail" : "figures.off_detail")}</CalloutText>
      </Callout>
    </div>
  );
}
