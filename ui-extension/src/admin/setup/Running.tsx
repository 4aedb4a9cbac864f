import { useQueryClient } from "@tanstack/react-query";
import { Box } from "@twilio-paste/box";
import { Button } from "@twilio-paste/button";
import { Callout, CalloutHeading, CalloutText } from "@twilio-paste/callout";
import { useEffect, type ReactElement } from "react";

import { useJob } from "../../api/bulk";
import type { Schema } from "../../api/client";
import { Loaded } from "../../parts/Loaded";
import { LoadingRows } from "../../parts/LoadingRows";
import { Remark } from "../../parts/Remark";
import { useStrings } from "../../strings/languages";
import { Rows } from "../form/FormGrid";
import { setupKey } from "./queries";
import { kinds } from "./words";

type Job = Schema<"Job">;
type Step = NonNullable<Job["steps"]>[number];

/** Running follows a set-up to its end, and then has the plan and the findings read anew. It goes on when nobody looks. */
export function Running({ id, close }: { id: string; close: () => void }): ReactElement {
  const job = useJob(id);
  const cache = useQueryClient();
  const over = job.data?.status === "done";
  useEffect(() => {
    if (over) void cache.invalidateQueries({ queryKey: setupKey });
  }, [over, cache]);
  return <Loaded of={job} loading={<LoadingRows rows={3} />}>{(body) => <Progress job={body} close={close} />}</Loaded>;
}

function Progress({ job, close }: { job: Job; close: () => void }): ReactElement {
  const say = useStrings();
  const steps = job.steps ?? [];
  return (
    <Rows>
      <div role="status">{job.status === "done" ? <Result job={job} /> : <Bar job={job} />}</div>
      <Box as="ul" aria-label={say("setup.steps")} margin="space0" padding="space0" display="flex" flexDirection="column" rowGap="space30" style={{ listStyle: "none" }}>
        {steps.map((step) => <li key={`${step.kind} ${step.name}`}><StepLine of={step} /></li>)}
      </Box>
      {job.status === "done" ? <Box><Button variant="secondary" onClick={close}>{say("states.close")}</Button></Box> : null}
    </Rows>
  );
}

function Bar({ job }: { job: Job }): ReactElement {
  const say = useStrings();
  return (
    <Box display="flex" flexDirection="column" rowGap="space30" fontSize="fontSize30" lineHeight="lineHeight30">
      <label htmlFor={job.id}>{say("setup.progress", { done: job.done, total: job.total })}</label>
      <progress id={job.id} max={job.total} value={job.done} style={{ width: "100%" }} />
      <Box color="colorTextWeak">{say("setup.goes_on")}</Box>
    </Box>
  );
}

function Result({ job }: { job: Job }): ReactElement {
  const say = useStrings();
  const undone = job.action === "setup_undo";
  if (!job.error) {
    return (
      <Callout variant="success">
        <CalloutHeading as="h3">{say(undone ? "setup.undone" : "setup.applied")}</CalloutHeading>
        <CalloutText>{say(undone ? "setup.undone_detail" : "setup.applied_detail", { n: job.total })}</CalloutText>
      </Callout>
    );
  }
  return (
    <Callout variant="error">
      <CalloutHeading as="h3">{say("setup.ended")}</CalloutHeading>
      <CalloutText>{say("setup.ended_detail", { done: job.done, total: job.total })}</CalloutText>
      <CalloutText><span dir="auto" style={{ overflowWrap: "anywhere" }}>{job.error}</span></CalloutText>
    </Callout>
  );
}

const icons = { waiting: "waiting", running: "waiting", done: "success", failed: "error" } as const;

function StepLine({ of: step }: { of: Step }): ReactElement {
  const say = useStrings();
  const icon = icons[step.state];
  const told = step.told ? <> <Box as="span" color="colorTextWeak"><bdi>({step.told})</bdi></Box></> : null;
  const text = <>{say(kinds[step.kind])} <bdi>{step.kind === "activities" ? "" : step.name}</bdi>: {say(`setup.step_${step.state}`)}{told}</>;
  if (icon === "waiting") return <Box color="colorTextWeak" fontSize="fontSize30" lineHeight="lineHeight20" style={{ paddingInlineStart: "1.75rem" }}>{text}</Box>;
  return <Remark icon={icon}>{text}</Remark>;
}
