import createClient, { type Client, type Middleware } from "openapi-fetch";

import type { components, paths } from "./schema";

/** Schema names a type of the OpenAPI document: Schema<"Callback">. */
export type Schema<Name extends keyof components["schemas"]> = components["schemas"][Name];

/** What a client needs of its surroundings. In Flex the token is the agent's own, on the console's page there is a session instead. */
export interface Surroundings {
  /** Where Ringback is, without a path: https://ringback.example.org. */
  baseUrl: string;
  /** A Flex token or an API key; asked anew for each request, since Flex renews its tokens. Absent: the browser's session is used. */
  token?: () => string;
  /** What the session's answer gave as its CSRF token; sent with every write of a session. */
  csrf?: () => string;
}

/** Ringback's HTTP API, typed by its own OpenAPI document. */
export type Ringback = Client<paths>;

/** makeClient gives a client whose requests carry the caller's credential. */
export function makeClient(at: Surroundings): Ringback {
  const client = createClient<paths>({ baseUrl: at.baseUrl, credentials: at.token ? "omit" : "same-origin" });
  client.use(credentials(at));
  return client;
}

function credentials(at: Surroundings): Middleware {
  return {
    onRequest({ request }) {
      if (at.token) {
        request.headers.set("Authorization", `Bearer ${at.token()}`);
      } else if (at.csrf && request.method !== "GET") {
        request.headers.set("X-Ringback-CSRF", at.csrf());
      }
      return request;
    },
  };
}

/** isProblem tells an error answer of Ringback from anything else that may come back, such as a proxy's page. */
export function isProblem(body: unknown): body is Schema<"Problem"> {
  return typeof body === "object" && body !== null && "code" in body && "detail" in body && "status" in body;
}
