import { Box } from "@twilio-paste/box";
import { Input } from "@twilio-paste/input";
import { Label } from "@twilio-paste/label";
import { Option } from "@twilio-paste/select";
import { useEffect, useState, type ReactElement } from "react";

import { useAgents, useTeams } from "../api/queries";
import { Choice } from "../parts/Choice";
import { useId } from "../parts/useId";
import { useStrings } from "../strings/languages";
import { dues, isOpen, nobody, sorts, statuses, type QueueFilter } from "./filter";

interface Props {
  filter: QueueFilter;
  change: (to: Partial<QueueFilter>) => void;
  only?: "search" | "choices" | undefined;
}

const typingPause = 300; // milliseconds

/** FilterBar narrows the queue. Each choice holds at once; a search when the typing pauses. Where there is little room its two parts stand apart. */
export function FilterBar({ filter, change, only }: Props): ReactElement {
  const say = useStrings();
  return (
    <Box as="form" role="search" aria-label={say(only === "search" ? "queue.filter_q" : "queue.filters")} onSubmit={(event) => { event.preventDefault(); }} display="grid" gridTemplateColumns={["1fr 1fr", "repeat(auto-fit, minmax(9.5rem, 1fr))"]} columnGap="space40" rowGap="space40" alignItems="end">
      {only === "choices" ? null : <Search q={filter.q} change={change} />}
      {only === "search" ? null : <Choices filter={filter} change={change} />}
    </Box>
  );
}

function Choices({ filter, change }: Omit<Props, "only">): ReactElement {
  const say = useStrings();
  const teams = useTeams().data?.items ?? [];
  const agents = useAgents().data?.items ?? [];
  return (
    <>
      <Choice label={say("queue.filter_due")} value={filter.due} choose={(due) => { change({ due: due as QueueFilter["due"] }); }}>
        {dues.map((due) => <Option key={due} value={due}>{say(`queue.due_${due}`)}</Option>)}
        <Option value="">{say("queue.due_all")}</Option>
      </Choice>
      <Choice label={say("queue.filter_status")} value={filter.status} choose={(status) => { change(ofStatus(filter, status as QueueFilter["status"])); }}>
        <Option value="">{say("queue.any_status")}</Option>
        {statuses.map((status) => <Option key={status} value={status}>{say(`states.status_${status}`)}</Option>)}
      </Choice>
      <Choice label={say("queue.filter_team")} value={filter.team} choose={(team) => { change({ team }); }}>
        <Option value="">{say("queue.all_teams")}</Option>
        {teams.map(({ name }) => <Option key={name} value={name}>{name}</Option>)}
      </Choice>
      <Choice label={say("queue.filter_owner")} value={filter.owner} choose={(owner) => { change({ owner }); }}>
        <Option value="">{say("queue.all_owners")}</Option>
        <Option value={nobody}>{say("queue.no_owner")}</Option>
        {agents.map(({ worker_sid, name }) => <Option key={worker_sid} value={worker_sid}>{name ?? worker_sid}</Option>)}
      </Choice>
      <Choice label={say("queue.filter_chain")} value={filter.chain} choose={(chain) => { change({ chain: chain as QueueFilter["chain"] }); }}>
        <Option value="">{say("queue.chain_any")}</Option>
        <Option value="long">{say("queue.chain_long")}</Option>
      </Choice>
      <Choice label={say("queue.filter_sort")} value={filter.sort} choose={(sort) => { change({ sort: sort as QueueFilter["sort"] }); }}>
        {sorts.map((sort) => <Option key={sort} value={sort}>{say(`queue.sort_${sort}`)}</Option>)}
      </Choice>
    </>
  );
}

// What has ended is never owed: with such a state the other choice would find nothing.
function ofStatus({ due }: QueueFilter, status: QueueFilter["status"]): Partial<QueueFilter> {
  if (!status) return { status, due: due || "owed" };
  return { status, due: isOpen({ status }) ? due : "" };
}

function Search({ q, change }: { q: string; change: Props["change"] }): ReactElement {
  const say = useStrings();
  const id = useId();
  const [text, setText] = useState(q);
  useEffect(() => {
    setText(q); // somebody else changed it: a saved view, the address
  }, [q]);
  useEffect(() => {
    if (text.trim() === q) return undefined;
    const timer = setTimeout(() => { change({ q: text.trim() }); }, typingPause);
    return () => { clearTimeout(timer); };
  }, [text, q, change]);
  return (
    <Box minWidth="size0" gridColumn={["1 / -1", "auto"]}>
      <Label htmlFor={id}>{say("queue.filter_q")}</Label>
      <Input id={id} type="search" value={text} placeholder={say("queue.filter_q_example")} onChange={(event) => { setText(event.target.value); }} />
    </Box>
  );
}
