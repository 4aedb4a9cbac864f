import type { ITask } from "@twilio/flex-ui";

import { answer, asProblem, type Problem } from "../api/problem";
import type { Schema } from "../api/client";
import type { DialRequest, Host } from "../host";
import { roleOf } from "./tasks";

/** What came of asking for a call. */
export type Dialled = { ok: true } | { ok: false; because: "already_ringing" } | { ok: false; because: "not_allowed"; why: Schema<"GateReason">[] } | { ok: false; because: "not_asked"; problem: Problem };

interface Line {
  tasks(): ITask[];
  /** Flex's StartOutboundCall. */
  start(destination: string, taskAttributes: Record<string, unknown>): Promise<void>;
}

/**
 * makeDialler rings donors for callbacks, never twice: not while a call is being started, nor while the agent has one for the same
 * callback. The backend's gate is asked before each call; where it cannot be asked, nobody is rung.
 */
export function makeDialler(api: Host["api"], line: Line): (request: DialRequest) => Promise<Dialled> {
  const starting = new Set<string>();
  const rings = (callbackId: string) => line.tasks().some((task) => isCallFor(task, callbackId));

  async function dial(request: DialRequest): Promise<Dialled> {
    const { callbackId } = request;
    const { allowed, reasons } = await answer(api.GET("/api/v1/callbacks/{id}/explain", { params: { path: { id: callbackId } } }));
    if (!allowed) return { ok: false, because: "not_allowed", why: reasons.filter(({ lifted_by }) => !lifted_by) };
    if (rings(callbackId)) return { ok: false, because: "already_ringing" };
    await line.start(request.phone, callAttributes(request, line.tasks()));
    return { ok: true };
  }
  return async (request) => {
    if (starting.has(request.callbackId) || rings(request.callbackId)) return { ok: false, because: "already_ringing" };
    starting.add(request.callbackId);
    try {
      return await dial(request);
    } catch (failure) {
      return { ok: false, because: "not_asked", problem: asProblem(failure) };
    } finally {
      starting.delete(request.callbackId);
    }
  };
}

function isCallFor(task: ITask, callbackId: string): boolean {
  const role = roleOf(task);
  return role.kind === "call_for" && role.callbackId === callbackId && (task.status === "pending" || task.status === "accepted");
}

/** callAttributes tell Ringback, and Flex's own statistics, which callback the call is for. */
function callAttributes({ callbackId, conversationId }: DialRequest, tasks: readonly ITask[]): Record<string, unknown> {
  const own = tasks.find((task) => {
    const role = roleOf(task);
    return role.kind === "callback" && role.callbackId === callbackId;
  });
  const conversations = own?.attributes["conversations"];
  const known = typeof conversations === "object" && conversations !== null && "conversation_id" in conversations ? conversations.conversation_id : undefined;
  return {
    taskType: "callback-outbound",
    callback_id: callbackId,
    ...(typeof own?.attributes["name"] === "string" ? { name: own.attributes["name"] } : {}),
    ...(own ? { parentTask: own.taskSid } : {}),
    conversations: { conversation_id: conversationId ?? known ?? own?.taskSid ?? callbackId },
  };
}
