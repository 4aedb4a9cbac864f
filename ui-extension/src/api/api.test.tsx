import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, describe, expect, it, vi } from "vitest";

import { asked, fakeRingback, makeHost, problem, show } from "../../test/render";
import { useHost } from "../host";
import { makeClient } from "./client";
import { answer, asProblem, Problem } from "./problem";
import { makeSseParser, type Sent } from "./sse";
import { follow, pauseAfter, type StreamListener } from "./stream";
import { KeyKeeper, useWrite } from "./writes";

afterEach(() => {
  vi.unstubAllGlobals();
});

async function refusal(): Promise<Problem> {
  return answer(makeHost().api.GET("/api/v1/teams")).then(() => { throw new Error("it succeeded"); }, asProblem);
}

describe("an answer", () => {
  it("that refuses an hour carries the rule and what can be had instead", async () => {
    const alternatives = [{ local_time: "2026-12-01T09:00", timezone: "Australia/Perth", window_minutes: 30, window_start: "2026-12-01T01:00:00.000Z" }];
    fakeRingback({ "GET /teams": () => problem(422, "outside_calling_hours", { rule: "08-21 every day", next_allowed_at: "2026-12-01T01:00:00.000Z", alternatives }) });
    expect(await refusal()).toMatchObject({ code: "outside_calling_hours", rule: "08-21 every day", alternatives, nextAllowedAt: "2026-12-01T01:00:00.000Z", passing: false });
  });
  it("that does not come, or is a proxy's page, may come later", async () => {
    fakeRingback({ "GET /teams": () => Promise.reject(new TypeError("Failed to fetch")) });
    expect(await refusal()).toMatchObject({ code: "unreachable", passing: true });
    fakeRingback({ "GET /teams": () => new Response("<h1>Bad gateway</h1>", { status: 502, headers: { "Retry-After": "7" } }) });
    expect(await refusal()).toMatchObject({ code: "unreachable", status: 502, retryAfter: 7, passing: true });
  });
});

describe("a request", () => {
  it("carries the token of the moment, or the session's CSRF token when it writes", async () => {
    fakeRingback({ "GET /teams": { items: [] }, "DELETE /session": () => new Response(null, { status: 204 }) });
    let token = "one";
    const flex = makeClient({ baseUrl: "http://ringback.test", token: () => token });
    await flex.GET("/api/v1/teams");
    token = "two";
    await flex.GET("/api/v1/teams");
    const page = makeClient({ baseUrl: "http://ringback.test", csrf: () => "secret" });
    await page.GET("/api/v1/teams");
    await page.DELETE("/api/v1/session");
    expect(asked.map(({ headers }) => [headers.get("Authorization"), headers.get("X-Ringback-CSRF")])).toEqual([["Bearer one", null], ["Bearer two", null], [null, null], [null, "secret"]]);
  });
});

describe("a write", () => {
  function Button() {
    const { api } = useHost();
    const test = useWrite((id: string, headers) => answer(api.POST("/api/v1/webhooks/{id}/test", { params: { path: { id }, header: headers } })));
    return <button onClick={() => { test.mutate("end_1"); }}>{test.error?.code ?? test.status}</button>;
  }
  it("whose answer was lost is sent again under the same key; after a success under another", async () => {
    let up = false;
    fakeRingback({ "POST /webhooks/end_1/test": () => (up ? {} : problem(503, "unavailable")) });
    show(<Button />);
    await userEvent.click(screen.getByRole("button"));
    await screen.findByText("unavailable");
    up = true;
    await userEvent.click(screen.getByRole("button"));
    await screen.findByText("success");
    await userEvent.click(screen.getByRole("button"));
    await waitFor(() => { expect(asked).toHaveLength(3); });
    const [first, second, third] = asked.map(({ headers }) => headers.get("Idempotency-Key"));
    expect(first).toMatch(/^[0-9a-f]{32}$/);
    expect(second).toBe(first);
    expect(third).not.toBe(first);
  });
  it("of something else has a key of its own", () => {
    const keeper = new KeyKeeper();
    expect(keeper.keyFor({ a: 1 })).toBe(keeper.keyFor({ a: 1 }));
    expect(keeper.keyFor({ a: 2 })).not.toBe(keeper.keyFor({ a: 1 }));
  });
});

describe("server-sent events", () => {
  it("are read however they are cut", () => {
    const text = ': hello\n\nid: evt_1\nevent: change\ndata: {"a":1}\n\nevent: reset\r\ndata: {}\r\n\r\n';
    for (const size of [1, 3, 7, text.length]) {
      const heard: Sent[] = [];
      const parse = makeSseParser((sent) => heard.push(sent));
      for (let at = 0; at < text.length; at += size) parse(text.slice(at, at + size));
      expect(heard).toEqual([{ id: "evt_1", event: "change", data: '{"a":1}' }, { id: undefined, event: "reset", data: "{}" }]);
    }
  });
  it("are asked for again from the last that was seen", async () => {
    const stream = (text: string) => new Response(text, { headers: { "Content-Type": "text/event-stream" } });
    let opened = 0;
    fakeRingback({ "GET /stream": () => stream(++opened === 1 ? 'id: evt_7\nevent: change\ndata: {"callback_id":"cb_1"}\n\n' : ": hello\n\n") });
    const listener = { change: vi.fn(), reset: vi.fn(), state: vi.fn() } satisfies StreamListener;
    const stop = follow({ baseUrl: "http://ringback.test", token: () => "t" }, listener);
    await waitFor(() => { expect(asked.length).toBeGreaterThan(1); }, { timeout: 3000 });
    stop();
    expect(listener.change).toHaveBeenCalledWith({ callback_id: "cb_1" });
    expect(asked[0]?.headers.get("Authorization")).toBe("Bearer t");
    expect(asked.map(({ headers }) => headers.get("Last-Event-ID")).slice(0, 2)).toEqual([null, "evt_7"]);
  });
  it("are asked for less and less often while nobody is there, and not by all at once", () => {
    expect(pauseAfter(0, () => 0)).toBe(250);
    expect(pauseAfter(3, () => 1)).toBe(4000);
    expect(pauseAfter(50, () => 1)).toBe(30_000);
  });
});
