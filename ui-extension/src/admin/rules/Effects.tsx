import { Badge } from "@twilio-paste/badge";
import { Box } from "@twilio-paste/box";
import { Text } from "@twilio-paste/text";
import type { ReactElement } from "react";

import type { Schema } from "../../api/client";
import { ClockPair } from "../../parts/ClockPair";
import { useStrings } from "../../strings/languages";
import { Listing, type Column } from "../listing/Listing";

type Effect = Schema<"Effect">;

const kinds = ["newly_refused", "newly_allowed", "next_moved", "ladder_changed", "retry_changed"] as const;
const examples = 5;

/** Effects says what a change of rules would do to the open promises, and shows some of them. */
export function Effects({ of }: { of: Schema<"DryRun"> }): ReactElement {
  const say = useStrings();
  const columns = useColumns();
  if (of.affected === 0) return <Text as="p">{say("admin.effect_none", { n: of.open })}</Text>;
  const shown = of.items.slice(0, examples);
  return (
    <Box display="flex" flexDirection="column" rowGap="space50">
      <Text as="p" fontSize="fontSize40" fontWeight="fontWeightSemibold">
        {say("admin.effect_some", { n: of.affected, open: of.open })}
      </Text>
      <Box display="flex" flexWrap="wrap" columnGap="space30" rowGap="space30">
        {kinds.filter((kind) => of.summary[kind] > 0).map((kind) => (
          <Badge as="span" key={kind} variant={kind === "newly_refused" ? "warning" : "info"}>
            {say(`admin.effect_${kind}`, { n: of.summary[kind] })}
          </Badge>
        ))}
      </Box>
      <Listing caption={say("admin.effect_examples")} columns={columns} rows={shown} keyOf={(effect) => effect.callback_id} least="30rem" />
      {of.affected > shown.length ? <Text as="p" color="colorTextWeak">{say("admin.effect_more", { n: of.affected - shown.length })}</Text> : null}
    </Box>
  );
}

function useColumns(): Column<Effect>[] {
  const say = useStrings();
  return [
    { key: "donor", head: say("admin.effect_donor"), show: ({ record }) => <bdi>{record.name ?? record.external_id ?? record.id}</bdi> },
    { key: "window", head: say("admin.effect_promised"), show: (effect) => <ClockPair at={effect.window_start} zone={effect.timezone} /> },
    { key: "then", head: say("admin.effect_then"), show: (effect) => <Then of={effect} /> },
  ];
}

function Then({ of }: { of: Effect }): ReactElement {
  const say = useStrings();
  switch (of.change) {
    case "newly_allowed":
      return <>{say("admin.then_allowed")}</>;
    case "newly_refused":
    case "next_moved":
      return of.next_allowed_at ? <ClockPair at={of.next_allowed_at} zone={of.timezone} /> : <>{say("admin.then_never")}</>;
    default:
      return <>{say("admin.then_changed", { before: of.before, after: of.after })}</>;
  }
}
