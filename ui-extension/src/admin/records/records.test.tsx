import { fireEvent, screen } from "@testing-library/react";
import { afterEach, describe, expect, it, vi } from "vitest";

import { asked, fakeRingback, show } from "../../../test/render";
import { changeOf, draftOf } from "./change";
import { ImportPage } from "./ImportPage";
import { queryOf, type DonorRecord } from "./queries";
import { RecordList } from "./RecordList";

const record: DonorRecord = {
  id: "rec_1", external_id: "D-1", name: "A. Donor", phone: "+61491570156", timezone: "Australia/Perth", timezone_inferred: true, region: "AU", region_inferred: false, campaign: null, team: null,
  do_not_call: false, preference: null, state: "callable", created_at: "2026-11-18T12:00:00.000Z", updated_at: "2026-11-18T12:00:00.000Z", version: 7,
};
const file = { id: "imp_1", state: "rejected", rows: 1000, bad: 2, made: 0, updated: 0, dry_run: false, reason: "2 rows are bad", errors: [{ line: 9, field: "phone", code: "invalid_phone", detail: "no number" }], report: "/api/v1/records/import/imp_1.csv", created_by: "key:a", created_at: "2026-11-18T12:00:00.000Z", updated_at: "2026-11-18T12:00:00.000Z", finished_at: null };

afterEach(() => { vi.unstubAllGlobals(); });

describe("what is looked for", () => {
  it("is a number when it looks like one, else an id", () => {
    expect(queryOf({ text: "+61 491 (570) 156", state: "", campaign: "" })).toEqual({ phone: "+61491570156" });
    expect(queryOf({ text: " D-1 ", state: "dormant", campaign: "" })).toEqual({ external_id: "D-1", state: "dormant" });
  });
});

describe("a record's change", () => {
  it("is what differs; an emptied text takes the value away, and so does a wish without days", () => {
    const draft = draftOf(record);
    expect(changeOf(record, draft)).toEqual({});
    expect(changeOf(record, { ...draft, timezone: "", doNotCall: true })).toEqual({ timezone: "", do_not_call: true });
    expect(changeOf(record, { ...draft, wish: { mon: ["14:00-16:00"] }, wishNote: "nights" })).toEqual({ preference: { week: { mon: ["14:00-16:00"] }, note: "nights" } });
    const wishing = { ...record, preference: { week: { mon: ["14:00-16:00"] } } };
    expect(changeOf(wishing, { ...draftOf(wishing), wish: {} })).toEqual({ preference: {} });
  });
});

// Queries by role look at each of 400 time zones, which takes jsdom seconds: this test asks by text and label.
describe("erasing a donor", () => {
  it("needs their id typed", async () => {
    fakeRingback({ "GET /records": { items: [record], next_cursor: null }, "DELETE /records/rec_1": () => new Response(null, { status: 204 }) });
    show(<RecordList />);
    fireEvent.click(await screen.findByText("A. Donor"));
    fireEvent.click(screen.getByText("Erase…"));
    fireEvent.change(screen.getByLabelText(/Type D-1/), { target: { value: "D-2" } });
    fireEvent.click(screen.getByText("Erase for good"));
    expect(screen.getByText("That is not D-1.")).toBeVisible();
    expect(asked.some(({ method }) => method === "DELETE")).toBe(false);
    fireEvent.change(screen.getByLabelText(/Type D-1/), { target: { value: "D-1" } });
    fireEvent.click(screen.getByText("Erase for good"));
    await vi.waitFor(() => { expect(asked.some(({ method }) => method === "DELETE")).toBe(true); });
  });
});

describe("an import", () => {
  it("names its bad rows and leads to the report of all", async () => {
    fakeRingback({ "GET /records/import": { items: [{ ...file, errors: [] }], next_cursor: null }, "GET /records/import/imp_1": file });
    show(<ImportPage />);
    expect(await screen.findByText("no number")).toBeVisible();
    expect(screen.getByText("1,000 rows")).toBeVisible();
    expect(screen.getByRole("link", { name: "Download all 2 bad rows (CSV)" })).toHaveAttribute("href", "http://ringback.test/api/v1/records/import/imp_1.csv");
  });
});
