import { configure, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import axe from "axe-core";
import { describe, expect, it } from "vitest";

import { asked, fakeRingback, problem, show } from "../../test/render";
import { stats } from "../queue/queue.fixtures";
import Figures from "./Figures";
import { isPeriod, periodOf } from "./period";

configure({ asyncUtilTimeout: 5000 });

const now = Date.parse("2026-11-22T10:03:20Z");
const teams = { "GET /teams": { items: [{ name: "welcome" }], next_cursor: null, version: 0 } };
const open = (answers: object) => { fakeRingback({ ...teams, ...answers }); return show(<Figures />, { host: { now: () => now } }); };

describe("a period", () => {
  it("ends at a full five minutes, so that it is one period however often it is drawn", () => {
    expect(periodOf("day", now)).toEqual({ from: "2026-11-21T10:00:00.000Z", to: "2026-11-22T10:00:00.000Z" });
    expect(periodOf("quarter", now + 60_000)).toEqual(periodOf("quarter", now));
    expect([isPeriod("week"), isPeriod("year")]).toEqual([true, false]);
  });
});

describe("the figures", () => {
  it("show each rate with what it is of, and a dash where it is of nothing", async () => {
    const { container } = open({ "GET /stats": stats() });
    const kept = (await screen.findAllByText("75%"))[0]?.closest("dl, section, div") as HTMLElement;
    expect(kept).toBeVisible();
    expect((await screen.findAllByText("–")).length).toBeGreaterThan(0);
    expect((await axe.run(container)).violations).toEqual([]);
  });
  it("are asked for the team and the period that are chosen", async () => {
    open({ "GET /stats": stats() });
    await userEvent.selectOptions(await screen.findByLabelText("Team"), await screen.findByRole("option", { name: "welcome" }));
    await userEvent.selectOptions(screen.getByLabelText("Period"), "day");
    await waitFor(() => { expect(asked.filter(({ path }) => path.endsWith("/stats")).at(-1)?.query).toMatch(/from=2026-11-21T10.*team=welcome/); });
  });
  it("say what to do when they cannot be read, and come when they can", async () => {
    let up = false;
    open({ "GET /stats": () => (up ? stats() : problem(403, "forbidden")) });
    const alert = await screen.findByRole("alert");
    expect(alert).toHaveTextContent("This is not yours to see");
    up = true;
    await userEvent.click(within(alert).getByRole("button", { name: "Try again" }));
    expect((await screen.findAllByText("75%")).length).toBeGreaterThan(0);
  });
});
