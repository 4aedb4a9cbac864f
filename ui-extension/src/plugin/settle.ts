import type { Flex, ITask, Manager } from "@twilio/flex-ui";

import { liveTasks, roleOf } from "./tasks";

/** ownTask finds the Task by which the agent has a callback. */
export function ownTask(tasks: readonly ITask[], callbackId: string): ITask | undefined {
  return tasks.find((task) => {
    const role = roleOf(task);
    return role.kind === "callback" && role.callbackId === callbackId && (task.status === "accepted" || task.status === "wrapping");
  });
}

/** makeSettle completes a callback's own Task once its outcome is set, or it was given another time or owner: one click is enough. */
export function makeSettle(flex: Flex, manager: Manager): (callbackId: string) => void {
  return (callbackId) => {
    const task = ownTask(liveTasks(manager), callbackId);
    if (!task) return;
    flex.Actions.invokeAction("CompleteTask", { task, sid: task.sid }).catch((failure: unknown) => {
      console.warn("ringback: the callback's task is completed by hand then", failure);
    });
  };
}
