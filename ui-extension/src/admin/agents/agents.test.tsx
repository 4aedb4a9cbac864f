import { fireEvent, screen } from "@testing-library/react";
import { afterEach, describe, expect, it, vi } from "vitest";

import { asked, fakeRingback, problem, show } from "../../../test/render";
import Agents from "./Agents";
import { called, givenTo, toSave, withChoice, type Agent } from "./given";

const maya: Agent = { worker_sid: "WK0123456789abcdef0123456789abcdef", name: "Maya", team: "welcome", team_source: "taskrouter", available: true, seen_at: "2026-11-18T12:00:00.000Z" };
const kofi: Agent = { ...maya, worker_sid: "WK1123456789abcdef0123456789abcdef", name: "Kofi", team: "street", team_source: "manual", available: false };
const effect = { dry_run: true, version: 2, open: 2, affected: 0, items: [], summary: { newly_refused: 0, newly_allowed: 0, next_moved: 0, ladder_changed: 0, retry_changed: 0 } };
const answers = { "GET /agents": { items: [maya, kofi], next_cursor: null, version: 2 }, "GET /agents/versions": { items: [], next_cursor: null }, "GET /teams": { items: [{ name: "welcome" }, { name: "renewals" }], next_cursor: null, version: 0 } };

afterEach(() => { vi.unstubAllGlobals(); });

describe("teams given by hand", () => {
  it("are changed one by one, and a change back is none", () => {
    const none = new Map<string, string | null>();
    const chosen = withChoice(withChoice(none, maya, "renewals"), kofi, null);
    expect([givenTo(maya, none), givenTo(kofi, none), givenTo(maya, chosen), givenTo(kofi, chosen)]).toEqual([null, "street", "renewals", null]);
    expect(toSave([maya, kofi], chosen)).toEqual([{ worker_sid: maya.worker_sid, team: "renewals", team_source: "manual" }, { worker_sid: kofi.worker_sid, team: null, team_source: null }]);
    expect(withChoice(withChoice(chosen, maya, null), kofi, "street").size).toBe(0);
  });
  it("are looked for by name or sid", () => {
    expect([called(maya, " may"), called(maya, "wk01"), called(kofi, "maya"), called(kofi, "")]).toEqual([true, true, false, true]);
  });
});

// Queries by role look at every element, which takes jsdom seconds: these tests ask by text and label.
describe("the page", () => {
  it("tries a change, then saves it upon the version that was read", async () => {
    fakeRingback({ ...answers, "PUT /agents": (request: Request) => (request.url.includes("dry_run=1") ? effect : { items: [], next_cursor: null, version: 3 }) });
    show(<Agents />);
    expect(await screen.findByText("As TaskRouter says: welcome")).toBeInTheDocument();
    expect(screen.getByLabelText("Team of Kofi")).toHaveValue("street");
    await screen.findAllByText("renewals");
    fireEvent.change(screen.getByLabelText("Team of Maya"), { target: { value: "renewals" } });
    expect(screen.getByText("Changed")).toBeVisible();
    fireEvent.click(screen.getByText("Check and save"));
    fireEvent.click(await screen.findByText("Save the teams"));
    await vi.waitFor(() => { expect(asked.filter(({ method }) => method === "PUT")).toHaveLength(2); });
    const saved = asked.filter(({ method }) => method === "PUT")[1];
    expect(saved?.headers.get("If-Match")).toBe('"2"');
    expect(JSON.parse(saved?.body ?? "")).toEqual({ items: [{ worker_sid: maya.worker_sid, team: "renewals", team_source: "manual" }, { worker_sid: kofi.worker_sid, team: "street", team_source: "manual" }] });
  });
  it("says at the agent what is wrong with their team", async () => {
    fakeRingback({ ...answers, "PUT /agents": () => problem(422, "validation_failed", { errors: [{ field: "items[1].team", code: "validation_failed", detail: "want a team's name" }] }) });
    show(<Agents />);
    fireEvent.change(await screen.findByLabelText("Team of Kofi"), { target: { value: "" } });
    fireEvent.click(screen.getByText("Check and save"));
    expect(await screen.findByText("want a team's name")).toBeVisible();
  });
});
