import { Text } from "@twilio-paste/text";
import type { ReactElement } from "react";

import type { Schema } from "../api/client";
import { useLanguage, useStrings } from "../strings/languages";
import { showIn } from "../time/show";

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

/** NextAllowed is when the donor may be rung at the soonest, on their clock. */
export function NextAllowed({ preview }: { preview: Schema<"Preview"> }): ReactElement | null {
  const say = useStrings();
  const { locale } = useLanguage();
  if (!preview.next_allowed_at || !preview.timezone) return null;
  return <Text as="p">{say("booking.next_allowed", { time: showIn(preview.next_allowed_at, preview.timezone, locale) })}</Text>;
}
