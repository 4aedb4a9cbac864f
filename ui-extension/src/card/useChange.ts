import type { UseMutationResult } from "@tanstack/react-query";

import { keys } from "../api/cache";
import type { Schema } from "../api/client";
import { answer, type Problem } from "../api/problem";
import { etagOf, useWrite } from "../api/writes";
import { useHost } from "../host";

/** What may be done to a promise by one click or one reason. Moving it and promising again are bookings. */
export type Change = { do: "outcome"; code: string } | { do: "cancel"; body: Schema<"Cancel"> } | { do: "hand_over" };

/** useChange makes a change to a callback, based on what is shown of it: if somebody else was faster, it is refused. */
export function useChange({ id, version }: Pick<Schema<"Callback">, "id" | "version">): UseMutationResult<Schema<"Callback">, Problem, Change> {
  const { api } = useHost();
  return useWrite(
    (change: Change, headers) => {
      const params = { path: { id }, header: { ...headers, "If-Match": etagOf(version) } };
      switch (change.do) {
        case "outcome":
          return answer(api.POST("/api/v1/callbacks/{id}/outcome", { params: { path: { id }, header: headers }, body: { code: change.code } }));
        case "cancel":
          return answer(api.POST("/api/v1/callbacks/{id}/cancel", { params, body: change.body }));
        case "hand_over":
          return answer(api.POST("/api/v1/callbacks/{id}/release", { params, body: {} }));
      }
    },
    [keys.callbacks, keys.slots, keys.callback(id)],
  );
}
