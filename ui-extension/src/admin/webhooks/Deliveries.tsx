import { Badge } from "@twilio-paste/badge";
import { Box } from "@twilio-paste/box";
import { Button } from "@twilio-paste/button";
import { useState, type ReactElement } from "react";

import type { Schema } from "../../api/client";
import { useHost } from "../../host";
import { EmptyState } from "../../parts/EmptyState";
import { Loaded } from "../../parts/Loaded";
import { useStrings } from "../../strings/languages";
import { ChoiceField } from "../form/Fields";
import { Rows } from "../form/FormGrid";
import { Refusal } from "../form/Refusal";
import { Listing, type Column } from "../listing/Listing";
import { More } from "../listing/More";
import { When } from "../listing/When";
import { useDeliveries, useReplayDelivery, type DeliveryState } from "./queries";

type Delivery = Schema<"Delivery">;

const states = ["pending", "delivered", "parked"] as const;
const variants = { pending: "info", delivered: "success", parked: "error" } as const;

/** Deliveries are the webhooks that went out, and those that wait for a person. */
export function Deliveries(): ReactElement {
  const say = useStrings();
  const { notify } = useHost();
  const [state, setState] = useState<DeliveryState | "">("");
  const pages = useDeliveries(state);
  const replaying = useReplayDelivery();
  const columns = useColumns((id) => { replaying.mutate(id, { onSuccess: () => { notify("success", say("hooks.replayed")); } }); });
  const choices = [{ value: "" as DeliveryState | "", label: say("hooks.any_state") }, ...states.map((value) => ({ value, label: say(`hooks.state_${value}`) }))];
  return (
    <Rows>
      <Box maxWidth="size30"><ChoiceField label={say("hooks.state")} value={state} of={choices} change={setState} /></Box>
      <Refusal problem={replaying.error} />
      <Loaded of={pages}>
        {(data) => (
          <Rows>
            <Listing caption={say("hooks.deliveries")} columns={columns} rows={data.pages.flatMap((page) => page.items)} keyOf={({ id }) => id} least="48rem" empty={<EmptyState title={say("hooks.no_deliveries")} detail={say("hooks.no_deliveries_detail")} />} />
            <Box><More of={pages} /></Box>
          </Rows>
        )}
      </Loaded>
    </Rows>
  );
}

function useColumns(replay: (id: string) => void): Column<Delivery>[] {
  const say = useStrings();
  return [
    { key: "at", head: say("hooks.made"), width: "11rem", show: (delivery) => <When at={delivery.created_at} /> },
    { key: "type", head: say("hooks.type"), show: ({ type }) => <bdi>{type}</bdi> },
    { key: "state", head: say("hooks.state"), width: "8rem", show: ({ state }) => <Badge as="span" variant={variants[state]}>{say(`hooks.state_${state}`)}</Badge> },
    { key: "tries", head: say("hooks.tries"), width: "5rem", show: ({ tries }) => tries },
    { key: "last", head: say("hooks.last"), show: (delivery) => <Last of={delivery} /> },
    {
      key: "replay",
      head: say("admin.actions"),
      hidden: true,
      end: true,
      width: "9rem",
      show: ({ id, state }) => (state === "pending" ? null : <Button variant="secondary" size="small" onClick={() => { replay(id); }}>{say("hooks.replay")}</Button>),
    },
  ];
}

function Last({ of: { status_code: status, error, duration_ms: took, next_at: next } }: { of: Delivery }): ReactElement {
  const say = useStrings();
  return (
    <>
      {status === null ? null : say("hooks.answered", { status: String(status), n: took })} <bdi>{error}</bdi> {next ? <>{say("hooks.next")} <When at={next} /></> : null}
    </>
  );
}
