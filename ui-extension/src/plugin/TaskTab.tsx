import { Box } from "@twilio-paste/box";
import type { ITask } from "@twilio/flex-ui";
import type { ReactElement } from "react";

import { CallbackCard } from "../card/CallbackCard";
import { CallTab } from "./CallTab";
import { hasTab, roleOf } from "./tasks";
import type { WrapUp } from "./wrapUp";

/** TaskTab is what the Callback tab shows: the donor's card on a callback's Task and on its call, else the form for a new promise. */
export function TaskTab({ task, wrapUp }: { task: ITask | undefined; wrapUp: WrapUp }): ReactElement | null {
  if (!hasTab(task)) return null;
  const role = roleOf(task);
  if (role.kind === "other") return <CallTab key={task.taskSid} task={task} wrapUp={wrapUp} />;
  return (
    <Box padding="space60">
      <CallbackCard key={role.callbackId} id={role.callbackId} />
    </Box>
  );
}
