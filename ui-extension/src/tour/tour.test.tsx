import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, describe, expect, it, vi } from "vitest";

import { show } from "../../test/render";
import { wantsTour } from "./remembered";
import Tour from "./Tour";

afterEach(() => { localStorage.clear(); });

describe("the tour", () => {
  it("is for the demonstration's administrator, until it was put away", async () => {
    const me = { name: "demo 2026-11-22", role: "admin" } as const;
    expect(wantsTour(me)).toBe(true);
    expect(wantsTour({ ...me, role: "supervisor" })).toBe(false);
    expect(wantsTour({ ...me, name: "crm" })).toBe(false);
    show(<Tour go={vi.fn()} />);
    await userEvent.click(screen.getByRole("button", { name: "Not now" }));
    expect(screen.queryByRole("complementary")).toBeNull();
    expect(wantsTour(me)).toBe(false);
  });
  it("leads to each view, forth and back, and ends", async () => {
    const go = vi.fn();
    show(<Tour go={go} />);
    await userEvent.click(screen.getByRole("button", { name: "Show me" }));
    await userEvent.click(screen.getByRole("button", { name: "Next" }));
    await userEvent.click(screen.getByRole("button", { name: "Back" }));
    expect(go.mock.calls.flat()).toEqual(["/queue", "/figures", "/queue"]);
    expect(screen.getByText("1 of 6")).toBeVisible();
    await userEvent.click(screen.getByRole("button", { name: "End the tour" }));
    expect(screen.queryByRole("complementary")).toBeNull();
  });
});
