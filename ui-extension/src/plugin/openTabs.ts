import type { Flex, FlexState, Manager } from "@twilio/flex-ui";

import { showTab } from "./desktop";
import { roleOf } from "./tasks";

/** openingOf names the moment at which the tab is to be opened by itself; undefined while there is no cause. */
export function openingOf({ flex: { worker, view } }: FlexState): string | undefined {
  const task = view.selectedTaskSid ? worker.tasks.get(view.selectedTaskSid) : undefined;
  if (!task) return undefined;
  const cause = task.status === "wrapping" || (task.status === "accepted" && roleOf(task).kind === "callback");
  return cause ? `${task.sid} ${task.status}` : undefined;
}

/**
 * openTabs opens the tab of the Task that the agent looks at, once when its call begins to be wrapped up and once when a callback is
 * accepted. The store is watched, since a donor who hangs up is no action of Flex's.
 */
export function openTabs(flex: Flex, manager: Manager): void {
  let last: string | undefined;
  manager.store.subscribe(() => {
    const opening = openingOf(manager.store.getState());
    if (opening === last) return;
    last = opening;
    // Flex chooses a tab of its own when the Task changes: ours comes after.
    if (opening) setTimeout(() => { showTab(flex); }, 0);
  });
}
