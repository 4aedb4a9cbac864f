import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import { afterEach, describe, expect, it, vi } from "vitest";

import { asked, fakeRingback, problem, show } from "../../../test/render";
import CallingHours from "./CallingHours";

const preset = { id: "au", version: 3, name: "Australia", region: "AU", layer: "legal", week: { "mon-fri": ["09:00-20:00"], sat: ["09:00-17:00"] }, holidays: { mode: "none" }, status: "law", unverified: [], confirmed: false, confirmation: null, any_doubt: true, replaced: false };
const hours = { version: 4, origin: "api", note: null, created_by: "key:a", created_at: null, sets: [], confirmed: {}, regions: {}, everyone: [], teams: {}, campaigns: {}, closed: [], presets: [preset], doubtful: ["au"] };
const effect = {
  callback_id: "cb_1", record: { id: "rec_1", external_id: "D-1", name: "A. Donor" }, team: null, window_start: "2026-11-28T05:00:00.000Z", window_start_local: "2026-11-28T16:00:00", due_at: "2026-11-28T05:00:00.000Z", due_at_local: null,
  timezone: "Australia/Sydney", change: "newly_refused", before: "allowed", after: "outside_calling_hours", rule: null, unverified: false, next_allowed_at: "2026-11-29T22:00:00.000Z", next_allowed_at_local: null,
};
const trial = { dry_run: true, version: 4, open: 340, affected: 12, items: [effect], summary: { newly_refused: 12, newly_allowed: 0, next_moved: 0, ladder_changed: 0, retry_changed: 0 } };

afterEach(() => {
  vi.unstubAllGlobals();
  history.replaceState(null, "", "/");
});

function openSet() {
  history.replaceState(null, "", "/admin/hours/set/au");
  show(<CallingHours />);
}

// Queries by role look at each of the picture's 336 cells, and real clicks at the styles above each, which takes jsdom seconds: these tests ask by text and label.
describe("a set of calling hours", () => {
  it("is listed with its week in words", async () => {
    fakeRingback({ "GET /calling-hours": hours });
    history.replaceState(null, "", "/admin/hours");
    show(<CallingHours />);
    expect((await screen.findByText("Australia")).closest("a")).toHaveAttribute("href", "#/admin/hours/set/au");
    expect(screen.getByText("Mon–Fri 09:00–20:00 · Sat 09:00–17:00")).toBeVisible();
  });
  it("is saved only after the trial has shown what it does", async () => {
    fakeRingback({ "GET /calling-hours": hours, "PUT /calling-hours": (request: Request) => (request.url.includes("dry_run=1") ? trial : { ...hours, version: 5 }) });
    openSet();
    fireEvent.pointerDown(await screen.findByLabelText("Saturday 16:30, calls"));
    fireEvent.click(screen.getByText("Check and save"));
    expect(await screen.findByText("This would change 12 of 340 open promises.")).toBeVisible();
    expect(screen.getByText("A. Donor")).toBeVisible();
    expect(puts()).toHaveLength(1);
    fireEvent.change(screen.getByLabelText("Why (optional)"), { target: { value: "shorter" } });
    fireEvent.click(screen.getByText("Save the hours"));
    await waitFor(() => { expect(puts()).toHaveLength(2); });
    const [first, second] = puts();
    expect(first?.query).toContain("dry_run=1");
    expect(second?.query).toContain("dry_run=0");
    expect(second?.headers.get("If-Match")).toBe('"4"');
    const body = JSON.parse(second?.body ?? "{}") as { note: string; sets: { id: string; version: number; week: Record<string, string[]> }[] };
    expect(body.note).toBe("shorter");
    expect(body.sets[0]).toMatchObject({ id: "au", version: 4, week: { mon: ["09:00-20:00"], sat: ["09:00-16:30"] } });
  });
  it("shows a fault at its day", async () => {
    fakeRingback({ "GET /calling-hours": hours, "PUT /calling-hours": () => problem(422, "validation_failed", { errors: [{ field: "sets[0].week.sat[0]", code: "validation_failed", detail: "too short" }] }) });
    openSet();
    fireEvent.click(await screen.findByText("Check and save"));
    expect(await within(screen.getByLabelText("Saturday")).findByText("too short")).toBeVisible();
    expect(screen.queryByText("Save the hours")).toBeNull();
  });
});

function puts() {
  return asked.filter(({ method }) => method === "PUT");
}
