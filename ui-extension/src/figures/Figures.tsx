import { Anchor } from "@twilio-paste/anchor";
import { Box } from "@twilio-paste/box";
import { Option } from "@twilio-paste/select";
import { useMemo, useState, type ReactElement } from "react";
import { Route, Switch, useLocation } from "wouter";

import { useStats, useTeams } from "../api/queries";
import { useHost } from "../host";
import { Choice } from "../parts/Choice";
import { Loaded } from "../parts/Loaded";
import { Page } from "../parts/Page";
import { useStrings } from "../strings/languages";
import { DayClose } from "./DayClose";
import { isPeriod, periodOf, periods, type PeriodName } from "./period";
import { Report } from "./Report";

/** Figures is how promises were kept: over a period, and day by day. */
export default function Figures(): ReactElement {
  return (
    <Switch>
      <Route path="/figures/day"><DayClose /></Route>
      <Route><Period /></Route>
    </Switch>
  );
}

/** Ways lead from one page of figures to the other. */
export function Ways(): ReactElement {
  const say = useStrings();
  const [at] = useLocation();
  const day = at === "/figures/day";
  return <Box data-no-print alignSelf="center"><Anchor href={day ? "#/figures" : "#/figures/day"}>{say(day ? "figures.to_figures" : "figures.to_day")}</Anchor></Box>;
}

function Period(): ReactElement {
  const say = useStrings();
  const { now } = useHost();
  const [period, setPeriod] = useState<PeriodName>("week");
  const [team, setTeam] = useState("");
  const span = useMemo(() => periodOf(period, now()), [period, now]);
  const stats = useStats({ ...span, ...(team ? { team } : {}) });
  const teams = useTeams().data?.items ?? [];
  return (
    <Page title={say("figures.title")} actions={<Ways />}>
      <Box display="flex" flexDirection="column" rowGap="space70">
        <Box display="grid" gridTemplateColumns={["1fr 1fr", "14rem 14rem"]} columnGap="space50">
          <Choice label={say("figures.period")} value={period} choose={(to) => { if (isPeriod(to)) setPeriod(to); }}>
            {periods.map((each) => <Option key={each} value={each}>{say(`figures.period_${each}`)}</Option>)}
          </Choice>
          <Choice label={say("queue.filter_team")} value={team} choose={setTeam}>
            <Option value="">{say("queue.all_teams")}</Option>
            {teams.map(({ name }) => <Option key={name} value={name}>{name}</Option>)}
          </Choice>
        </Box>
        <Loaded of={stats}>{(body) => <Report stats={body} team={team} />}</Loaded>
      </Box>
    </Page>
  );
}
