import { Box } from "@twilio-paste/box";
import { Heading } from "@twilio-paste/heading";
import type { ReactElement } from "react";

import type { Schema } from "../../api/client";
import { Bars, type BarTone } from "../../charts/Bars";
import { useLanguage, useStrings } from "../../strings/languages";
import type { Say } from "../../strings/texts";
import { showStretch } from "../../time/show";

/** Ageing is how long ago the windows of overdue promises began. */
export function Ageing({ ages }: { ages: readonly Schema<"OverdueAge">[] }): ReactElement {
  const say = useStrings();
  const { locale } = useLanguage();
  const tones: readonly BarTone[] = ["warning", "warning", "error"];
  return (
    <Box minWidth="size0">
      <Heading as="h2" variant="heading50">{say("queue.ageing")}</Heading>
      {ages.every(({ n }) => n === 0) ? <Box color="colorTextWeak" fontSize="fontSize30">{say("queue.nothing_overdue")}</Box> : null}
      <Bars caption={say("queue.ageing")} height={96} bars={ages.map((age, index) => ({ label: ageLabel(age, locale, say), value: age.n, tone: tones[index] ?? "error" }))} />
    </Box>
  );
}

function ageLabel({ from_minutes: from, to_minutes: to }: Schema<"OverdueAge">, locale: string, say: Say): string {
  const time = (minutes: number) => showStretch(minutes * 60_000, locale, "narrow");
  return to === null ? say("queue.longer_than", { time: time(from) }) : say("queue.up_to", { time: time(to) });
}
