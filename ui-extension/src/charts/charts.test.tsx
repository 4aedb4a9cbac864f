import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it, vi } from "vitest";

import { show } from "../../test/render";
import { Bars } from "./Bars";
import { heatOf, HeatStrip } from "./HeatStrip";

function slot(hour: number, over: object = {}) {
  return { start: `2026-11-18T0${hour}:00:00.000Z`, start_local: null, timezone: "Australia/Perth", promised: 0, capacity: 4, limit: 4, load: 0, allowed: true, why_not: [], ...over };
}

describe("bars", () => {
  it("are a table to a screen reader", () => {
    show(<Bars caption="Owed now" bars={[{ label: "0-15", value: 1200 }, { label: "15-60", value: 0 }]} />);
    const table = screen.getByRole("table", { name: "Owed now" });
    expect(within(table).getByRole("row", { name: "0-15 1,200" })).toBeInTheDocument();
  });
});

describe("the strip of slots", () => {
  it("tells how full each is", () => {
    expect([slot(1), slot(1, { promised: 1, load: 0.25 }), slot(1, { promised: 3, load: 0.75 }), slot(1, { promised: 4, load: 1, allowed: false }), slot(1, { allowed: false })].map(heatOf)).toEqual(["free", "some", "busy", "full", "closed"]);
  });
  it("is walked by the arrow keys and chosen from by Enter, but not what cannot be had", async () => {
    const choose = vi.fn();
    show(<HeatStrip label="Load" slots={[slot(1), slot(2, { allowed: false }), slot(3, { promised: 2, load: 0.5 })]} choose={choose} />);
    await userEvent.tab();
    expect(screen.getByRole("button", { name: "09:00: 0 promised of 4" })).toHaveFocus();
    await userEvent.keyboard("{ArrowRight}{Enter}");
    expect(screen.getByRole("button", { name: "10:00: no calls at this hour" })).toHaveFocus();
    expect(choose).not.toHaveBeenCalled();
    await userEvent.keyboard("{ArrowRight}{Enter}");
    expect(choose).toHaveBeenCalledWith(expect.objectContaining({ start: "2026-11-18T03:00:00.000Z" }));
  });
  it("runs the other way where the writing does", async () => {
    show(<HeatStrip label="Load" slots={[slot(1), slot(2)]} choose={() => undefined} />, { language: "ar" });
    await userEvent.tab();
    await userEvent.keyboard("{ArrowLeft}");
    expect(screen.getAllByRole("button")[1]).toHaveFocus();
  });
});
