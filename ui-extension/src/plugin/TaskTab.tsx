import { Box } from "@twilio-paste/box";
import type { ITask } from "@twilio/flex-ui";
import { useEffect, useRef, type ReactElement } from "react";

import { useCallbackStory } from "../api/queries";
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
  return <Card key={role.callbackId} id={role.callbackId} settled={settled} />;
}

function Card({ id, settled }: { id: string; settled: Props["settled"] }): ReactElement {
  const status = useCallbackStory(id).data?.status;
  const had = useRef(false);
  // Whoever settled it, and by whatever way: the card's own word for it is lost when the card changes at the same moment.
  useEffect(() => {
    if (status === "assigned") had.current = true;
    else if (status && had.current) {
      had.current = false;
      settled(id);
    }
  }, [status, id, settled]);
  return (
    <Box padding="space60">
      <CallbackCard id={id} />
    </Box>
  );
}
