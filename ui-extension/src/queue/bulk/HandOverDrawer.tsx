import { Option } from "@twilio-paste/select";
import { useState, type ReactElement } from "react";

import { useAgents, useTeams } from "../../api/queries";
import { Choice } from "../../parts/Choice";
import { Drawer } from "../../parts/Drawer";
import { useStrings } from "../../strings/languages";
import { TryThenDo } from "./BulkDrawer";

interface Props {
  open: boolean;
  close: () => void;
  done: () => void;
}

/** HandOverDrawer splits the promises of an agent who leaves, or is ill, over others. */
export function HandOverDrawer({ open, close, done }: Props): ReactElement {
  const say = useStrings();
  return (
    <Drawer open={open} title={say("queue.hand_over")} close={close}>
      {open ? <HandOverForm close={close} done={done} /> : null}
    </Drawer>
  );
}

function HandOverForm({ close, done }: Omit<Props, "open">): ReactElement {
  const say = useStrings();
  const agents = useAgents().data?.items ?? [];
  const teams = useTeams().data?.items ?? [];
  const [leaver, setLeaver] = useState("");
  const [team, setTeam] = useState("");
  const [heir, setHeir] = useState("");
  const order = leaver && (team || heir) ? { handOver: { leaver, ...(heir ? { to: [heir] } : { team }) } } : undefined;
  const options = agents.map(({ worker_sid, name, team: of }) => ({ worker_sid, label: [name ?? worker_sid, of].filter(Boolean).join(" · ") }));
  return (
    <TryThenDo order={order} close={close} done={done}>
      <>
        <p>{say("queue.hand_over_detail")}</p>
        <Choice label={say("queue.leaver")} value={leaver} choose={setLeaver}>
          <Option value="">{say("queue.choose")}</Option>
          {options.map(({ worker_sid, label }) => <Option key={worker_sid} value={worker_sid}>{label}</Option>)}
        </Choice>
        <Choice label={say("queue.split_over_team")} value={team} choose={(to) => { setTeam(to); setHeir(""); }}>
          <Option value="">{say("queue.choose")}</Option>
          {teams.map(({ name }) => <Option key={name} value={name}>{name}</Option>)}
        </Choice>
        <Choice label={say("queue.or_to_agent")} value={heir} choose={(to) => { setHeir(to); setTeam(""); }}>
          <Option value="">{say("queue.choose")}</Option>
          {options.filter(({ worker_sid }) => worker_sid !== leaver).map(({ worker_sid, label }) => <Option key={worker_sid} value={worker_sid}>{label}</Option>)}
        </Choice>
      </>
    </TryThenDo>
  );
}
