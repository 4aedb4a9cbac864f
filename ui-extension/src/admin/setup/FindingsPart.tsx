import { Box } from "@twilio-paste/box";
import { Button } from "@twilio-paste/button";
import { Heading } from "@twilio-paste/heading";
import { Text } from "@twilio-paste/text";
import type { ReactElement } from "react";

import { Loaded } from "../../parts/Loaded";
import { LoadingRows } from "../../parts/LoadingRows";
import { Remark } from "../../parts/Remark";
import { useStrings } from "../../strings/languages";
import { Buttons, Rows } from "../form/FormGrid";
import { Refusal } from "../form/Refusal";
import { Section } from "../form/Section";
import { When } from "../listing/When";
import { useFindings, useLoopback, type Finding, type Findings } from "./queries";

/** FindingsPart is the doctor's: what fails first, each with what to do about it. */
export function FindingsPart(): ReactElement {
  const say = useStrings();
  const findings = useFindings();
  const loopback = useLoopback();
  return (
    <Section title={say("setup.findings")} intro={say("setup.findings_intro")}>
      <Buttons>
        <Button variant="secondary" size="small" loading={findings.isFetching} onClick={() => void findings.refetch()}>{say("setup.look_again")}</Button>
        <Button variant="secondary" size="small" loading={loopback.isLoading} onClick={() => { loopback.mutate(undefined); }}>{say("setup.loopback")}</Button>
        {findings.data ? <Text as="span" color="colorTextWeak">{say("setup.looked_at")} <When at={findings.data.looked_at} /></Text> : null}
      </Buttons>
      <Refusal problem={loopback.error} />
      <Loaded of={findings} loading={<LoadingRows rows={8} />}>{(body) => <Groups of={withLoopback(body, loopback.data)} />}</Loaded>
    </Section>
  );
}

/** withLoopback puts the answer of the test in place of the doctor's own, who has not made one. */
function withLoopback({ findings }: Findings, tried: Findings | undefined): Finding[] {
  return [...findings.filter(({ check }) => check !== "loopback"), ...(tried?.findings ?? [])];
}

const groups = ["fail", "warn", "pass"] as const;
const icons = { fail: "error", warn: "warning", pass: "success" } as const;

function Groups({ of }: { of: readonly Finding[] }): ReactElement {
  return (
    <Rows>
      {groups.map((status) => <Group key={status} status={status} of={of.filter((finding) => finding.status === status)} />)}
    </Rows>
  );
}

function Group({ status, of }: { status: (typeof groups)[number]; of: readonly Finding[] }): ReactElement | null {
  const say = useStrings();
  if (of.length === 0) return null;
  return (
    <Box display="flex" flexDirection="column" rowGap="space40">
      <Heading as="h3" variant="heading50" marginBottom="space0">{say(`setup.found_${status}`, { n: of.length })}</Heading>
      <Box as="ul" margin="space0" padding="space0" display="flex" flexDirection="column" rowGap={status === "pass" ? "space20" : "space50"} style={{ listStyle: "none" }}>
        {of.map((finding) => <li key={`${finding.check} ${finding.seen}`}><Found of={finding} /></li>)}
      </Box>
    </Box>
  );
}

// What the doctor says is the program's own English, in any language of the console. The remedy for the plan is on this page.
function Found({ of: { check, status, seen, why, remedy } }: { of: Finding }): ReactElement {
  const say = useStrings();
  return (
    <Remark icon={icons[status]}>
      <Box as="span" display="flex" flexDirection="column" rowGap="space20" style={{ overflowWrap: "anywhere" }}>
        <span><bdi lang="en"><strong>{check}</strong>: {seen}</bdi></span>
        {remedy ? <span><strong>{say("setup.remedy")}</strong> {check === "plan" ? say("setup.remedy_plan") : <bdi lang="en">{remedy}</bdi>}</span> : null}
        {why ? <Text as="span" color="colorTextWeak">{say("setup.why")} <bdi lang="en">{why}</bdi></Text> : null}
      </Box>
    </Remark>
  );
}
