import { useEffect } from "react";

import { onStored, useTouched } from "../api/bookings";
import { donorOf } from "../booking/KeptBookings";
import { useHost } from "../host";
import { useStrings } from "../strings/languages";
import { useReminders } from "./useReminders";

/** Watch shows nothing: it reminds of what is due, and tells when a booking that was kept in the browser is stored. */
export function Watch(): null {
  const host = useHost();
  const say = useStrings();
  const touched = useTouched();
  useReminders();
  useEffect(() => onStored(host, (callback, kept) => {
    touched(callback);
    host.notify("success", say("booking.kept_stored", { donor: callback.record.name ?? donorOf(kept) }));
  }), [host, say, touched]);
  return null;
}
