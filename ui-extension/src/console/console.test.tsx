import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, describe, expect, it, vi } from "vitest";

import { asked, fakeRingback, problem } from "../../test/render";
import { addressOf } from "../plugin/host";
import { App } from "./App";
import { codeIn, makeDoor } from "./host";
import { viewsFor } from "./views";

const session = { via: "session", name: "test", role: "agent", worker_sid: null, team: null, expires_at: null, csrf_token: "secret" };

afterEach(() => {
  vi.unstubAllGlobals();
  location.hash = "";
});

describe("the console", () => {
  it("asks whoever is not signed in for a key, and goes on with what it was given", async () => {
    fakeRingback({ "GET /session": () => problem(401, "unauthenticated"), "POST /session": session, "GET /callbacks/mine": { items: [], next_cursor: null } });
    render(<App door={makeDoor("http://ringback.test")} />);
    await userEvent.type(await screen.findByLabelText(/Key/), "rbk_1{Enter}");
    expect(await screen.findByRole("heading", { name: "My Callbacks" })).toBeVisible();
    expect(asked.find(({ method }) => method === "POST")?.body).toBe('{"key":"rbk_1"}');
  });
  it("says that Ringback is away, and tries again", async () => {
    fakeRingback({ "GET /session": () => problem(503, "unavailable") });
    render(<App door={makeDoor("http://ringback.test")} />);
    expect(await screen.findByRole("button", { name: "Try again" })).toBeVisible();
  });
  it("sends a link's code once, and no question before it", async () => {
    fakeRingback({ "POST /session": () => problem(401, "unauthenticated") });
    render(<App door={makeDoor("http://ringback.test")} code="rbc_1" />);
    expect(await screen.findByText(/unknown, used or too old/)).toBeVisible();
    expect(asked.map(({ body }) => body)).toEqual(['{"code":"rbc_1"}']);
  });
  it("has views by role", () => {
    expect(viewsFor({ role: "agent" }).map(({ path }) => path)).toEqual(["/mine", "/book"]);
    expect(viewsFor({ role: "supervisor" }).map(({ path }) => path)).toEqual(["/queue", "/book", "/wallboard", "/figures"]);
    expect(viewsFor({ role: "admin" }).map(({ path }) => path)).toContain("/admin");
    expect(viewsFor({ role: "intake" })).toEqual([]);
  });
});

describe("addresses", () => {
  it("of a sign-in link hold its code", () => {
    expect(codeIn("#code=rbc_1")).toBe("rbc_1");
    expect(codeIn("#/queue")).toBeUndefined();
  });
  it("of Ringback come from Flex's configuration, else from the plugin's script", () => {
    expect(addressOf({ ringback: { url: "https://ringback.example.org/" } }, "https://cdn.example.org/p.js")).toBe("https://ringback.example.org");
    expect(addressOf({}, "https://ringback.example.org/plugin/1/plugin-ringback.js")).toBe("https://ringback.example.org");
    expect(addressOf(undefined, undefined)).toBeUndefined();
  });
});
