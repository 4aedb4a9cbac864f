import { fireEvent, screen, within } from "@testing-library/react";
import { afterEach, describe, expect, it, vi } from "vitest";

import { asked, fakeRingback, problem, show } from "../../../test/render";
import Reasons from "./Reasons";
import { moved, readWords, writeWords } from "./words";

const driving = { code: "driving", label: "Driving", labels: { ar: "يقود", de: "Fährt" }, match: ["in the car"], team: null };
const work = { code: "at_work", label: "At work", labels: {}, match: [], team: "street" };
const effect = { dry_run: true, version: 3, open: 2, affected: 0, items: [], summary: { newly_refused: 0, newly_allowed: 0, next_moved: 0, ladder_changed: 0, retry_changed: 0 } };
const answers = { "GET /reasons": { items: [driving, work], next_cursor: null, version: 3 }, "GET /reasons/versions": { items: [], next_cursor: null }, "GET /teams": { items: [{ name: "welcome" }], next_cursor: null, version: 0 } };

afterEach(() => { vi.unstubAllGlobals(); });

describe("words", () => {
  it("stand between commas of either writing", () => {
    expect(readWords(" in the car, driving،يقود ,")).toEqual(["in the car", "driving", "يقود"]);
    expect(writeWords(["a b", "c"])).toBe("a b, c");
  });
  it("a reason moves by one place", () => {
    expect(moved(["a", "b", "c"], 1, -1)).toEqual(["b", "a", "c"]);
    expect(moved(["a", "b", "c"], 1, 1)).toEqual(["a", "c", "b"]);
  });
});

// Queries by role look at every element, which takes jsdom seconds: these tests ask by text and label.
describe("the reasons", () => {
  it("are tried, then saved in their order with all that they had, upon the version that was read", async () => {
    fakeRingback({ ...answers, "PUT /reasons": (request: Request) => (request.url.includes("dry_run=1") ? effect : { items: [], next_cursor: null, version: 4 }) });
    show(<Reasons />);
    const card = await screen.findByLabelText("Driving");
    fireEvent.change(within(card).getByLabelText("Agents see in Arabic"), { target: { value: "" } });
    fireEvent.change(within(card).getByLabelText("Words that mean it"), { target: { value: "in the car, " } });
    fireEvent.click(screen.getByText("Move at_work up"));
    fireEvent.change(screen.getByLabelText(/New reason/), { target: { value: "No card!" } });
    fireEvent.click(screen.getByText("Add a reason"));
      fireEvent.click(screen.getByText("Check and save"));
    fireEvent.click(await screen.findByText("Save the reasons"));
    await vi.waitFor(() => { expect(asked.filter(({ method }) => method === "PUT")).toHaveLength(2); });
    const saved = asked.filter(({ method }) => method === "PUT")[1];
    expect(saved?.headers.get("If-Match")).toBe('"3"');
    expect(JSON.parse(saved?.body ?? "")).toEqual({ items: [work, { ...driving, labels: { de: "Fährt" } }, { code: "no_card", label: "No card!", labels: {}, match: [], team: null }] });
  });
  it("say at the field what is wrong with it", async () => {
    fakeRingback({ ...answers, "PUT /reasons": () => problem(422, "validation_failed", { errors: [{ field: "items[0].match[0]", code: "validation_failed", detail: "means a reason already" }] }) });
    show(<Reasons />);
    fireEvent.change(within(await screen.findByLabelText("Driving")).getByLabelText("Words that mean it"), { target: { value: "work" } });
    fireEvent.click(screen.getByText("Check and save"));
    expect(await within(screen.getByLabelText("Driving")).findByText("means a reason already")).toBeVisible();
  });
});
