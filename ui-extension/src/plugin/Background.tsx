import { useEffect, type ReactElement } from "react";

import { onStored } from "../api/bookings";
import { useLive } from "../api/live";
import type { StreamState } from "../api/stream";
import { useHost } from "../host";
import { useStrings } from "../strings/languages";
import type { Signal } from "./signal";

/** Background shows nothing. It is there as long as Flex is, and does what must go on whatever the agent looks at. */
export function Background({ stream }: { stream: Signal<StreamState> }): ReactElement | null {
  const host = useHost();
  const say = useStrings();
  const state = useLive();
  useEffect(() => { stream.set(state); }, [stream, state]);
  useEffect(() => onStored(host, () => { host.notify("success", say("desk.kept_now_stored")); }), [host, say]);
  return null;
}
