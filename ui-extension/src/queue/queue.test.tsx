import { configure, fireEvent, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { asked, fakeRingback, problem, show } from "../../test/render";
import { tellChanges } from "../api/changes";
import CallBackQueue from "./CallBackQueue";
import { ChainCell, OutcomeCell } from "./cells";
import { bulkFilter, csvQuery, everythingOwed, fits, listQuery, readFilter, writeFilter } from "./filter";
import { callback, stats, story } from "./queue.fixtures";

// Rows are looked for by their text: to find roles, every style of the page is asked for.
const rowOf = async (name: string) => (await screen.findByText(name)).closest("tr") as HTMLTableRowElement;

const ben = callback(1, "Ben Okafor");
const clara = callback(2, "Clara Weiss");

function answers(more: object = {}) {
  return { "GET /callbacks": { items: [ben, clara], next_cursor: null }, "GET /stats": stats(), "GET /teams": { items: [{ name: "welcome" }], next_cursor: null, version: 0 }, "GET /agents": { items: [], next_cursor: null }, ...more };
}

// A busy machine draws a whole view slowly, and asks long for what is hidden; the stories in Chromium ask that.
configure({ asyncUtilTimeout: 5000, defaultHidden: true });

// jsdom gives nothing a size, and rows without a room are not drawn.
beforeEach(() => {
  vi.spyOn(Element.prototype, "clientHeight", "get").mockReturnValue(600);
  vi.spyOn(Element.prototype, "clientWidth", "get").mockReturnValue(1000);
});
afterEach(() => {
  vi.restoreAllMocks();
  localStorage.clear();
  history.replaceState(null, "", "/");
});

describe("the filter in the address", () => {
  it("comes back as it was written, and is empty where nothing is narrowed", () => {
    const narrow = { ...everythingOwed, due: "overdue", team: "welcome", owner: "none", chain: "long", q: "be", sort: "newest" } as const;
    expect(readFilter(writeFilter(narrow))).toEqual(narrow);
    expect(writeFilter(everythingOwed)).toBe("");
    expect(readFilter("status=completed").due).toBe("");
    expect(readFilter("due=nonsense&sort=up")).toEqual({ ...everythingOwed, due: "" });
  });
  it("tells what belongs to the list, but leaves a search to the backend", () => {
    const now = Date.parse(ben.due_at);
    expect(fits(everythingOwed, ben, now)).toBe(true);
    expect(fits({ ...everythingOwed, team: "renewals" }, ben, now)).toBe(false);
    expect(fits({ ...everythingOwed, due: "now" }, ben, now - 1)).toBe(false);
    expect(fits({ ...everythingOwed, owner: "none" }, ben, now)).toBe(true);
    expect(fits({ ...everythingOwed, q: "ben" }, ben, now)).toBe(false);
    expect(fits(everythingOwed, { ...ben, status: "completed" }, now)).toBe(false);
    expect(fits({ ...everythingOwed, chain: "long" }, { ...ben, chain_length: 2 }, now)).toBe(false);
    expect(fits({ ...everythingOwed, chain: "long" }, { ...ben, chain_length: 3 }, now)).toBe(true);
  });
});

describe("what the queue asks for", () => {
  it("is the same for the list, for an action on all of it, and for the file", () => {
    const long = { ...everythingOwed, chain: "long", team: "welcome" } as const;
    expect(listQuery(long)).toMatchObject({ due: "owed", team: "welcome", min_chain: 3 });
    expect(bulkFilter(long)).toEqual({ due: "owed", team: "welcome", min_chain: 3 });
    expect(csvQuery(long)).toBe("due=owed&team=welcome&min_chain=3&sort=due&bom=1");
  });
});

describe("cells", () => {
  it("tell what came of ringing last, by its label, and which promise in a row it is", async () => {
    fakeRingback({ "GET /outcomes": { items: [{ code: "no_answer", label: "No answer" }], next_cursor: null, version: 0 } });
    const rung = { ...ben, attempts: 1, last_outcome: "no_answer", last_attempt_at: "2026-12-01T12:05:00.000Z", chain_length: 3 };
    show(<><OutcomeCell callback={rung} /><ChainCell callback={rung} /></>);
    expect(await screen.findByText("No answer")).toBeVisible();
    expect(screen.getByText("Promise 3")).toBeVisible();
    const { container } = show(<><OutcomeCell callback={ben} /><ChainCell callback={ben} /></>);
    expect(container).toHaveTextContent("––");
  });
});

describe("the queue", () => {
  it("is walked, opened and selected by the keyboard", async () => {
    fakeRingback(answers({ [`GET /callbacks/${clara.id}`]: story(clara), [`GET /callbacks/${clara.id}/explain`]: problem(404, "not_found"), "GET /outcomes": { items: [], next_cursor: null, version: 0 } }));
    show(<CallBackQueue />);
    const row = await rowOf("Ben Okafor");
    fireEvent.keyDown(row, { key: "ArrowDown" });
    const second = await rowOf("Clara Weiss");
    expect(second).toHaveFocus();
    fireEvent.keyDown(second, { key: " " });
    expect(second).toHaveAttribute("aria-selected", "true");
    expect(screen.getByText("1 selected")).toBeVisible();
    fireEvent.keyDown(second, { key: "Enter" });
    expect(await screen.findByText("What happened")).toBeVisible();
    expect(location.search).toBe(`?callback=${clara.id}`);
  });

  it("changes a row where it stands, and counts what would change the order", async () => {
    let now = ben;
    fakeRingback(answers({ [`GET /callbacks/${ben.id}`]: () => story(now) }));
    show(<CallBackQueue />);
    await rowOf("Ben Okafor");
    now = { ...ben, version: 2, status: "assigned" };
    tellChanges({ id: "evt_1", type: "assigned", callback_id: ben.id, version: 2, status: "assigned", at: ben.created_at });
    expect(await within(await rowOf("Ben Okafor")).findByText("With an agent")).toBeVisible();
    expect(screen.queryByText(/change to the list/)).toBeNull();
    now = { ...ben, version: 3, status: "completed", resolution: "contacted" };
    tellChanges({ id: "evt_2", type: "resolved", callback_id: ben.id, version: 3, status: "completed", at: ben.created_at });
    expect(await screen.findByText("1 change to the list. Show it")).toBeVisible();
    expect(document.querySelector("tr[data-index]")).toHaveTextContent("Ben Okafor"); // still in its place
  });

  it("asks the backend by the filters, and keeps them in the address", async () => {
    fakeRingback(answers());
    show(<CallBackQueue />);
    await rowOf("Ben Okafor");
    await userEvent.selectOptions(screen.getByLabelText("Show"), "overdue");
    await userEvent.type(screen.getByLabelText("Search"), "ben");
    await waitFor(() => { expect(location.search).toBe("?due=overdue&q=ben"); });
    await waitFor(() => { expect(asked.at(-1)?.query).toMatch(/due=overdue.*q=ben/); });
  });

  it("says what to do when nothing is found, and when nobody answers", async () => {
    fakeRingback(answers({ "GET /callbacks": { items: [], next_cursor: null } }));
    const { unmount } = show(<CallBackQueue />);
    expect(await screen.findByText("Nothing is owed")).toBeVisible();
    unmount();
    fakeRingback(answers({ "GET /callbacks": problem(403, "forbidden") }));
    show(<CallBackQueue />);
    expect(await screen.findByText("Try again")).toBeVisible();
  });
});

describe("an action on many", () => {
  it("is tried first, shows what is refused, and is then done", async () => {
    const bulk = vi.fn(async (request: Request) => {
      const { dry_run: dry = false } = (await request.json()) as { dry_run?: boolean };
      return { dry_run: dry, done: 1, failed: 1, items: [{ id: ben.id, ok: true, code: null, detail: null, callback: { ...ben, team: "renewals" } }, { id: clara.id, ok: false, code: "already_with_agent", detail: "an agent has it", callback: null }] };
    });
    fakeRingback(answers({ "POST /callbacks/bulk": bulk }));
    show(<CallBackQueue />);
    await rowOf("Ben Okafor");
    await userEvent.click(screen.getByLabelText("Select the rows loaded so far"));
    await userEvent.click(screen.getByRole("button", { name: "Cancel" }));
    const drawer = await screen.findByRole("dialog", { name: "Cancel 2 callbacks" });
    expect(within(drawer).getByRole("button", { name: "Check first" })).toBeDisabled();
    await userEvent.type(within(drawer).getByLabelText(/Reason in words/), "gone away");
    await userEvent.click(within(drawer).getByRole("button", { name: "Check first" }));
    expect(await within(drawer).findByText("Refused: an agent has it")).toBeVisible();
    await userEvent.click(within(drawer).getByRole("button", { name: "Do it for 1" }));
    expect(await within(drawer).findByText("1 callback changed")).toBeVisible();
    const bodies = asked.filter(({ path }) => path.endsWith("/bulk")).map(({ body }) => JSON.parse(body) as object);
    expect(bodies).toEqual([
      { action: "cancel", reason: "gone away", resolution: "manager_cancelled", ids: [ben.id, clara.id], dry_run: true },
      { action: "cancel", reason: "gone away", resolution: "manager_cancelled", ids: [ben.id, clara.id] },
    ]);
  });
});
