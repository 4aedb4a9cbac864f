import type { ReactElement } from "react";

import { useCallbackStory } from "../api/queries";
import { Loaded } from "../parts/Loaded";
import { StatusBadge } from "../parts/StatusBadge";

/** CallbackCard is all about one callback. */
export function CallbackCard({ id }: { id: string }): ReactElement {
  return <Loaded of={useCallbackStory(id)}>{(callback) => <StatusBadge callback={callback} />}</Loaded>;
}
