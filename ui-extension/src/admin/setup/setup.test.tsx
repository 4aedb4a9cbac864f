import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, describe, expect, it, vi } from "vitest";

import { asked, fakeRingback, problem, show } from "../../../test/render";
import Setup from "./Setup";

const digest = "5f0c2a9be1d04477a1b2c3d4e5f60718";
const choice = { events: "callback", workflow: null, take_over: false };
const queue = { action: "create", kind: "task queue", name: "Ringback: everyone", sid: null, obstacle: null, why: null, diff: ["+ 1==1"] };
const values = [{ name: "dispositions_url", value: "https://ringback.example.org/webhooks/twilio/dispositions" }];
const ready = { status: "ready", detail: null, digest, choice, workspace: { sid: "WS1", name: "Flex" }, workflows: [{ sid: "WW1", name: "Assign" }], steps: [queue], undo: [], job_id: null, values };
const done = { ...ready, status: "nothing_to_do", steps: [{ ...queue, action: "leave", diff: [] }], undo: [{ action: "create", kind: "task queue", name: "Ringback: everyone" }] };
const findings = {
  failed: true,
  looked_at: "2026-11-30T12:00:00.000Z",
  findings: [
    { check: "loopback", status: "pass", seen: "not asked for", why: null, remedy: null },
    { check: "clock", status: "warn", seen: "20s behind", why: "promises", remedy: "NTP" },
    { check: "instance", status: "fail", seen: "no answer", why: "nothing comes in", remedy: "start it" },
  ],
};
const step = { action: "create", kind: "task queue", name: "Ringback: everyone", state: "done", told: null };
const job = { id: "setup_1", action: "setup_apply", status: "done", total: 1, done: 1, failed: 0, created_by: "me", created_at: "2026-11-30T12:00:00.000Z", finished_at: "2026-11-30T12:00:01.000Z", steps: [step], error: null };
const posted = () => asked.filter(({ method }) => method === "POST");

afterEach(() => { vi.unstubAllGlobals(); });

describe("set-up", () => {
  it("applies, after a question, the very plan that is shown", async () => {
    fakeRingback({ "GET /setup/plan": ready, "GET /doctor": findings, "POST /setup/apply": job, "GET /jobs/setup_1": job });
    show(<Setup />);
    await userEvent.click(await screen.findByRole("button", { name: "Apply 1 change" }));
    expect(posted()).toHaveLength(0);
    await userEvent.click(within(screen.getByRole("dialog")).getByRole("button", { name: "Apply 1 change" }));
    expect(await screen.findByText("Set-up is done")).toBeVisible();
    expect(posted()[0]?.headers.get("If-Match")).toBe(`"${digest}"`);
    expect(JSON.parse(posted()[0]?.body ?? "")).toEqual(choice);
  });
  it("says that the workspace has changed since, and reads it again", async () => {
    fakeRingback({ "GET /setup/plan": ready, "GET /doctor": findings, "POST /setup/apply": () => problem(412, "version_conflict") });
    show(<Setup />);
    await userEvent.click(await screen.findByRole("button", { name: "Apply 1 change" }));
    const reads = () => asked.filter(({ path }) => path.endsWith("/setup/plan")).length;
    const before = reads();
    await userEvent.click(within(screen.getByRole("dialog")).getByRole("button", { name: "Apply 1 change" }));
    expect(await screen.findByText("Somebody else changed this just now")).toBeVisible();
    await vi.waitFor(() => { expect(reads()).toBeGreaterThan(before); });
  });
  it("tells where a set-up ended, and why", async () => {
    const failed = { ...job, done: 0, failed: 1, error: "create task queue: 500", steps: [{ ...step, state: "failed" }] };
    fakeRingback({ "GET /setup/plan": { ...ready, job_id: "setup_1" }, "GET /doctor": findings, "GET /jobs/setup_1": failed });
    show(<Setup />);
    expect(await screen.findByText("create task queue: 500")).toBeVisible();
    expect(screen.getByText(/did not work/)).toBeVisible();
  });
  it("shows a job that is under way when the page is opened", async () => {
    fakeRingback({ "GET /setup/plan": { ...ready, job_id: "setup_1" }, "GET /doctor": findings, "GET /jobs/setup_1": { ...job, status: "running", done: 0, finished_at: null, steps: [{ ...step, state: "running" }] } });
    show(<Setup />);
    expect(await screen.findByRole("progressbar")).toHaveAccessibleName("0 of 1 steps");
    expect(screen.queryByRole("button", { name: /^Apply/ })).toBeNull();
  });
  it("undoes after naming what is taken back", async () => {
    fakeRingback({ "GET /setup/plan": done, "GET /doctor": findings, "POST /setup/undo": { ...job, action: "setup_undo" }, "GET /jobs/setup_1": { ...job, action: "setup_undo" } });
    show(<Setup />);
    expect(await screen.findByText("Nothing to do")).toBeVisible();
    await userEvent.click(screen.getByRole("button", { name: "Undo set-up" }));
    await waitFor(() => expect(within(screen.getByRole("dialog")).getByText("Ringback: everyone")).toBeVisible()); // the dialog fades in
    await userEvent.click(within(screen.getByRole("dialog")).getByRole("button", { name: "Undo set-up" }));
    expect(await screen.findByText("Set-up is undone")).toBeVisible();
  });
  it("offers to take over only where another system is in the way", async () => {
    const inTheWay = { ...ready, status: "blocked", steps: [{ ...queue, action: "blocked", kind: "event callback", obstacle: "other_callback", diff: [] }] };
    fakeRingback({ "GET /setup/plan": (request: Request) => (new URL(request.url).searchParams.get("take_over") ? { ...ready, choice: { ...choice, take_over: true } } : inTheWay), "GET /doctor": findings });
    show(<Setup />);
    await userEvent.click(await screen.findByLabelText("Replace the other system’s event callback"));
    await userEvent.click(await screen.findByRole("button", { name: "Apply 1 change" }));
    expect(screen.getByText("The event callback of another system is replaced.")).toBeVisible();
  });
  it.each([["unreachable", "Twilio does not answer"], ["refused", "Twilio refuses the credentials"], ["not_configured", "Not configured yet"]])("says what to do when the plan is %s, and what to paste", async (status, title) => {
    fakeRingback({ "GET /setup/plan": { ...ready, status, detail: "the reason", digest: null, workspace: null, steps: [] }, "GET /doctor": findings });
    show(<Setup />);
    expect(await screen.findByText(title)).toBeVisible();
    expect(screen.getByText("the reason")).toBeVisible();
    expect(screen.queryByRole("button", { name: /^Apply/ })).toBeNull();
    expect(screen.getByText(values[0]?.value ?? "")).toBeVisible();
  });
  it("groups findings, failures first, and adds the test task's when it was sent", async () => {
    const tried = { failed: false, looked_at: "2026-11-30T12:00:05.000Z", findings: [{ check: "loopback", status: "pass", seen: "arrived after 200ms", why: null, remedy: null }] };
    fakeRingback({ "GET /setup/plan": ready, "GET /doctor": findings, "POST /doctor/loopback": tried });
    show(<Setup />);
    await screen.findByText("start it");
    expect(screen.getAllByRole("heading", { level: 3 }).map(({ textContent }) => textContent).filter((text) => /fail|warning|pass/.test(text ?? ""))).toEqual(["1 fails", "1 warning"]);
    await userEvent.click(screen.getByRole("button", { name: "Send a test task" }));
    expect(await screen.findByText(/arrived after 200ms/)).toBeVisible();
    expect(screen.queryByText(/not asked for/)).toBeNull();
  });
});
