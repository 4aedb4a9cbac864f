import { Box } from "@twilio-paste/box";
import { Checkbox } from "@twilio-paste/checkbox";
import { DatePicker } from "@twilio-paste/date-picker";
import { HelpText } from "@twilio-paste/help-text";
import { Input } from "@twilio-paste/input";
import { Label } from "@twilio-paste/label";
import { Option } from "@twilio-paste/select";
import { TimePicker } from "@twilio-paste/time-picker";
import type { ReactElement } from "react";

import { useAgents, useTeams } from "../../api/queries";
import { Choice } from "../../parts/Choice";
import { useId } from "../../parts/useId";
import { useStrings } from "../../strings/languages";
import { ownZone, zonePlace } from "../../time/show";
import type { ActionName, Draft } from "./actions";

interface Props {
  draft: Draft;
  change: (to: Partial<Draft>) => void;
}

/** ActionFields are what an action needs to know. */
export function ActionFields({ action, ...props }: Props & { action: ActionName }): ReactElement {
  const say = useStrings();
  switch (action) {
    case "reassign":
      return <ReassignFields {...props} />;
    case "reschedule":
      return <WhenFields {...props} />;
    case "move":
      return <MoveFields {...props} />;
    case "spread":
      return <SpreadFields {...props} />;
    case "cancel":
      return <CancelFields {...props} />;
    case "release":
      return <p>{say("queue.release_detail")}</p>;
  }
}

function ReassignFields({ draft, change }: Props): ReactElement {
  const say = useStrings();
  const teams = useTeams().data?.items ?? [];
  const agents = useAgents().data?.items ?? [];
  return (
    <>
      <Choice label={say("queue.to_team")} value={draft.team} choose={(team) => { change({ team, worker: "" }); }}>
        <Option value="">{say("queue.choose")}</Option>
        {teams.map(({ name }) => <Option key={name} value={name}>{name}</Option>)}
      </Choice>
      <Choice label={say("queue.or_to_agent")} value={draft.worker} choose={(worker) => { change({ worker, team: "" }); }}>
        <Option value="">{say("queue.choose")}</Option>
        {agents.map(({ worker_sid, name, team }) => <Option key={worker_sid} value={worker_sid}>{[name ?? worker_sid, team].filter(Boolean).join(" · ")}</Option>)}
      </Choice>
      {draft.worker ? <Checkbox id="queue-strict" checked={draft.strict} onChange={(event) => { change({ strict: event.target.checked }); }}>{say("queue.strictly")}</Checkbox> : null}
    </>
  );
}

function WhenFields({ draft, change }: Props): ReactElement {
  const say = useStrings();
  const [date, time] = [useId(), useId()];
  return (
    <>
      <Box display="grid" gridTemplateColumns="1fr 1fr" columnGap="space40">
        <Box><Label htmlFor={date} required>{say("queue.date")}</Label><DatePicker id={date} required value={draft.date} onChange={(event) => { change({ date: event.target.value }); }} /></Box>
        <Box><Label htmlFor={time} required>{say("queue.time")}</Label><TimePicker id={time} required value={draft.time} onChange={(event) => { change({ time: event.target.value }); }} /></Box>
      </Box>
      <HelpText>{say("queue.on_donor_clock")}</HelpText>
      <ReasonField draft={draft} change={change} />
    </>
  );
}

const steps = [-120, -60, -30, 15, 30, 60, 120, 24 * 60, 7 * 24 * 60] as const;

function MoveFields({ draft, change }: Props): ReactElement {
  const say = useStrings();
  return (
    <Box>
      <Choice label={say("queue.move_by")} value={String(draft.minutes)} choose={(minutes) => { change({ minutes: Number(minutes) }); }}>
        {steps.map((minutes) => <Option key={minutes} value={String(minutes)}>{say(minutes < 0 ? "queue.earlier_by" : "queue.later_by", { time: stretch(Math.abs(minutes), say("queue.minutes"), say("queue.hours"), say("queue.days")) })}</Option>)}
      </Choice>
      <HelpText>{say("queue.on_donor_clock")}</HelpText>
    </Box>
  );
}

function stretch(minutes: number, inMinutes: string, inHours: string, inDays: string): string {
  if (minutes < 60) return `${minutes} ${inMinutes}`;
  return minutes < 24 * 60 ? `${minutes / 60} ${inHours}` : `${minutes / 1440} ${inDays}`;
}

function SpreadFields({ draft, change }: Props): ReactElement {
  const say = useStrings();
  const [date, from, to] = [useId(), useId(), useId()];
  return (
    <>
      <Box><Label htmlFor={date} required>{say("queue.date")}</Label><DatePicker id={date} required value={draft.date} onChange={(event) => { change({ date: event.target.value }); }} /></Box>
      <Box display="grid" gridTemplateColumns="1fr 1fr" columnGap="space40">
        <Box><Label htmlFor={from} required>{say("queue.spread_from")}</Label><TimePicker id={from} required value={draft.from} onChange={(event) => { change({ from: event.target.value }); }} /></Box>
        <Box><Label htmlFor={to} required>{say("queue.spread_to")}</Label><TimePicker id={to} required value={draft.to} onChange={(event) => { change({ to: event.target.value }); }} /></Box>
      </Box>
      <HelpText>{say("queue.spread_help", { zone: zonePlace(ownZone()) })}</HelpText>
    </>
  );
}

const resolutions = ["manager_cancelled", "donor_cancelled", "duplicate", "do_not_call", "deceased"] as const;

function CancelFields({ draft, change }: Props): ReactElement {
  const say = useStrings();
  return (
    <>
      <Choice label={say("queue.cancel_as")} value={draft.resolution} choose={(resolution) => { change({ resolution: resolution as Draft["resolution"] }); }}>
        {resolutions.map((each) => <Option key={each} value={each}>{say(`queue.resolution_${each}`)}</Option>)}
      </Choice>
      <ReasonField draft={draft} change={change} required />
    </>
  );
}

function ReasonField({ draft, change, required = false }: Props & { required?: boolean }): ReactElement {
  const say = useStrings();
  const id = useId();
  return (
    <Box>
      <Label htmlFor={id} required={required}>{say("queue.reason")}</Label>
      <Input id={id} type="text" maxLength={200} required={required} value={draft.reason} onChange={(event) => { change({ reason: event.target.value }); }} />
    </Box>
  );
}
