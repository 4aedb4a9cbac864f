import { Box } from "@twilio-paste/box";
import type { ReactElement } from "react";

import type { Schema } from "../api/client";
import { useCallbackStory, useExplanation } from "../api/queries";
import { Loaded } from "../parts/Loaded";
import { LoadingRows } from "../parts/LoadingRows";
import { isOpen } from "../queue/filter";
import { Attempts } from "../queue/drawer/Attempts";
import { useStrings } from "../strings/languages";
import { CardActions } from "./CardActions";
import { CardFacts } from "./CardFacts";
import { CardHead } from "./CardHead";
import { Gate } from "./Gate";
import { Ladder } from "./Ladder";
import { Part } from "./Part";
import { Thread } from "./Thread";

interface Props {
  id: string;
  /** Without name, actions and history, where these stand beside it. */
  brief?: boolean;
  /** Begins with the form that moves it. */
  begin?: "move";
  /** Something was changed: an outcome, another time, another owner, an end. */
  onChanged?: (callback: Schema<"Callback">) => void;
}

/** CallbackCard is what an agent needs when dialling: the donor, both clocks, why, what went before, and whether they may be rung now. */
export function CallbackCard({ id, brief = false, begin, onChanged }: Props): ReactElement {
  const say = useStrings();
  return (
    <Box as="article" aria-label={say("card.title")} display="flex" flexDirection="column" rowGap="space60" minWidth="size0" fontSize="fontSize30" lineHeight="lineHeight20">
      <Loaded of={useCallbackStory(id)} loading={<LoadingRows rows={8} height={36} />}>
        {(callback) => <Whole callback={callback} brief={brief} begin={begin} onChanged={onChanged} />}
      </Loaded>
    </Box>
  );
}

interface WholeProps {
  callback: Schema<"CallbackStory">;
  brief: boolean;
  begin: Props["begin"];
  onChanged: Props["onChanged"];
}

const tries = 3; // shown: older ones are in the Call Back Queue's ledger

function Whole({ callback, brief, begin, onChanged }: WholeProps): ReactElement {
  const say = useStrings();
  const explained = useExplanation(isOpen(callback) ? callback.id : undefined);
  const attempts = callback.attempt_log.slice(-tries);
  return (
    <>
      <CardHead callback={callback} named={brief} />
      {explained.data ? <Gate explanation={explained.data} /> : null}
      {explained.data && isOpen(callback) ? <Ladder explanation={explained.data} /> : null}
      <CardFacts callback={callback} />
      {brief || !isOpen(callback) ? null : <CardActions key={callback.id} callback={callback} explain={explained} begin={begin} onChanged={onChanged} />}
      {brief || attempts.length === 0 ? null : <Part title={say("card.history")}><Attempts attempts={attempts} zone={callback.timezone} /></Part>}
      {brief || callback.chain.length < 2 ? null : <Part title={say("card.chain")}><Thread callback={callback} /></Part>}
    </>
  );
}
