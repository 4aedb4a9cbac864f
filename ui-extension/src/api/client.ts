import createClient, { type Client, type Middleware } from "openapi-fetch";

import type { components, paths } from "./schema";

/** Schema names a type of the OpenAPI document: Schema<"Callback">. */
export type Schema<Name extends keyof components["schemas"]> = components["schemas"][Name];

/** How a request says who sends it. In Flex that is the agent's own token, on the console's page the browser's session. */
export interface Credential {
  /** A Flex token or an API key; asked anew for each request, since Flex renews its tokens. Absent: the browser's session is used. */
  token?: () => string | undefined;
  /** What the session's answer gave as its CSRF token; sent with every write of a session. */
  csrf?: () => string | undefined;
}

/** What a client needs of its surroundings. */
export interface Surroundings extends Credential {
  /** Where Ringback is, without a path: https://ringback.example.org. */
  baseUrl: string;
  /** Told the Date of each answer, by which the browser's clock is set right. */
  heard?: (date: string | null) => void;
}

/** Ringback's HTTP API, typed by its own OpenAPI document. */
export type Ringback = Client<paths>;

/** makeClient gives a client whose requests carry the caller's credential. */
export function makeClient(at: Surroundings): Ringback {
  // fetch is looked up at each request: what stands in for it in a test may come later than the client.
  const client = createClient<paths>({ baseUrl: at.baseUrl, credentials: credentialsOf(at), fetch: (request) => fetch(request) });
  client.use(signed(at));
  return client;
}

/** credentialsOf is for requests that the typed client cannot make: the stream, and files. */
export function credentialsOf(at: Credential): RequestCredentials {
  return at.token ? "omit" : "same-origin";
}

/** authorize adds what a request needs to say who sends it. */
export function authorize(headers: Headers, at: Credential, method: string): void {
  const token = at.token?.();
  const csrf = at.csrf?.();
  if (token) {
    headers.set("Authorization", `Bearer ${token}`);
  } else if (csrf && method !== "GET") {
    headers.set("X-Ringback-CSRF", csrf);
  }
}

function signed(at: Surroundings): Middleware {
  return {
    onRequest({ request }) {
      authorize(request.headers, at, request.method);
      return request;
    },
    onResponse({ response }) {
      at.heard?.(response.headers.get("Date"));
      return undefined;
    },
  };
}

/** isProblem tells an error answer of Ringback from anything else that may come back, such as a proxy's page. */
export function isProblem(body: unknown): body is Schema<"Problem"> {
  return typeof body === "object" && body !== null && "code" in body && "detail" in body && "status" in body;
}
