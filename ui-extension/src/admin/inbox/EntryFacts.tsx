import type { ReactElement } from "react";

import { useStrings } from "../../strings/languages";
import { Facts } from "../listing/Facts";
import { When } from "../listing/When";
import type { InboxEntry } from "./mending";
import { EntryBadge } from "./EntryBadge";

/** EntryFacts is when a message came, from where, and what it is about. */
export function EntryFacts({ entry }: { entry: InboxEntry }): ReactElement {
  const say = useStrings();
  return (
    <Facts
      facts={[
        [say("inbox.state"), <EntryBadge key="state" state={entry.state} />],
        [say("inbox.received_at"), <When key="received" at={entry.received_at} />],
        [say("inbox.source"), entry.source],
        [say("inbox.tries"), entry.tries],
        [say("inbox.task"), entry.task_sid],
        [say("inbox.callback"), entry.callback_id],
        [say("inbox.unreadable"), entry.asked.malformed],
        [say("inbox.booking"), entry.asked.welcome?.reference ?? null],
      ]}
    />
  );
}
