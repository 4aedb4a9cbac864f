import { Box } from "@twilio-paste/box";
import { Button } from "@twilio-paste/button";
import { useState, type ReactElement } from "react";

import { Drawer } from "../../parts/Drawer";
import type { Problem } from "../../api/problem";
import type { Schema } from "../../api/client";
import { useStrings } from "../../strings/languages";
import { faultsOf } from "../form/faults";
import { TextField, TickField } from "../form/Fields";
import { Rows } from "../form/FormGrid";
import { Refusal } from "../form/Refusal";
import { Section } from "../form/Section";
import type { EndpointDraft } from "./queries";

const types: readonly Schema<"NoticeType">[] = [
  "callback.scheduled", "callback.rescheduled", "callback.queued", "callback.assigned", "callback.attempted", "callback.completed", "callback.broken",
  "callback.cancelled", "callback.expired", "callback.failed", "record.suppressed", "record.released", "welcome_call.completed", "welcome_call.unreached",
];

interface Props {
  endpoint: EndpointDraft;
  /** Where it stands in the list, for its faults. */
  index: number;
  problem: Problem | null;
  busy: boolean;
  save: (endpoint: EndpointDraft) => void;
  remove: (() => void) | undefined;
  close: () => void;
}

/** EndpointDrawer says where webhooks go, and which. */
export function EndpointDrawer({ endpoint, index, problem, busy, save, remove, close }: Props): ReactElement {
  const say = useStrings();
  const [draft, setDraft] = useState(endpoint);
  const faults = faultsOf(problem);
  const at = (field: string) => faults.below(`items[${index}].${field}`);
  const chosen = draft.types ?? [];
  return (
    <Drawer
      open
      title={endpoint.url || say("hooks.add")}
      close={close}
      footer={
        <>
          <Button variant="primary" loading={busy} disabled={draft.url === ""} onClick={() => { save(draft); }}>{say("hooks.save")}</Button>
          {remove ? <Button variant="destructive_secondary" onClick={remove}>{say("admin.remove")}</Button> : null}
        </>
      }
    >
      <Rows>
        <Refusal problem={problem} told={(field) => field === `items[${index}].url` || field === `items[${index}].description`} />
        <TextField required label={say("hooks.url")} help={say("hooks.url_help")} value={draft.url} fault={at("url")} change={(url) => { setDraft({ ...draft, url }); }} />
        <TextField label={say("hooks.description")} value={draft.description ?? ""} fault={at("description")} change={(description) => { setDraft({ ...draft, description }); }} />
        <TickField label={say("hooks.thin")} help={say("hooks.thin_help")} ticked={draft.thin ?? false} change={(thin) => { setDraft({ ...draft, thin }); }} />
        <TickField label={say("hooks.disabled")} help={say("hooks.disabled_help")} ticked={draft.disabled ?? false} change={(disabled) => { setDraft({ ...draft, disabled }); }} />
        <Section title={say("hooks.types")} intro={say("hooks.types_intro")}>
          <Box display="flex" flexDirection="column" rowGap="space30">
            {types.map((type) => (
              <TickField key={type} label={type} ticked={chosen.includes(type)} change={(on) => { setDraft({ ...draft, types: on ? [...chosen, type] : chosen.filter((each) => each !== type) }); }} />
            ))}
          </Box>
        </Section>
      </Rows>
    </Drawer>
  );
}
