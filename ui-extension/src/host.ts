import { createContext, createElement, useContext, type ReactElement, type ReactNode } from "react";

import type { Ringback, Schema, Surroundings } from "./api/client";

/** Who is using the screens, as the backend knows them. Hiding a button by it is manners; the backend is what refuses. */
export interface Me {
  role: Schema<"Role">;
  name: string;
  workerSid: string | undefined;
  team: string | undefined;
}

export type NoticeKind = "success" | "neutral" | "warning" | "error";

/** What a call is started with. The number is the backend's, fetched by the callback's id, or what the agent dialled in Flex; no screen of ours takes one to ring. */
export interface DialRequest {
  callbackId: string;
  phone: string;
  /** The attributes that Ringback put on the callback's Task, if it came as one. */
  conversationId?: string;
}

/** Host is all that a screen may ask of where it runs: inside Flex, or on the console's page. */
export interface Host {
  kind: "flex" | "console";
  api: Ringback;
  /** For the requests that the typed client cannot make: the stream, and files. */
  surroundings: Surroundings;
  me: Me;
  /** Shows a short message that goes away by itself. */
  notify(kind: NoticeKind, text: string): void;
  /** The time in milliseconds by the backend's clock, which is the one that counts. */
  now(): number;
  /** Rings a donor. Absent where there is no phone. */
  dial?: (request: DialRequest) => Promise<void>;
  /** True during a call: alerts keep quiet. */
  onCall(): boolean;
}

const HostContext = createContext<Host | undefined>(undefined);

/** HostProvider gives the screens below it their host. */
export function HostProvider({ host, children }: { host: Host; children: ReactNode }): ReactElement {
  return createElement(HostContext.Provider, { value: host }, children);
}

/** useHost is how a screen gets at its host. */
export function useHost(): Host {
  const host = useContext(HostContext);
  if (!host) throw new Error("a screen needs a HostProvider above it");
  return host;
}

/** mayManage is true for those who see every team. */
export function mayManage(me: Me): boolean {
  return me.role === "supervisor" || me.role === "admin";
}

/** meOf reads the backend's answer about the caller. */
export function meOf(session: Schema<"Session">): Me {
  return { role: session.role, name: session.name, workerSid: session.worker_sid ?? undefined, team: session.team ?? undefined };
}
