import { Box } from "@twilio-paste/box";
import type { ITask } from "@twilio/flex-ui";
import type { ReactElement } from "react";

import { CallbackCard } from "../card/CallbackCard";
import { CallTab } from "./CallTab";
import { hasTab, roleOf } from "./tasks";
import type { WrapUp } from "./wrapUp";

interface Props {
  task: ITask | undefined;
  wrapUp: WrapUp;
  /** The agent has done with a callback: its own Task is to go. */
  settled: (callbackId: string) => void;
}

/** TaskTab is what the Callback tab shows: the donor's card on a callback's Task and on its call, else the form for a new promise. */
export function TaskTab({ task, wrapUp, settled }: Props): ReactElement | null {
  if (!hasTab(task)) return null;
  const role = roleOf(task);
  if (role.kind === "other") return <CallTab key={task.taskSid} task={task} wrapUp={wrapUp} />;
  const { callbackId } = role;
  return (
    <Box padding="space60">
      <CallbackCard key={callbackId} id={callbackId} onChanged={() => { settled(callbackId); }} />
    </Box>
  );
}
