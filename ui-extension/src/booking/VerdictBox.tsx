import { Box } from "@twilio-paste/box";
import { Button } from "@twilio-paste/button";
import { Text } from "@twilio-paste/text";
import type { ReactElement, ReactNode } from "react";

import type { Schema } from "../api/client";
import { mayManage, useHost } from "../host";
import { ClockPair } from "../parts/ClockPair";
import { Remark } from "../parts/Remark";
import { useStrings } from "../strings/languages";
import { chosenTime } from "./draft";
import { Refused } from "./Refused";
import { Unchecked } from "./Unchecked";
import type { Form } from "./useBooking";

const edges = { none: "colorBorderWeak", yes: "colorBorderSuccess", no: "colorBorderError" } as const;

/** VerdictBox is what the backend says about the time that is chosen: when it is on both clocks, whether it may be, and what may be instead. */
export function VerdictBox({ form }: { form: Form }): ReactElement {
  const say = useStrings();
  const { preview, current } = form.verdict;
  const edge = !preview ? "none" : preview.allowed || form.verdict.problems.length === 0 ? "yes" : "no";
  return (
    <Box
      as="section" aria-label={say("booking.verdict")} aria-live="polite" aria-busy={!current}
      display="flex" flexDirection="column" rowGap="space40" minHeight="6.5rem" padding="space50"
      backgroundColor="colorBackground" borderRadius="borderRadius30" borderStyle="solid" borderWidth="borderWidth0"
      borderColor={edges[edge]} style={{ borderInlineStartWidth: 4, opacity: current || !preview ? 1 : 0.7, transition: "opacity 0.15s" }}
    >
      <Content form={form} />
    </Box>
  );
}

function Content({ form }: { form: Form }): ReactElement {
  const say = useStrings();
  const { verdict: { preview, problems, away }, draft, zone } = form;
  if (!zone.zone && zone.how === "unknown") return <Weak>{say("booking.verdict_none_zone")}</Weak>;
  if (!chosenTime(draft)) return <Weak>{say("booking.verdict_none")}</Weak>;
  if (away) return <Unchecked form={form} />;
  if (!preview) return <Weak>{say("states.loading")}</Weak>;
  return (
    <>
      {preview.window_start && preview.timezone ? <ClockPair at={preview.window_start} until={preview.window_end ?? undefined} zone={preview.timezone} /> : null}
      {problems.length > 0 ? <Refused form={form} preview={preview} /> : <Allowed preview={preview} />}
      {preview.time_adjustment ? <Remark icon="warning">{say(`booking.${preview.time_adjustment}`)}</Remark> : null}
      <Warnings form={form} warnings={preview.warnings} />
    </>
  );
}

function Allowed({ preview }: { preview: Schema<"Preview"> }): ReactElement {
  const say = useStrings();
  return <Remark icon="success">{say(preview.override_used ? "booking.verdict_override" : "booking.verdict_yes")}</Remark>;
}

const warned = ["slot_overbooked", "outside_preference", "ambiguous_phone", "team_unknown", "owner_unknown"] as const;

function Warnings({ form, warnings }: { form: Form; warnings: string[] }): ReactElement {
  const say = useStrings();
  const own = !mayManage(useHost().me);
  return (
    <>
      {warnings.includes("owner_off_shift") ? (
        <Remark icon="warning">
          {say(own ? "booking.warn_owner_off_shift_me" : "booking.warn_owner_off_shift")}{" "}
          <Button variant="link" onClick={() => { form.change({ outcome: "queue" }); }}>{say("booking.warn_queue_instead")}</Button>
        </Remark>
      ) : null}
      {warned.filter((code) => warnings.includes(code)).map((code) => <Remark key={code} icon="warning">{say(`booking.warn_${code}`)}</Remark>)}
    </>
  );
}

function Weak({ children }: { children: ReactNode }): ReactElement {
  return <Text as="p" color="colorTextWeak">{children}</Text>;
}
