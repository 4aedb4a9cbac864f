import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import axe from "axe-core";
import { useState, type ReactElement } from "react";
import { describe, expect, it, vi } from "vitest";

import { show } from "../../test/render";
import { Problem } from "../api/problem";
import { ClockPair } from "./ClockPair";
import { ConfirmDialog } from "./ConfirmDialog";
import { Countdown } from "./Countdown";
import { Drawer } from "./Drawer";
import { EmptyState } from "./EmptyState";
import { ErrorState } from "./ErrorState";
import { Guard } from "./Guard";
import { Loaded } from "./Loaded";
import { OfflineBanner } from "./OfflineBanner";
import { StatusBadge } from "./StatusBadge";

const noon = "2026-11-18T12:00:00.000Z";

describe("the badge of a callback", () => {
  it("says that a promise is late or broken while it is owed, and its state else", () => {
    show(
      <>
        <StatusBadge callback={{ status: "scheduled", overdue: true, broken: false }} />
        <StatusBadge callback={{ status: "queued", overdue: true, broken: true }} />
        <StatusBadge callback={{ status: "completed", overdue: false, broken: true }} />
      </>,
    );
    expect(screen.getByText("Overdue")).toBeVisible();
    expect(screen.getByText("Broken promise")).toBeVisible();
    expect(screen.getByText("Completed")).toBeVisible();
  });
});

describe("times", () => {
  it("stand on both clocks with their places, once where both show the same", () => {
    const text = (zone: string, at = noon) => show(<ClockPair at={at} zone={zone} yours="Australia/Sydney" />).container.textContent;
    expect(text("Australia/Perth")).toMatch(/20:00 Perth.*You: 23:00 Sydney/);
    expect(text("America/Los_Angeles", "2026-11-18T14:00:00.000Z")).toMatch(/Wed.*06:00 Los Angeles.*You: Thu.*01:00 Sydney/);
    expect(text("Australia/Melbourne")).toContain("Same time for you");
  });
  it("count down by the backend's clock", () => {
    const { container } = show(<Countdown to={noon} />, { host: { now: () => Date.parse(noon) + 12 * 60_000 } });
    expect(container).toHaveTextContent("12 min late");
  });
});

describe("a view's states", () => {
  it("are a skeleton, then an error that can be tried again, or the data", async () => {
    const refetch = vi.fn();
    const { unmount } = show(<Loaded of={{ data: undefined, error: null, refetch }}>{(text: string) => <p>{text}</p>}</Loaded>);
    expect(screen.getByRole("status")).toHaveTextContent("Loading");
    unmount();
    show(<Loaded of={{ data: undefined, error: new Problem("unreachable", 0), refetch }}>{() => <p />}</Loaded>);
    await userEvent.click(screen.getByRole("button", { name: "Try again" }));
    expect(refetch).toHaveBeenCalledOnce();
    show(<Loaded of={{ data: "old", error: new Problem("unreachable", 0), refetch }}>{(text) => <p>{text}</p>}</Loaded>);
    expect(screen.getByText("old")).toBeVisible();
  });
  it("have the backend's own sentence where it knows better", () => {
    show(<ErrorState problem={new Problem("slot_full", 409, { detail: "18:00 is full" })} />);
    expect(screen.getByText("18:00 is full")).toBeVisible();
  });
  it("say so when nobody can be reached", () => {
    show(<OfflineBanner stream="away" />);
    expect(screen.getByRole("status")).toHaveTextContent("No connection");
  });
  it("keep a part that throws from taking the others with it", () => {
    vi.spyOn(console, "error").mockImplementation(() => undefined);
    function Boom(): ReactElement {
      throw new Error("boom");
    }
    show(<><Guard><Boom /></Guard><p>the call</p></>);
    expect(screen.getByRole("alert")).toHaveTextContent("Calls are not affected");
    expect(screen.getByText("the call")).toBeVisible();
  });
  it("keep what shows nothing from showing its failure", () => {
    vi.spyOn(console, "error").mockImplementation(() => undefined);
    function Boom(): ReactElement {
      throw new Error("boom");
    }
    show(<><Guard unseen><Boom /></Guard><p>the call</p></>);
    expect(screen.queryByRole("alert")).toBeNull();
    expect(screen.getByText("the call")).toBeVisible();
  });
});

describe("dialogs", () => {
  function Both(): ReactElement {
    const [open, setOpen] = useState(true);
    const close = () => { setOpen(false); };
    return (
      <Drawer open={open} title="D-1001" close={close} footer={<button>Move</button>}>
        <EmptyState title="Nothing" detail="yet" />
      </Drawer>
    );
  }
  it("are named, and Escape closes them", async () => {
    show(<Both />);
    const drawer = screen.getByRole("dialog", { name: "D-1001" });
    expect((await axe.run(drawer)).violations).toEqual([]);
    await userEvent.keyboard("{Escape}");
    expect(screen.queryByRole("dialog")).toBeNull();
  });
  it("begin at the way out", async () => {
    const confirm = vi.fn();
    show(<ConfirmDialog open title="Cancel 3 callbacks?" confirmLabel="Cancel 3 callbacks" destructive confirm={confirm} close={() => undefined}>Three donors are not rung.</ConfirmDialog>);
    expect(screen.getByRole("button", { name: "Cancel" })).toHaveFocus();
    await userEvent.click(screen.getByRole("button", { name: "Cancel 3 callbacks" }));
    expect(confirm).toHaveBeenCalledOnce();
  });
});
