import type { Flex, ITask, Manager } from "@twilio/flex-ui";
import type { ReactElement } from "react";

import type { Say } from "../strings/texts";
import { mayComplete } from "./choices";
import { after, before, showTab, tabName, taskOf } from "./desktop";
import { openTabs } from "./openTabs";
import type { Notices } from "./notices";
import type { Scope } from "./scope";
import { makeSettle } from "./settle";
import { hasTab, liveTasks } from "./tasks";
import { TaskTab } from "./TaskTab";
import { makeWrapUp } from "./wrapUp";

interface Setting {
  flex: Flex;
  manager: Manager;
  scope: Scope;
  notices: Notices;
  say: Say;
}

/** addTaskTab puts the Callback tab on Tasks, and holds a Task back whose promise is stored nowhere. */
export function addTaskTab({ flex, manager, scope: Scope, notices, say }: Setting): void {
  const wrapUp = makeWrapUp(notices, say);
  const settled = makeSettle(flex, manager);

  function Inside({ task }: { task?: ITask }): ReactElement {
    return (
      <Scope>
        <TaskTab task={task} wrapUp={wrapUp} settled={settled} />
      </Scope>
    );
  }
  // A tab's children are given no task: the context has it.
  const InContext = flex.withTaskContext(Inside);
  const { Tab } = flex;
  flex.TaskCanvasTabs.Content.add(
    <Tab key={tabName} uniqueName={tabName} label={say("desk.tab")}>
      <InContext />
    </Tab>,
    { if: ({ task }) => hasTab(task), sortOrder: 2 },
  );

  const holdBack = (payload: unknown, abort: () => void) => {
    const task = taskOf(payload, liveTasks(manager));
    if (!task || mayComplete(wrapUp.choices.of(task.taskSid))) return;
    abort();
    notices.notify("warning", say("desk.held_back"));
    showTab(flex);
  };
  before(flex, "CompleteTask", holdBack);
  after(flex, "CompleteTask", (payload) => {
    const task = taskOf(payload, liveTasks(manager));
    if (task) wrapUp.choices.forget(task.taskSid);
  });
  openTabs(flex, manager);
}
