import type { Flex, ITask, Listener } from "@twilio/flex-ui";

/** What several of Flex's actions are given: the Task itself, or the reservation's id. */
interface OfTask {
  task?: ITask;
  sid?: string;
}

/** taskOf finds the Task that an action is about. */
export function taskOf(payload: unknown, tasks: readonly ITask[]): ITask | undefined {
  const { task, sid } = (payload ?? {}) as OfTask;
  return task ?? tasks.find((each) => each.sid === sid);
}

/** before calls a listener ahead of an action. A fault of ours must not stop what Flex was asked to do. */
export function before(flex: Flex, action: string, listener: Listener): void {
  listen(flex, `before${action}`, listener);
}

/** after calls it behind. */
export function after(flex: Flex, action: string, listener: Listener): void {
  listen(flex, `after${action}`, listener);
}

function listen(flex: Flex, event: string, listener: Listener): void {
  flex.Actions.addListener(event, async (payload, abort) => {
    try {
      await listener(payload, abort);
    } catch (failure) {
      console.error(`ringback: ${event}`, failure);
    }
  });
}

/** showTab opens the Callback tab of the Task that the agent looks at. */
export function showTab(flex: Flex): void {
  void flex.Actions.invokeAction("SetComponentState", { name: "AgentTaskCanvasTabs", state: { selectedTabName: tabName } });
}

export const tabName = "ringback-callback";
