import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, describe, expect, it, vi } from "vitest";

import { asked, fakeRingback, problem, show } from "../../../test/render";
import Keys from "./Keys";

const crm = { name: "crm", role: "dialer", worker_sid: null, team: null, created_at: "2026-11-18T12:00:00.000Z", expires_at: null, last_used_at: null, revoked_at: null };
const old = { ...crm, name: "old", revoked_at: "2026-11-18T12:00:00.000Z" };

afterEach(() => { vi.unstubAllGlobals(); });

describe("keys", () => {
  it("are shown once when they are made", async () => {
    fakeRingback({ "GET /keys": { items: [], next_cursor: null }, "GET /agents": { items: [], next_cursor: null }, "POST /keys": { ...crm, key: "rbk_text" } });
    show(<Keys />);
    await userEvent.type(await screen.findByLabelText(/^Name/), " crm ");
    await userEvent.click(screen.getByRole("button", { name: "Make the key" }));
    expect(await screen.findByText("rbk_text")).toBeVisible();
    expect(asked.find(({ method }) => method === "POST")?.body).toBe('{"name":"crm","role":"supervisor"}');
    await userEvent.click(screen.getByRole("button", { name: "I have copied it" }));
    expect(screen.queryByText("rbk_text")).toBeNull();
  });
  it("have what is wrong with them at the field", async () => {
    fakeRingback({ "GET /keys": { items: [], next_cursor: null }, "GET /agents": { items: [], next_cursor: null }, "POST /keys": () => problem(422, "validation_failed", { errors: [{ field: "name", code: "validation_failed", detail: "taken" }] }) });
    show(<Keys />);
    await userEvent.type(await screen.findByLabelText(/^Name/), "crm");
    await userEvent.click(screen.getByRole("button", { name: "Make the key" }));
    expect(await screen.findByText("taken")).toBeVisible();
    expect(screen.getByLabelText(/^Name/)).toHaveAccessibleDescription("taken");
  });
  it("are revoked after a question; those that are stay in the list", async () => {
    fakeRingback({ "GET /keys": { items: [crm, old], next_cursor: null }, "GET /agents": { items: [], next_cursor: null }, "DELETE /keys/crm": () => new Response(null, { status: 204 }) });
    show(<Keys />);
    await userEvent.click(await screen.findByRole("button", { name: "Revoke crm" }));
    expect(asked.some(({ method }) => method === "DELETE")).toBe(false);
    await userEvent.click(within(screen.getByRole("dialog")).getByRole("button", { name: "Revoke the key" }));
    await vi.waitFor(() => { expect(asked.some(({ method, path }) => method === "DELETE" && path.endsWith("/keys/crm"))).toBe(true); });
    expect(screen.getByText("Revoked")).toBeVisible();
    expect(screen.queryByRole("button", { name: "Revoke old" })).toBeNull();
  });
});
