import { Badge } from "@twilio-paste/badge";
import { Button } from "@twilio-paste/button";
import { useState, type ReactElement } from "react";

import type { Schema } from "../../api/client";
import { useHost } from "../../host";
import { EmptyState } from "../../parts/EmptyState";
import { useStrings } from "../../strings/languages";
import { Rows } from "../form/FormGrid";
import { Refusal } from "../form/Refusal";
import { OnceShown } from "../keys/OnceShown";
import { Listing, type Column } from "../listing/Listing";
import { EndpointDrawer } from "./EndpointDrawer";
import { draftOf, useRotateSecret, useSaveEndpoints, useTestEndpoint, type Endpoint, type EndpointDraft } from "./queries";

const empty: EndpointDraft = { url: "", types: [], thin: false, disabled: false };

/** Endpoints are who is told of what. */
export function Endpoints({ page }: { page: Schema<"EndpointPage"> }): ReactElement {
  const say = useStrings();
  const { notify } = useHost();
  const [open, setOpen] = useState<number>();
  const saving = useSaveEndpoints(page.version);
  const testing = useTestEndpoint();
  const rotating = useRotateSecret();
  const drafts = page.items.map(draftOf);
  const secret = rotating.data?.secret ?? saving.data?.items.find((each) => each.secret)?.secret;
  const shut = () => { setOpen(undefined); };
  function save(items: EndpointDraft[]) {
    saving.mutate(items, { onSuccess: () => { notify("success", say("hooks.saved")); shut(); } });
  }
  function test(endpoint: Endpoint) {
    testing.mutate(endpoint.id ?? "", { onSuccess: () => { notify("success", say("hooks.test_sent")); } });
  }
  const columns = useColumns(setOpen, test, (endpoint) => { rotating.mutate(endpoint.id ?? ""); });
  const add = <Button variant="primary" onClick={() => { saving.reset(); setOpen(drafts.length); }}>{say("hooks.add")}</Button>;
  return (
    <Rows>
      {secret ? <OnceShown key={secret} title={say("hooks.secret")} detail={say("hooks.secret_detail")} text={secret} done={() => { rotating.reset(); saving.reset(); }} /> : null}
      <Refusal problem={testing.error ?? rotating.error} />
      <Listing caption={say("hooks.endpoints")} columns={columns} rows={page.items} keyOf={({ id, url }) => id ?? url} least="44rem" empty={<EmptyState title={say("hooks.none")} detail={say("hooks.none_detail")} action={add} />} />
      {page.items.length > 0 ? <span>{add}</span> : null}
      {open === undefined ? null : (
        <EndpointDrawer
          key={open}
          endpoint={drafts[open] ?? empty}
          index={open}
          problem={saving.error}
          busy={saving.isLoading}
          save={(draft) => { save(open < drafts.length ? drafts.with(open, draft) : [...drafts, draft]); }}
          remove={open < drafts.length ? () => { save(drafts.filter((_, at) => at !== open)); } : undefined}
          close={shut}
        />
      )}
    </Rows>
  );
}

function useColumns(open: (index: number) => void, test: (endpoint: Endpoint) => void, rotate: (endpoint: Endpoint) => void): Column<Endpoint>[] {
  const say = useStrings();
  return [
    { key: "url", head: say("hooks.url"), show: ({ url }, index) => <Button variant="link" onClick={() => { open(index); }}><bdi style={{ overflowWrap: "anywhere" }}>{url}</bdi></Button> },
    { key: "types", head: say("hooks.types"), show: ({ types }) => (types.length === 0 ? say("hooks.all_types") : say("hooks.some_types", { n: types.length })) },
    { key: "state", head: say("hooks.state"), show: (endpoint) => <EndpointBadge of={endpoint} /> },
    {
      key: "do",
      head: say("admin.actions"),
      hidden: true,
      end: true,
      width: "16rem",
      show: (endpoint) => (
        <span style={{ display: "inline-flex", gap: ".5rem" }}>
          <Button variant="secondary" size="small" onClick={() => { test(endpoint); }}>{say("hooks.test")}</Button>
          <Button variant="secondary" size="small" onClick={() => { rotate(endpoint); }}>{say("hooks.rotate")}</Button>
        </span>
      ),
    },
  ];
}

function EndpointBadge({ of: { disabled, rests_until: rests, failures } }: { of: Endpoint }): ReactElement {
  const say = useStrings();
  if (disabled) return <Badge as="span" variant="decorative10">{say("hooks.off")}</Badge>;
  if (rests) return <Badge as="span" variant="error">{say("hooks.resting")}</Badge>;
  if (failures > 0) return <Badge as="span" variant="warning">{say("hooks.failing", { n: failures })}</Badge>;
  return <Badge as="span" variant="success">{say("hooks.well")}</Badge>;
}
