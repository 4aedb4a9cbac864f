import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";

import { useHost } from "../host";
import { makeInvalidator } from "./cache";
import { tellChanges } from "./changes";
import { follow, type StreamState } from "./stream";

/** useLive keeps everything on the page up to date for as long as the component is there, and says how the stream fares. Use it once. */
export function useLive(): StreamState {
  const { surroundings } = useHost();
  const cache = useQueryClient();
  const [state, setState] = useState<StreamState>("connecting");
  useEffect(() => {
    const invalidator = makeInvalidator(cache);
    const stop = follow(surroundings, {
      change(change) {
        invalidator.changed(change);
        tellChanges(change);
      },
      reset() {
        invalidator.everything();
        tellChanges("everything");
      },
      state: setState,
    });
    return () => {
      stop();
      invalidator.stop();
    };
  }, [surroundings, cache]);
  return state;
}
