import type { UseMutationResult } from "@tanstack/react-query";

import { keys } from "../api/cache";
import type { Schema } from "../api/client";
import { answer, type Problem } from "../api/problem";
import { etagOf, useWrite } from "../api/writes";
import { useHost } from "../host";
import { useLanguage, useStrings } from "../strings/languages";
import { showIn } from "../time/show";
import { snoozed } from "./snoozed";

/** useSnooze puts a promise off by a quarter of an hour, if the rules let it: the backend says. */
export function useSnooze(callback: Schema<"Callback">): UseMutationResult<Schema<"Callback">, Problem, undefined> {
  const { api, now, notify } = useHost();
  const say = useStrings();
  const { locale } = useLanguage();
  const { id, version, timezone, record } = callback;
  return useWrite<undefined, Schema<"Callback">>(
    async (_, headers) => {
      const params = { path: { id }, header: { ...headers, "If-Match": etagOf(version) } };
      const moved = await answer(api.POST("/api/v1/callbacks/{id}/reschedule", { params, body: { local_time: snoozed(callback, now()), timezone, window_minutes: callback.window_minutes } }));
      notify("success", say("mine.snoozed", { name: record.name ?? record.external_id ?? say("card.unnamed"), time: showIn(moved.window_start, timezone, locale, "time") }));
      return moved;
    },
    [keys.callbacks, keys.slots, keys.callback(id)],
  );
}
