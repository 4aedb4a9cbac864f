import { Box } from "@twilio-paste/box";
import { Button } from "@twilio-paste/button";
import { useEffect, useRef, useState, type ReactElement } from "react";

import type { Order } from "../../api/bulk";
import { Drawer } from "../../parts/Drawer";
import { ErrorState } from "../../parts/ErrorState";
import { useStrings } from "../../strings/languages";
import { ActionFields } from "./ActionFields";
import { blank, countOf, orderOf, sampleOf, type ActionName, type Draft, type Target } from "./actions";
import { Answers } from "./Answers";
import { JobProgress } from "./JobProgress";
import { useTrial } from "./useTrial";

interface Props {
  /** What is to be done, and to what; nothing: the drawer is closed. */
  wish: { action: ActionName; target: Target } | undefined;
  close: () => void;
  /** Told when it has been done. */
  done: () => void;
}

/** BulkDrawer does one action on one or many callbacks. It is always tried first: what would be refused is seen before anything is stored. */
export function BulkDrawer({ wish, close, done }: Props): ReactElement {
  const say = useStrings();
  const count = wish ? countOf(wish.target) : undefined;
  const title = wish ? (count === undefined ? say(`queue.do_${wish.action}_all`) : say(`queue.do_${wish.action}_n`, { n: count })) : "";
  return (
    <Drawer open={wish !== undefined} title={title} close={close}>
      {wish ? <ActionForm key={`${wish.action} ${count ?? "all"}`} action={wish.action} target={wish.target} close={close} done={done} /> : null}
    </Drawer>
  );
}

interface FormProps {
  action: ActionName;
  target: Target;
  close: () => void;
  done: () => void;
}

function ActionForm({ action, target, close, done }: FormProps): ReactElement {
  const [draft, setDraft] = useState(blank);
  const order = orderOf(action, draft, target);
  const sample = sampleOf(target);
  const sampled = sample ? orderOf(action, draft, sample) : undefined;
  return (
    <TryThenDo order={order} sample={sampled} close={close} done={done}>
      <ActionFields action={action} draft={draft} change={(to: Partial<Draft>) => { setDraft({ ...draft, ...to }); }} />
    </TryThenDo>
  );
}

interface TrialProps {
  /** Undefined while something is missing. */
  order: Order | undefined;
  /** Tried instead where the order is for more than can be tried. */
  sample?: Order | undefined;
  close: () => void;
  done: () => void;
  children: ReactElement;
}

/** TryThenDo is a form whose order is tried, its answers shown, and then done. Changing the form means trying again. */
export function TryThenDo({ order, sample, close, done, children }: TrialProps): ReactElement {
  const say = useStrings();
  const trial = useTrial(order, sample);
  const { answers, result, job, problem, busy } = trial;
  useEffect(() => {
    if (result) done();
  }, [result, done]);
  if (job) return <JobProgress id={job} close={close} />;
  if (result) {
    return (
      <Box display="flex" flexDirection="column" rowGap="space60">
        <Answers answers={result} />
        <Close close={close} />
      </Box>
    );
  }
  return (
    <Box as="form" display="flex" flexDirection="column" rowGap="space60" onSubmit={(event) => { event.preventDefault(); trial.check(); }}>
      {children}
      {problem ? <ErrorState problem={problem} /> : null}
      {answers ? <Answers answers={answers} sampled={trial.sampled} /> : null}
      <Box display="flex" flexWrap="wrap" columnGap="space40" rowGap="space30">
        {answers && (answers.done > 0 || trial.sampled) ? (
          <Button variant="primary" loading={busy} onClick={trial.apply}>
            {trial.sampled ? say("queue.apply_all") : say("queue.apply", { n: answers.done })}
          </Button>
        ) : (
          <Button type="submit" variant="primary" disabled={!order} loading={busy}>{say("queue.check")}</Button>
        )}
        <Button variant="secondary" onClick={close}>{say("states.cancel")}</Button>
      </Box>
    </Box>
  );
}

/** Close takes the keyboard, whose button is gone: else Escape would reach nobody. */
export function Close({ close }: { close: () => void }): ReactElement {
  const say = useStrings();
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    button.current?.focus();
  }, []);
  return (
    <Box>
      <Button variant="primary" onClick={close} ref={button}>{say("states.close")}</Button>
    </Box>
  );
}
