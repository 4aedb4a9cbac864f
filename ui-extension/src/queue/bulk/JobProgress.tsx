import { Box } from "@twilio-paste/box";
import { Button } from "@twilio-paste/button";
import type { ReactElement } from "react";

import { useJob, useRefused } from "../../api/bulk";
import type { Schema } from "../../api/client";
import { Loaded } from "../../parts/Loaded";
import { useStrings } from "../../strings/languages";
import { Answers } from "./Answers";

/** JobProgress follows an action on more callbacks than can be waited for. It goes on when nobody looks. */
export function JobProgress({ id, close }: { id: string; close: () => void }): ReactElement {
  const say = useStrings();
  const job = useJob(id);
  return (
    <Box display="flex" flexDirection="column" rowGap="space60">
      <Loaded of={job}>{(body) => <Progress job={body} />}</Loaded>
      <Box><Button variant="secondary" onClick={close}>{say("states.close")}</Button></Box>
    </Box>
  );
}

function Progress({ job }: { job: Schema<"Job"> }): ReactElement {
  const say = useStrings();
  const refused = useRefused(job).data?.items ?? [];
  const items = refused.map((item) => ({ ...item, callback: null }));
  if (job.status === "done") return <Answers answers={{ dry_run: false, done: job.done - job.failed, failed: job.failed, items }} />;
  return (
    <Box display="flex" flexDirection="column" rowGap="space30" fontSize="fontSize30" lineHeight="lineHeight30">
      <label htmlFor={job.id}>{say("queue.job_progress", { done: job.done, total: job.total })}</label>
      <progress id={job.id} max={job.total} value={job.done} style={{ width: "100%" }} />
      <Box color="colorTextWeak">{say("queue.job_goes_on")}</Box>
    </Box>
  );
}
