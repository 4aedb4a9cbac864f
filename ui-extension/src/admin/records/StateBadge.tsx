import { Badge } from "@twilio-paste/badge";
import type { ReactElement } from "react";

import { useStrings } from "../../strings/languages";
import type { RecordState } from "./queries";

const variants = { callable: "success", dormant: "info", closed: "decorative10", do_not_call: "error" } as const;

/** StateBadge is a record's state in a word. */
export function StateBadge({ state }: { state: RecordState }): ReactElement {
  const say = useStrings();
  return <Badge as="span" variant={variants[state]}>{say(`records.state_${state}`)}</Badge>;
}
