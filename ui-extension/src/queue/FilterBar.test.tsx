import { configure, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it, vi } from "vitest";

import { fakeRingback, show } from "../../test/render";
import { everythingOwed } from "./filter";
import { FilterBar } from "./FilterBar";

configure({ asyncUtilTimeout: 5000 });

function open(filter = everythingOwed, only?: "search" | "choices") {
  fakeRingback({ "GET /teams": { items: [{ name: "welcome" }], next_cursor: null, version: 0 }, "GET /agents": { items: [{ worker_sid: "WK1", name: "Maya" }], next_cursor: null } });
  const change = vi.fn();
  show(<FilterBar filter={filter} change={change} only={only} />);
  return change;
}

describe("the filters of the queue", () => {
  it("offer the teams and agents that there are, and whose promises are nobody's", async () => {
    const change = open();
    await userEvent.selectOptions(await screen.findByLabelText("Team"), await screen.findByRole("option", { name: "welcome" }));
    await userEvent.selectOptions(screen.getByLabelText("Owner"), await screen.findByRole("option", { name: "Maya" }));
    await userEvent.selectOptions(screen.getByLabelText("Owner"), "none");
    expect(change.mock.calls).toEqual([[{ team: "welcome" }], [{ owner: "WK1" }], [{ owner: "none" }]]);
  });
  it("look for what has ended among all, since none of it is owed", async () => {
    const change = open();
    await userEvent.selectOptions(screen.getByLabelText("State"), "completed");
    await userEvent.selectOptions(screen.getByLabelText("State"), "queued");
    expect(change.mock.calls).toEqual([[{ status: "completed", due: "" }], [{ status: "queued", due: everythingOwed.due }]]);
  });
  it("search once the typing pauses", async () => {
    const change = open(everythingOwed, "search");
    expect(screen.queryByLabelText("Team")).toBeNull();
    await userEvent.type(screen.getByRole("searchbox", { name: "Search" }), " ben ");
    await waitFor(() => { expect(change.mock.calls.at(-1)).toEqual([{ q: "ben" }]); });
  });
});
