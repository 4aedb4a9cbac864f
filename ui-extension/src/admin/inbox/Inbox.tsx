import { Box } from "@twilio-paste/box";
import { Button } from "@twilio-paste/button";
import { useState, type ReactElement } from "react";

import { EmptyState } from "../../parts/EmptyState";
import { Loaded } from "../../parts/Loaded";
import { Page } from "../../parts/Page";
import { useStrings } from "../../strings/languages";
import { ChoiceField } from "../form/Fields";
import { Rows } from "../form/FormGrid";
import { Intro } from "../form/Section";
import { Listing, type Column } from "../listing/Listing";
import { More } from "../listing/More";
import { When } from "../listing/When";
import { EntryBadge } from "./EntryBadge";
import { EntryDrawer } from "./EntryDrawer";
import type { InboxEntry } from "./mending";
import { useInbox, type InboxState } from "./queries";

const states = ["rejected", "received", "applied", "ignored"] as const;

/** Inbox is what came from outside: nothing that was acknowledged is lost, and what could not be applied waits for a person. */
export default function Inbox(): ReactElement {
  const say = useStrings();
  const [state, setState] = useState<InboxState | "">("rejected");
  const [open, setOpen] = useState<InboxEntry>();
  const pages = useInbox(state);
  const columns = useColumns(setOpen);
  const choices = [...states.map((value) => ({ value: value as InboxState | "", label: say(`inbox.state_${value}`) })), { value: "" as const, label: say("inbox.any_state") }];
  return (
    <Page title={say("admin.page_inbox")}>
      <Rows>
        <Intro>{say("inbox.intro")}</Intro>
        <Box maxWidth="size30"><ChoiceField label={say("inbox.state")} value={state} of={choices} change={setState} /></Box>
        <Loaded of={pages}>
          {(data) => (
            <Rows>
              <Listing
                caption={say("admin.page_inbox")}
                columns={columns}
                rows={data.pages.flatMap((page) => page.items)}
                keyOf={({ id }) => id}
                least="48rem"
                empty={<EmptyState title={say(state === "rejected" ? "inbox.none_rejected" : "inbox.none")} detail={say(state === "rejected" ? "inbox.none_rejected_detail" : "inbox.none_detail")} />}
              />
              <Box><More of={pages} /></Box>
            </Rows>
          )}
        </Loaded>
      </Rows>
      {open ? <EntryDrawer key={open.id} entry={open} close={() => { setOpen(undefined); }} /> : null}
    </Page>
  );
}

function useColumns(open: (entry: InboxEntry) => void): Column<InboxEntry>[] {
  const say = useStrings();
  return [
    { key: "at", head: say("inbox.received_at"), width: "11rem", show: (entry) => <When at={entry.received_at} /> },
    { key: "type", head: say("inbox.kind"), show: (entry) => <Button variant="link" onClick={() => { open(entry); }}><bdi>{entry.type || entry.source}</bdi></Button> },
    { key: "who", head: say("inbox.about"), show: ({ asked, task_sid: task }) => <bdi style={{ overflowWrap: "anywhere" }}>{whoOf(asked.record) ?? task}</bdi> },
    { key: "state", head: say("inbox.state"), width: "8rem", show: (entry) => <EntryBadge state={entry.state} /> },
    { key: "why", head: say("inbox.why"), show: ({ reason, code }) => reason ?? code },
  ];
}

/** whoOf names the donor of a message as well as it says. */
function whoOf(record: object): string | undefined {
  const said = new Map<string, unknown>(Object.entries(record));
  const name = said.get("name") ?? said.get("external_id") ?? said.get("phone");
  return typeof name === "string" && name !== "" ? name : undefined;
}
