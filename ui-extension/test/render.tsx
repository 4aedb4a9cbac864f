import { QueryClientProvider } from "@tanstack/react-query";
import { Theme } from "@twilio-paste/theme";
import { render, type RenderResult } from "@testing-library/react";
import type { ReactElement } from "react";
import { vi } from "vitest";

import { makeCache } from "../src/api/cache";
import { makeClient } from "../src/api/client";
import { HostProvider, type Host } from "../src/host";
import { LanguageProvider, type LanguageName } from "../src/strings/languages";

/** What a fake Ringback answers: by "METHOD /path", a body, or a function of the request that gives a body or a whole answer. */
export type Answers = Record<string, unknown>;

export const asked: { method: string; path: string; query: string; headers: Headers; body: string }[] = [];

/** fakeRingback stands in for the network in a test of a component: what is not listed is a 404. */
export function fakeRingback(answers: Answers): void {
  asked.length = 0;
  vi.stubGlobal("fetch", async (input: Request | string, init?: RequestInit) => {
    const request = new Request(input, init);
    const url = new URL(request.url);
    asked.push({ method: request.method, path: url.pathname, query: url.search, headers: request.headers, body: await request.clone().text() });
    const found = answers[`${request.method} ${url.pathname.replace("/api/v1", "")}`];
    const body: unknown = typeof found === "function" ? await (found as (request: Request) => unknown)(request) : found;
    if (body instanceof Response) return body;
    if (body === undefined) return problem(404, "not_found");
    return Response.json(body);
  });
}

/** problem is an answer that refuses. */
export function problem(status: number, code: string, more: object = {}): Response {
  const body = { type: `urn:ringback:problem:${code}`, title: code, status, code, detail: `the detail of ${code}`, ...more };
  return Response.json(body, { status, headers: { "Content-Type": "application/problem+json" } });
}

interface Options {
  host?: Partial<Host>;
  language?: LanguageName;
  theme?: "default" | "dark";
}

/** makeHost is a host for tests: a supervisor in the console, at the browser's own time. */
export function makeHost(over: Partial<Host> = {}): Host {
  const surroundings = { baseUrl: "http://ringback.test" };
  return {
    kind: "console",
    api: makeClient(surroundings),
    surroundings,
    me: { role: "supervisor", name: "test", workerSid: undefined, team: undefined },
    notify: vi.fn(),
    now: Date.now,
    onCall: () => false,
    ...over,
  };
}

/** show draws a screen with all that it needs around it. */
export function show(screen: ReactElement, { host, language = "en", theme = "default" }: Options = {}): RenderResult {
  return render(
    <Theme.Provider theme={theme} disableAnimations>
      <LanguageProvider language={language}>
        <HostProvider host={makeHost(host)}>
          <QueryClientProvider client={makeCache()}>{screen}</QueryClientProvider>
        </HostProvider>
      </LanguageProvider>
    </Theme.Provider>,
  );
}
