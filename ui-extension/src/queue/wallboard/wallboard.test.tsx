import { configure, screen } from "@testing-library/react";
import axe from "axe-core";
import { describe, expect, it } from "vitest";

import { fakeRingback, problem, show } from "../../../test/render";
import { callback, stats } from "../queue.fixtures";
import Wallboard from "./Wallboard";

configure({ asyncUtilTimeout: 5000 });

const people = { "GET /agents": { items: [], next_cursor: null } };
const figure = async (label: string) => (await screen.findByText(label)).parentElement as HTMLElement;

describe("the wallboard", () => {
  it("shows what is owed, marks what is late, and names donors by their ids", async () => {
    fakeRingback({ ...people, "GET /stats": stats(), "GET /callbacks": { items: [callback(1, "Ben Okafor")], next_cursor: null } });
    const { container } = show(<Wallboard />);
    expect(await screen.findByText("D-1")).toBeVisible();
    expect(screen.queryByText("Ben Okafor")).toBeNull();
    expect(await screen.findByText("75%")).toBeVisible();
    expect(await figure("Overdue")).toHaveAttribute("data-tone", "warning");
    expect(await figure("Broken")).toHaveAttribute("data-tone", "bad");
    expect((await axe.run(container)).violations).toEqual([]);
  });
  it("says that nothing is owed only when somebody said so", async () => {
    fakeRingback({ ...people, "GET /stats": problem(403, "forbidden"), "GET /callbacks": problem(403, "forbidden") });
    const { unmount } = show(<Wallboard />);
    expect(await screen.findByText("This is not yours to see")).toBeVisible();
    expect(screen.queryByText("Nothing is owed")).toBeNull();
    unmount();
    fakeRingback({ ...people, "GET /stats": stats(), "GET /callbacks": { items: [], next_cursor: null } });
    show(<Wallboard />);
    expect(await screen.findByText("Nothing is owed")).toBeVisible();
  });
});
