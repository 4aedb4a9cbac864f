import { Badge } from "@twilio-paste/badge";
import { Button } from "@twilio-paste/button";
import { useState, type ReactElement } from "react";

import type { Schema } from "../../api/client";
import { useHost } from "../../host";
import { ConfirmDialog } from "../../parts/ConfirmDialog";
import { Loaded } from "../../parts/Loaded";
import { Page } from "../../parts/Page";
import { useStrings } from "../../strings/languages";
import { Rows } from "../form/FormGrid";
import { Refusal } from "../form/Refusal";
import { Intro, Section } from "../form/Section";
import { Listing, type Column } from "../listing/Listing";
import { When } from "../listing/When";
import { MakeKey } from "./MakeKey";
import { useKeys, useRevokeKey } from "./queries";
import { SignInLink } from "./SignInLink";

type Key = Schema<"Key">;

/** Keys let programs in, and people who do not come by Flex. */
export default function Keys(): ReactElement {
  const say = useStrings();
  const keys = useKeys();
  const [revoking, setRevoking] = useState<Key>();
  const [linking, setLinking] = useState<Key>();
  const columns = useColumns(setRevoking, setLinking);
  return (
    <Page title={say("admin.page_keys")}>
      <Rows>
        <Intro>{say("access.intro")}</Intro>
        <Section title={say("access.new")}>
          <MakeKey />
        </Section>
        <Section title={say("access.all")}>
          {linking ? <SignInLink key={linking.name} name={linking.name} done={() => { setLinking(undefined); }} /> : null}
          <Loaded of={keys}>{(page) => <Listing caption={say("access.all")} columns={columns} rows={inOrder(page.items)} keyOf={({ name }) => name} least="52rem" />}</Loaded>
        </Section>
      </Rows>
      {revoking ? <RevokeDialog of={revoking} close={() => { setRevoking(undefined); }} /> : null}
    </Page>
  );
}

/** inOrder has those that live first. */
function inOrder(keys: readonly Key[]): Key[] {
  return [...keys].sort((one, other) => Number(one.revoked_at !== null) - Number(other.revoked_at !== null));
}

/** lives is true of a key that still lets somebody in. */
function lives(key: Key, now: number): boolean {
  return key.revoked_at === null && (key.expires_at === null || Date.parse(key.expires_at) > now);
}

function useColumns(revoke: (key: Key) => void, link: (key: Key) => void): Column<Key>[] {
  const say = useStrings();
  const { now } = useHost();
  const signsIn = (key: Key) => key.role !== "intake" && key.role !== "dialer";
  return [
    { key: "name", head: say("access.name"), show: ({ name }) => <bdi style={{ overflowWrap: "anywhere" }}>{name}</bdi> },
    { key: "role", head: say("access.role"), show: ({ role }) => say(`shell.role_${role}`) },
    { key: "used", head: say("access.last_used"), show: ({ last_used_at: at }) => <When at={at} /> },
    { key: "ends", head: say("access.ends"), show: ({ expires_at: at }) => (at ? <When at={at} /> : say("access.no_end")) },
    {
      key: "state",
      head: say("admin.actions"),
      hidden: true,
      end: true,
      width: "16rem",
      show: (key) =>
        lives(key, now()) ? (
          <span style={{ display: "inline-flex", flexWrap: "wrap", gap: ".5rem", justifyContent: "flex-end" }}>
            {signsIn(key) ? <Button variant="secondary" size="small" aria-label={say("access.link_of", { name: key.name })} onClick={() => { link(key); }}>{say("access.link")}</Button> : null}
            <Button variant="destructive_secondary" size="small" aria-label={say("access.revoke_of", { name: key.name })} onClick={() => { revoke(key); }}>{say("access.revoke")}</Button>
          </span>
        ) : (
          <Badge as="span" variant="decorative10">{say(key.revoked_at ? "access.revoked" : "access.expired")}</Badge>
        ),
    },
  ];
}

function RevokeDialog({ of: { name }, close }: { of: Key; close: () => void }): ReactElement {
  const say = useStrings();
  const { me, notify } = useHost();
  const revoke = useRevokeKey();
  function confirm() {
    revoke.mutate(name, {
      onSuccess: () => {
        notify("success", say("access.revoked_now", { name }));
        close();
      },
    });
  }
  return (
    <ConfirmDialog open destructive title={say("access.revoke_title", { name })} confirmLabel={say("access.revoke_confirm")} busy={revoke.isLoading} confirm={confirm} close={close}>
      <Rows>
        <Refusal problem={revoke.error} />
        <p>{say("access.revoke_detail")}</p>
        {name === me.name ? <strong>{say("access.revoke_own")}</strong> : null}
      </Rows>
    </ConfirmDialog>
  );
}
