import { Badge } from "@twilio-paste/badge";
import type { ReactElement } from "react";

import { useStrings } from "../../strings/languages";
import type { InboxState } from "./queries";

const variants = { received: "info", applied: "success", ignored: "decorative10", rejected: "error" } as const;

/** EntryBadge is what became of a message in a word. */
export function EntryBadge({ state }: { state: InboxState }): ReactElement {
  const say = useStrings();
  return <Badge as="span" variant={variants[state]}>{say(`inbox.state_${state}`)}</Badge>;
}
