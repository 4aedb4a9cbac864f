import { useQuery, type UseQueryResult } from "@tanstack/react-query";

import { keys } from "../../api/cache";
import type { Schema } from "../../api/client";
import { answer, type Problem } from "../../api/problem";
import { useHost, type Host } from "../../host";
import { useSaving, type How, type Saving } from "../rules/saving";
import type { PutHours } from "./document";

type Api = Host["api"];

export function useCallingHours(): UseQueryResult<Schema<"CallingHours">, Problem> {
  const { api } = useHost();
  return useQuery({ queryKey: keys.callingHours, queryFn: ({ signal }) => answer(api.GET("/api/v1/calling-hours", { signal })) });
}

/** useHolidays reads the public holidays of a region and a year. No region: nothing is asked. */
export function useHolidays(region: string, year: number): UseQueryResult<Schema<"Holidays">, Problem> {
  const { api } = useHost();
  return useQuery({
    queryKey: [...keys.callingHours, "holidays", region, year],
    queryFn: ({ signal }) => answer(api.GET("/api/v1/holidays", { params: { query: { region, year } }, signal })),
    enabled: /^[A-Z]{2}(-\w+)?$/i.test(region) && year > 2000,
    keepPreviousData: true,
  });
}

const touched = [keys.callingHours, keys.callbacks, keys.slots];

/** useSavingHours saves all calling hours, after a trial. */
export function useSavingHours(version: number, saved: (document: PutHours) => void): Saving<PutHours> {
  const { api } = useHost();
  return useSaving<PutHours>({ attempt: (document, how) => putHours(api, document, how), version, touches: touched, saved });
}

function putHours(api: Api, document: PutHours, { dryRun, note, headers }: How): Promise<unknown> {
  return answer(api.PUT("/api/v1/calling-hours", { params: { query: trial(dryRun), header: headers }, body: noted(document, note) }));
}

/** useSavingClosed saves the site's own days without calls, after a trial. */
export function useSavingClosed(version: number, saved: () => void): Saving<Schema<"ClosedDay">[]> {
  const { api } = useHost();
  return useSaving<Schema<"ClosedDay">[]>({
    attempt: (closed, { dryRun, note, headers }) => answer(api.PUT("/api/v1/holidays", { params: { query: trial(dryRun), header: headers }, body: noted({ closed }, note) })),
    version,
    touches: touched,
    saved,
  });
}

/** trial is the query of a request that is only tried. */
export function trial(dryRun: boolean): { dry_run: "1" | "0" } {
  return { dry_run: dryRun ? "1" : "0" };
}

/** noted adds the reason to a body, if one was given. */
export function noted<Body extends object>(body: Body, note: string): Body & { note?: string } {
  return note ? { ...body, note } : body;
}
