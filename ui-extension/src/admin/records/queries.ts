import { useInfiniteQuery, useQuery, type UseInfiniteQueryResult, type UseMutationResult, type UseQueryResult } from "@tanstack/react-query";

import { keys } from "../../api/cache";
import type { Schema } from "../../api/client";
import { answer, type Problem } from "../../api/problem";
import { etagOf, useWrite } from "../../api/writes";
import { useHost } from "../../host";

export type DonorRecord = Schema<"Record">;
export type RecordState = Schema<"RecordState">;

/** What is looked for: an external id or a number as one wish, a state, a campaign. */
export interface RecordWish {
  text: string;
  state: RecordState | "";
  campaign: string;
}

export function useRecords(wish: RecordWish): UseInfiniteQueryResult<Schema<"RecordPage">, Problem> {
  const { api } = useHost();
  const query = queryOf(wish);
  return useInfiniteQuery({
    queryKey: [...keys.records, query],
    queryFn: ({ pageParam, signal }) => answer(api.GET("/api/v1/records", { params: { query: { limit: 50, ...query, ...(pageParam ? { cursor: pageParam as string } : {}) } }, signal })),
    getNextPageParam: (page) => page.next_cursor ?? undefined,
    keepPreviousData: true,
  });
}

/** queryOf tells a number from an external id by its look. */
export function queryOf({ text, state, campaign }: RecordWish): { external_id?: string; phone?: string; state?: RecordState; campaign?: string } {
  const wanted = text.trim();
  const number = /^\+[\d\s()-]+$/.test(wanted);
  return { ...(wanted ? (number ? { phone: wanted.replaceAll(/[\s()-]/g, "") } : { external_id: wanted }) : {}), ...(state ? { state } : {}), ...(campaign.trim() ? { campaign: campaign.trim() } : {}) };
}

const touched = [keys.records, keys.callbacks];

/** useChangeRecord changes a record that is still as it was read. */
export function useChangeRecord({ id, version }: DonorRecord): UseMutationResult<DonorRecord, Problem, Schema<"RecordChange">> {
  const { api } = useHost();
  return useWrite((body, header) => answer(api.PATCH("/api/v1/records/{id}", { params: { path: { id }, header: { ...header, "If-Match": etagOf(version) } }, body })), touched);
}

export function useAddRecord(): UseMutationResult<DonorRecord, Problem, Schema<"RecordRef">> {
  const { api } = useHost();
  return useWrite((body, header) => answer(api.POST("/api/v1/records", { params: { header }, body })), touched);
}

/** useErase erases what is kept of a donor. */
export function useErase({ id }: DonorRecord): UseMutationResult<unknown, Problem, string> {
  const { api } = useHost();
  return useWrite((_typed: string, header) => answer(api.DELETE("/api/v1/records/{id}", { params: { path: { id }, header } })), touched);
}

/** useImports reads the newest files; while one is under way, twice a second. */
export function useImports(): UseQueryResult<Schema<"ImportPage">, Problem> {
  const { api } = useHost();
  return useQuery({
    queryKey: [...keys.records, "import"],
    queryFn: ({ signal }) => answer(api.GET("/api/v1/records/import", { signal })),
    refetchInterval: (page) => (page?.items.some(isUnderWay) ? 500 : false),
  });
}

/** useImportFaults reads a file's bad rows, which the list leaves out. */
export function useImportFaults(id: string): UseQueryResult<Schema<"Import">, Problem> {
  const { api } = useHost();
  return useQuery({
    queryKey: [...keys.records, "import", id],
    queryFn: ({ signal }) => answer(api.GET("/api/v1/records/import/{id}", { params: { path: { id } }, signal })),
  });
}

export function isUnderWay({ state }: Pick<Schema<"Import">, "state">): boolean {
  return state === "reading" || state === "applying";
}

/** A file to be taken, and how. */
export interface FileWish {
  file: File;
  /** Tells one file from another: what a file holds is not part of what a request is known by. */
  mark: string;
  dryRun: boolean;
  skipBad: boolean;
}

export function useImportFile(): UseMutationResult<Schema<"Import">, Problem, FileWish> {
  const { api } = useHost();
  return useWrite<FileWish, Schema<"Import">>(
    ({ file, dryRun, skipBad }, header) =>
      answer(
        api.POST("/api/v1/records/import", {
          params: { query: { dry_run: dryRun ? "1" : "0", skip_bad: skipBad ? "1" : "0" }, header },
          body: file,
          bodySerializer: (body) => body as File,
          headers: { "Content-Type": typeOf(file.name) },
        }),
      ),
    [keys.records],
  );
}

function typeOf(name: string): string {
  if (name.endsWith(".jsonl")) return "application/jsonl";
  return name.endsWith(".json") ? "application/json" : "text/csv";
}

/** useCheckCallList asks whether donors may be rung from the call list. */
export function useCheckCallList(): UseMutationResult<Schema<"CheckedPage">, Problem, string[]> {
  const { api } = useHost();
  return useWrite((lines: string[], header) => answer(api.POST("/api/v1/call-list/check", { params: { header }, body: { items: lines.map((line) => (line.startsWith("+") ? { phone: line } : { external_id: line })) } })));
}
