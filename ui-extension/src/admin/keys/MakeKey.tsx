import { Button } from "@twilio-paste/button";
import { useState, type ReactElement } from "react";

import type { Schema } from "../../api/client";
import { useAgents } from "../../api/queries";
import { useStrings } from "../../strings/languages";
import { faultsOf } from "../form/faults";
import { ChoiceField, TextField } from "../form/Fields";
import { Buttons, FormGrid, Rows } from "../form/FormGrid";
import { Refusal } from "../form/Refusal";
import { OnceShown } from "./OnceShown";
import { useMakeKey } from "./queries";

type Role = Schema<"Role">;

const roles: readonly Role[] = ["agent", "supervisor", "admin", "intake", "dialer"];
const fields: ReadonlySet<string> = new Set(["name", "worker_sid", "expires_at"]);

/** MakeKey makes a key, and shows its text this once. */
export function MakeKey(): ReactElement {
  const say = useStrings();
  const agents = useAgents();
  const [name, setName] = useState("");
  const [role, setRole] = useState<Role>("supervisor");
  const [worker, setWorker] = useState("");
  const [lastDay, setLastDay] = useState("");
  const making = useMakeKey();
  const faults = faultsOf(making.error);
  const text = making.data?.key;
  function make() {
    making.mutate(
      { name: name.trim(), role, ...(role === "agent" && worker ? { worker_sid: worker } : {}), ...(lastDay ? { expires_at: endOf(lastDay) } : {}) },
      { onSuccess: () => { setName(""); } },
    );
  }
  if (text) return <OnceShown title={say("access.made", { name: making.data?.name ?? "" })} detail={say("access.once")} text={text} done={() => { making.reset(); }} />;
  const workers = [{ value: "", label: say("access.choose_agent") }, ...(agents.data?.items ?? []).map((agent) => ({ value: agent.worker_sid, label: agent.name ?? agent.worker_sid }))];
  return (
    <Rows>
      <Refusal problem={making.error} told={(field) => fields.has(field)} />
      <FormGrid>
        <TextField required label={say("access.name")} help={say("access.name_help")} value={name} fault={faults.at("name")} change={setName} />
        <ChoiceField label={say("access.role")} help={say(`access.role_${role}_help`)} value={role} of={roles.map((value) => ({ value, label: say(`shell.role_${value}`) }))} change={setRole} />
        {role === "agent" ? <ChoiceField label={say("access.agent")} value={worker} of={workers} fault={faults.at("worker_sid")} change={setWorker} /> : null}
        <TextField type="date" label={say("access.last_day")} help={say("access.last_day_help")} value={lastDay} fault={faults.at("expires_at")} change={setLastDay} />
      </FormGrid>
      <Buttons>
        <Button variant="primary" loading={making.isLoading} disabled={name.trim() === ""} onClick={make}>{say("access.make")}</Button>
      </Buttons>
    </Rows>
  );
}

/** endOf is the last moment of a day on the reader's clock. */
function endOf(day: string): string {
  return new Date(`${day}T23:59:59`).toISOString();
}
