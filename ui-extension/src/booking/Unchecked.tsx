import type { ReactElement } from "react";

import { ClockPair } from "../parts/ClockPair";
import { useStrings } from "../strings/languages";
import { place } from "../time/wall";
import { chosenTime } from "./draft";
import type { Form } from "./useBooking";
import { Remark } from "../parts/Remark";

/** Unchecked stands for the verdict while Ringback cannot be asked: both clocks as the browser has them, and no promise about the rules. */
export function Unchecked({ form: { draft, zone } }: { form: Form }): ReactElement {
  const say = useStrings();
  const placed = zone.zone ? place(chosenTime(draft) ?? "", zone.zone) : undefined;
  return (
    <>
      {placed && zone.zone ? <ClockPair at={placed.instant} until={placed.instant + draft.windowMinutes * 60_000} zone={zone.zone} /> : null}
      <Remark icon="warning">{say("booking.verdict_away")}</Remark>
    </>
  );
}
