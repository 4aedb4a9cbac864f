import { useQuery, type UseQueryResult } from "@tanstack/react-query";

import { keys } from "../../api/cache";
import type { Schema } from "../../api/client";
import { answer, type Problem } from "../../api/problem";
import { useHost } from "../../host";
import { useStrings } from "../../strings/languages";
import { noted, trial } from "../hours/queries";
import { useSaving, type Saving } from "../rules/saving";
import type { Source } from "./mapping";

/** useWelcomeSources reads the senders of welcome calls that are mapped. */
export function useWelcomeSources(): UseQueryResult<Schema<"WelcomeSourcePage">, Problem> {
  const { api } = useHost();
  return useQuery({ queryKey: keys.welcomeSources, queryFn: ({ signal }) => answer(api.GET("/api/v1/welcome-sources", { signal })) });
}

/** useSavingSources saves all senders, after a trial. */
export function useSavingSources(version: number): Saving<Source[]> {
  const say = useStrings();
  const { api, notify } = useHost();
  return useSaving<Source[]>({
    attempt: (items, { dryRun, note, headers }) => answer(api.PUT("/api/v1/welcome-sources", { params: { query: trial(dryRun), header: headers }, body: noted({ items }, note) })),
    version,
    touches: [keys.welcomeSources],
    saved: () => { notify("success", say("welcome.saved")); },
  });
}
