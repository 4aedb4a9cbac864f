import { useEffect, type ReactElement } from "react";

import { useLive } from "../api/live";
import type { StreamState } from "../api/stream";
import { Watch } from "../mine/Watch";
import type { Signal } from "./signal";

/** Background shows nothing. It is there as long as Flex is, and does what must go on whatever the agent looks at. */
export function Background({ stream }: { stream: Signal<StreamState> }): ReactElement {
  const state = useLive();
  useEffect(() => { stream.set(state); }, [stream, state]);
  return <Watch />;
}
