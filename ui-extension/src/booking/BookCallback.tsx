import type { ReactElement } from "react";

import type { Schema } from "../api/client";
import { useStrings } from "../strings/languages";

/** What is known before the form is filled. */
export interface BookingStart {
  record?: Schema<"CreateCallback">["record"];
  recordId?: string;
  /** The call's Task, by which one call makes one promise at most. */
  sourceTaskSid?: string;
  timezone?: string;
}

interface Props {
  start: BookingStart;
  booked: (callback: Schema<"Callback">) => void;
}

/** BookCallback is the form by which a promise is made. */
export function BookCallback({ start }: Props): ReactElement {
  const say = useStrings();
  return <section aria-label={say("booking.title")} data-source={start.sourceTaskSid} />;
}
