import { Box } from "@twilio-paste/box";
import { Button } from "@twilio-paste/button";
import { Text } from "@twilio-paste/text";
import { useState, type ReactElement } from "react";

import { useAgents } from "../../api/queries";
import { useHost } from "../../host";
import { EmptyState } from "../../parts/EmptyState";
import { Loaded } from "../../parts/Loaded";
import { LoadingRows } from "../../parts/LoadingRows";
import { Page } from "../../parts/Page";
import { useLanguage, useStrings } from "../../strings/languages";
import { zonePlace } from "../../time/show";
import { Rows } from "../form/FormGrid";
import { Intro, Section } from "../form/Section";
import { Listing, type Column } from "../listing/Listing";
import { ImportShifts } from "./ImportShifts";
import { useShifts, type Shift } from "./queries";
import { byAgent, weekOf, type AgentWeek } from "./week";

/** Roster is when agents are there: by it Ringback knows how much can be promised, and whether an owner is on shift. */
export default function Roster(): ReactElement {
  const say = useStrings();
  return (
    <Page title={say("admin.page_roster")}>
      <Rows>
        <Intro>{say("roster.intro")}</Intro>
        <Week />
        <ImportShifts />
      </Rows>
    </Page>
  );
}

function Week(): ReactElement {
  const say = useStrings();
  const { now } = useHost();
  const { locale } = useLanguage();
  const [weeksOn, setWeeksOn] = useState(0);
  const [asOf] = useState(() => now());
  const week = weekOf(asOf, weeksOn);
  const shifts = useShifts(week.from, week.to);
  const columns = useColumns(week.dates);
  const day = new Intl.DateTimeFormat(locale, { day: "numeric", month: "long", timeZone: "UTC" });
  const [first = "", last = ""] = [week.dates[0], week.dates.at(-1)];
  const steps = (
    <Box display="flex" columnGap="space30">
      <Button variant="secondary" size="small" onClick={() => { setWeeksOn(weeksOn - 1); }}>{say("roster.before")}</Button>
      <Button variant="secondary" size="small" disabled={weeksOn === 0} onClick={() => { setWeeksOn(0); }}>{say("roster.this")}</Button>
      <Button variant="secondary" size="small" onClick={() => { setWeeksOn(weeksOn + 1); }}>{say("roster.after")}</Button>
    </Box>
  );
  return (
    <Section title={say("roster.week", { dates: day.formatRange(Date.parse(first), Date.parse(last)) })} actions={steps}>
      <Loaded of={shifts} loading={<LoadingRows rows={5} height={64} />}>
        {(found) => <Listing caption={say("roster.shifts")} columns={columns} rows={byAgent(found)} keyOf={({ workerSid }) => workerSid} least="56rem" empty={<EmptyState title={say("roster.none")} detail={say("roster.none_detail")} />} />}
      </Loaded>
    </Section>
  );
}

function useColumns(dates: readonly string[]): Column<AgentWeek>[] {
  const say = useStrings();
  const { locale } = useLanguage();
  const agents = useAgents();
  const head = new Intl.DateTimeFormat(locale, { weekday: "short", day: "numeric", timeZone: "UTC" });
  const nameOf = (sid: string) => agents.data?.items.find((agent) => agent.worker_sid === sid)?.name ?? sid;
  return [
    { key: "agent", head: say("roster.agent"), width: "10rem", show: ({ workerSid }) => <Text as="span" fontWeight="fontWeightSemibold" style={{ overflowWrap: "anywhere" }}><bdi>{nameOf(workerSid)}</bdi></Text> },
    ...dates.map((date) => ({ key: date, head: head.format(Date.parse(date)), show: ({ byDate }: AgentWeek) => <DayOf shifts={byDate.get(date) ?? []} /> })),
  ];
}

function DayOf({ shifts }: { shifts: readonly Shift[] }): ReactElement {
  return (
    <Box display="flex" flexDirection="column" rowGap="space20">
      {shifts.map((shift) => (
        <Box key={shift.start} backgroundColor="colorBackgroundPrimaryWeakest" borderRadius="borderRadius20" paddingX="space20" paddingY="space10">
          <Text as="div" fontSize="fontSize20" fontVariantNumeric="tabular-nums" style={{ whiteSpace: "nowrap" }}><bdi>{timeOf(shift.start_local)}–{timeOf(shift.end_local)}</bdi></Text>
          <Text as="div" fontSize="fontSize20"><bdi>{shift.team ?? ""} {zonePlace(shift.timezone)}</bdi></Text>
        </Box>
      ))}
    </Box>
  );
}

function timeOf(local: string | null): string {
  return local?.slice(11, 16) ?? "";
}
