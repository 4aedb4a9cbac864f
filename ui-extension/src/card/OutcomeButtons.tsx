import { Box } from "@twilio-paste/box";
import { Button } from "@twilio-paste/button";
import { useState, type ReactElement } from "react";

import { ConfirmDialog } from "../parts/ConfirmDialog";
import { useStrings } from "../strings/languages";
import { Part } from "./Part";

const atOnce = ["contacted", "no_answer", "busy", "answering_machine"] as const;
const asked = ["wrong_number", "do_not_call"] as const;
type Asked = (typeof asked)[number];

interface Props {
  busy: boolean;
  choose: (code: string, label: string) => void;
  /** The donor asked to be rung again. */
  again: () => void;
}

/** OutcomeButtons say how the call ended, by one click; what cannot be taken back is asked about first. */
export function OutcomeButtons({ busy, choose, again }: Props): ReactElement {
  const say = useStrings();
  const [asking, setAsking] = useState<Asked>();
  return (
    <Part title={say("card.outcome")}>
      <Box role="group" aria-label={say("card.outcome")} display="flex" flexWrap="wrap" columnGap="space30" rowGap="space30">
        {atOnce.map((code) => (
          <Button key={code} variant="secondary" size="small" disabled={busy} onClick={() => { choose(code, say(`card.outcome_${code}`)); }}>{say(`card.outcome_${code}`)}</Button>
        ))}
        <Button variant="secondary" size="small" disabled={busy} onClick={again}>{say("card.outcome_again")}</Button>
        {asked.map((code) => (
          <Button key={code} variant="destructive_secondary" size="small" disabled={busy} onClick={() => { setAsking(code); }}>{say(`card.outcome_${code}`)}</Button>
        ))}
      </Box>
      {asked.map((code) => (
        <ConfirmDialog
          key={code} open={asking === code} destructive title={say(`card.${code}_title`)} confirmLabel={say(`card.${code}_confirm`)} close={() => { setAsking(undefined); }}
          confirm={() => { setAsking(undefined); choose(code, say(`card.outcome_${code}`)); }}
        >
          {say(`card.${code}_detail`)}
        </ConfirmDialog>
      ))}
    </Part>
  );
}
