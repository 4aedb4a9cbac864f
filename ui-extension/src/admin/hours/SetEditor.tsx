import { Anchor } from "@twilio-paste/anchor";
import { Box } from "@twilio-paste/box";
import { Button } from "@twilio-paste/button";
import { useState, type ReactElement } from "react";
import { useLocation } from "wouter";

import type { Schema } from "../../api/client";
import { useHost } from "../../host";
import { EmptyState } from "../../parts/EmptyState";
import { useStrings } from "../../strings/languages";
import { faultsOf } from "../form/faults";
import { Buttons, Rows } from "../form/FormGrid";
import { Refusal } from "../form/Refusal";
import { Intro, Section } from "../form/Section";
import { ReviewDialog } from "../rules/ReviewDialog";
import { Doubts } from "./Doubts";
import { emptySet, listSets, placeOf, withoutSet, withSet, type HoursSet, type ListedSet } from "./document";
import { useSavingHours } from "./queries";
import { SetBadges } from "./SetBadges";
import { SetFacts } from "./SetFacts";
import { readWeek, writeWeek } from "./spans";
import { WeekGrid } from "./WeekGrid";
import { WeekInputs } from "./WeekInputs";

interface Props {
  hours: Schema<"CallingHours">;
  /** Of the set; undefined for a new one. */
  id: string | undefined;
}

/** SetEditor is the page of one set of calling hours. */
export function SetEditor({ hours, id }: Props): ReactElement {
  const say = useStrings();
  const found = listSets(hours).find(({ set }) => set.id === id);
  const back = <Anchor href="#/admin/hours">{say("admin.back")}</Anchor>;
  if (id !== undefined && !found) return <EmptyState title={say("hours.no_such_set")} detail={say("hours.no_such_set_detail")} action={back} />;
  return (
    <Rows>
      {back}
      <Editing key={`${id ?? ""} ${hours.version}`} hours={hours} listed={found} />
    </Rows>
  );
}

function Editing({ hours, listed }: { hours: Schema<"CallingHours">; listed: ListedSet | undefined }): ReactElement {
  const say = useStrings();
  const { notify } = useHost();
  const [, go] = useLocation();
  const [set, setSet] = useState<HoursSet>(() => listed?.set ?? emptySet());
  const saving = useSavingHours(hours.version, (document) => {
    notify("success", say("hours.saved", { name: set.name ?? set.id }));
    const there = document.sets?.some((each) => each.id === set.id) ?? false;
    go(there || listed?.inPlaceOf ? `/admin/hours/set/${encodeURIComponent(set.id)}` : "/admin/hours");
  });
  const change = (part: Partial<HoursSet>) => { setSet((before) => ({ ...before, ...part })); };
  const faults = faultsOf(saving.problem);
  const place = placeOf(hours, set.id);
  const plan = readWeek(set.week);
  const isNew = !listed;
  return (
    <Rows>
      {listed ? <About of={listed} /> : null}
      <Refusal problem={saving.problem} />
      <Section title={say("hours.week")} intro={say("hours.week_intro")}>
        <WeekGrid plan={plan} change={(next) => { change({ week: writeWeek(next) }); }} />
        <WeekInputs plan={plan} faultOf={(day) => faults.below(`${place}.week.${day}`)} change={(next) => { change({ week: writeWeek(next) }); }} />
      </Section>
      <Section title={say("hours.facts")}>
        <SetFacts set={set} isNew={isNew} change={change} faults={faults} place={place} />
      </Section>
      <Buttons>
        <Button variant="primary" loading={saving.busy && !saving.waiting} disabled={isNew && set.id === ""} onClick={() => { saving.review(withSet(hours, set)); }}>
          {say("admin.save")}
        </Button>
        {listed ? <Button variant="secondary" disabled={set === listed.set} onClick={() => { setSet(listed.set); saving.forget(); }}>{say("admin.undo")}</Button> : null}
        {listed && !listed.shipped ? (
          <Button variant="destructive_secondary" onClick={() => { saving.review(withoutSet(hours, set.id)); }}>
            {listed.inPlaceOf ? say("hours.back_to_shipped") : say("hours.remove_set")}
          </Button>
        ) : null}
      </Buttons>
      <ReviewDialog saving={saving} title={say("hours.review_title")} confirmLabel={say("hours.review_save")} />
    </Rows>
  );
}

function About({ of: listed }: { of: ListedSet }): ReactElement {
  const say = useStrings();
  const { set } = listed;
  return (
    <Box display="flex" flexDirection="column" rowGap="space40">
      <Section title={set.name ?? set.id} intro={listed.shipped ? say("hours.shipped_intro") : say("hours.own_intro")} actions={<SetBadges of={listed} />}>
        {set.source ? (
          <Intro>
            {say("hours.source_line", { source: set.source, date: set.as_of ?? "" })}
          </Intro>
        ) : null}
      </Section>
      <Doubts of={listed} />
    </Box>
  );
}
