import { useEffect, useState } from "react";

import { useMine } from "../api/queries";
import type { Schema } from "../api/client";
import { useHost } from "../host";
import { useLanguage, useStrings } from "../strings/languages";
import { useNow } from "../time/clock";
import { ownZone, showIn } from "../time/show";
import { makeReminders } from "./reminders";

/** The agent's own open promises, as the list and the reminders read them. */
export const owed = { due: "owed", limit: 200 } as const;

const step = 5; // seconds

/** useReminders tells of promises five minutes before and when they are due. Use it once, wherever the agent may be looking. */
export function useReminders(): void {
  const host = useHost();
  const say = useStrings();
  const { locale } = useLanguage();
  const now = useNow(host.now, step);
  const [remind] = useState(() => makeReminders<Schema<"Callback">>());
  const items = useMine(owed, host.me.workerSid !== undefined).data?.items;
  useEffect(() => {
    const told = remind(items ?? [], now, host.onCall());
    for (const { kind, callback: { record, window_start } } of told) {
      const name = record.name ?? record.external_id ?? say("card.unnamed");
      host.notify(kind === "due" ? "warning" : "neutral", say(`mine.${kind}`, { name, time: showIn(window_start, ownZone(), locale, "time") }));
    }
  }, [remind, items, now, host, say, locale]);
}
