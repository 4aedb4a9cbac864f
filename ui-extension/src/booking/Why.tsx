import { Text } from "@twilio-paste/text";
import type { ReactElement } from "react";

import type { Schema } from "../api/client";
import { useBothClocks } from "../parts/useBothClocks";
import { useStrings } from "../strings/languages";

/** Why is one thing that speaks against a time, by the name of its rule. */
export function Why({ problem }: { problem: Schema<"PreviewProblem"> }): ReactElement {
  const say = useStrings();
  const text = problem.code === "slot_full" ? say("booking.slot_full") : problem.rule ? say("booking.rule", { rule: problem.rule }) : problem.detail;
  return (
    <Text as="p" lineHeight="lineHeight20" overflowWrap="anywhere">
      {text}
      {problem.unverified ? <Text as="span" color="colorTextWeak"> {say("booking.rule_unverified")}</Text> : null}
    </Text>
  );
}

/** NextAllowed is when the donor may be rung at the soonest, on their clock and on the viewer's. */
export function NextAllowed({ preview }: { preview: Schema<"Preview"> }): ReactElement | null {
  const say = useStrings();
  const bothClocks = useBothClocks();
  if (!preview.next_allowed_at || !preview.timezone) return null;
  return <Text as="p">{say("booking.next_allowed", { time: bothClocks(preview.next_allowed_at, preview.timezone) })}</Text>;
}
