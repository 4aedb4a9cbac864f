import type { ITask } from "@twilio/flex-ui";

import type { Draft } from "../booking/draft";
import type { Say } from "../strings/texts";
import { makeChoices, withDisposition, withoutDisposition, type Choices, type Disposition } from "./choices";
import type { Notices } from "./notices";

/** WrapUp follows what an agent promises on each call, and sees to it that the call's Task tells the same. */
export interface WrapUp {
  choices: Choices;
  /** What was typed, by Task: Flex takes the tab down whenever another one is looked at. */
  drafts: Map<string, Draft>;
  changed(task: ITask, draft: Draft, chosen: boolean): void;
  stored(task: ITask, callbackId: string, disposition: Disposition | undefined): Promise<void>;
  kept(task: ITask, disposition: Disposition | undefined): Promise<void>;
  /** Writes a kept promise on the Task once more. */
  writeAgain(task: ITask): Promise<void>;
  giveUp(task: ITask): Promise<void>;
  /** How often a form was given up, so that a new one begins empty. */
  round(taskSid: string): number;
}

/** makeWrapUp writes on Tasks, and says so where that fails. */
export function makeWrapUp({ notify, clear }: Notices, say: Say): WrapUp {
  const choices = makeChoices();
  const drafts = new Map<string, Draft>();
  const unwritten = new Map<string, Disposition>();
  const rounds = new Map<string, number>();

  async function write(task: ITask, disposition: Disposition | undefined): Promise<boolean> {
    if (!disposition) return false;
    try {
      await task.setAttributes(withDisposition(task.attributes, disposition));
      unwritten.delete(task.taskSid);
      return true;
    } catch (failure) {
      console.warn("ringback: the task's attributes could not be written", failure);
      unwritten.set(task.taskSid, disposition);
      return false;
    }
  }
  async function keep(task: ITask, disposition: Disposition | undefined): Promise<void> {
    const written = await write(task, disposition);
    choices.set(task.taskSid, { at: "kept", written });
    notify("warning", say(written ? "desk.kept" : "desk.not_written"));
  }
  return {
    choices,
    drafts,
    changed({ taskSid }, draft, chosen) {
      drafts.set(taskSid, draft);
      if (chosen) choices.set(taskSid, { at: "chosen" });
      else choices.forget(taskSid);
    },
    async stored(task, callbackId, disposition) {
      choices.set(task.taskSid, { at: "stored", callbackId });
      clear("warning");
      await write(task, disposition); // Ringback has it: a Task that does not say so costs nothing but a column in Flex Insights
    },
    kept: keep,
    writeAgain: (task) => keep(task, unwritten.get(task.taskSid)),
    async giveUp(task) {
      const was = choices.of(task.taskSid);
      rounds.set(task.taskSid, (rounds.get(task.taskSid) ?? 0) + 1);
      drafts.delete(task.taskSid);
      unwritten.delete(task.taskSid);
      if (was.at === "kept" && was.written) await task.setAttributes(withoutDisposition(task.attributes));
      choices.forget(task.taskSid);
      clear("warning");
    },
    round: (taskSid) => rounds.get(taskSid) ?? 0,
  };
}
