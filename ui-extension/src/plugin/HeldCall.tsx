import { Box } from "@twilio-paste/box";
import { Button } from "@twilio-paste/button";
import { useState, type ReactElement } from "react";

import { keys } from "../api/cache";
import { createCallback } from "../api/bookings";
import type { Schema } from "../api/client";
import { usePreview } from "../api/queries";
import { useWrite } from "../api/writes";
import { isWhole, overrideOf, type Wish } from "../booking/draft";
import { OverrideFields } from "../booking/OverrideFields";
import { NextAllowed, Why } from "../booking/Why";
import { useHost, type Host } from "../host";
import { ConfirmDialog } from "../parts/ConfirmDialog";
import { problemTexts } from "../parts/ErrorState";
import { Remark } from "../parts/Remark";
import { useStrings } from "../strings/languages";
import { reasonText } from "./calls";
import { callNow, type Held } from "./handDial";
import { useShared, type Signal } from "./signal";

/** HeldCall tells why a number that was dialled by hand was not rung, and rings it where the donor's recorded wish lifts that. */
export function HeldCall({ held }: { held: Signal<Held | undefined> }): ReactElement | null {
  const call = useShared(held.subscribe, held.get);
  if (!call) return null;
  return <HeldDialog call={call} close={() => { held.set(undefined); }} />;
}

function HeldDialog({ call: { phone, preview, problems }, close }: { call: Held; close: () => void }): ReactElement {
  const say = useStrings();
  const [wish, setWish] = useState<Wish>();
  const liftable = useLiftable(phone, preview.timezone);
  const { ring, busy, failed } = useRingByWish(phone, preview.timezone, close);
  return (
    <ConfirmDialog open title={say("desk.hand_title")} confirmLabel={wish ? say("desk.hand_ring") : undefined} busy={busy} close={close} confirm={() => { if (wish && isWhole(wish)) ring(wish); }}>
      <Box display="flex" flexDirection="column" rowGap="space50" data-ringback="held">
        <Remark icon="error"><strong><bdi dir="ltr">{phone}</bdi>{": "}{reasonText(problems[0]?.code, say)}</strong></Remark>
        {problems.filter(({ rule }) => rule).map((problem) => <Why key={problem.code + (problem.rule ?? "")} problem={problem} />)}
        <NextAllowed preview={preview} />
        {preview.open_callback_id ? <Remark icon="warning">{say("desk.hand_open")}</Remark> : null}
        {liftable && !wish ? <div><Button variant="link" onClick={() => { setWish({ requestedBy: "donor", capturedVia: "call", wording: "" }); }}>{say("desk.hand_wish")}</Button></div> : null}
        {wish ? <OverrideFields wish={wish} change={setWish} /> : null}
        {failed ? <div role="alert"><Remark icon="error">{problemTexts(failed, say).detail}</Remark></div> : null}
      </Box>
    </ConfirmDialog>
  );
}

/** useLiftable asks the backend whether a recorded wish would allow the call. */
function useLiftable(phone: string, zone: string | null): boolean {
  const host = useHost();
  const [body] = useState(() => (zone ? { ...callNow(host, phone, zone), override: { requested_by: "donor", captured_via: "call", wording: "?" } } : undefined));
  const { data } = usePreview(body);
  return data?.override_used === true && data.problems.length === 0;
}

/** useRingByWish records the wish with a promise for this minute, and keeps the promise at once: each call under a wish has to name it. */
function useRingByWish(phone: string, zone: string | null, done: () => void) {
  const host = useHost();
  const write = useWrite((body: Schema<"CreateCallback">, headers) => createCallback(host, body, headers["Idempotency-Key"]), [keys.callbacks, keys.slots]);
  const ring = (wish: Wish) => {
    if (!zone) return;
    void write.mutateAsync({ ...callNow(host, phone, zone), routing: "agent", ...owner(host), override: overrideOf(wish) }).then(({ id }) => {
      done();
      return host.dial?.({ callbackId: id, phone });
    }, shownInside);
  };
  return { ring, busy: write.isLoading, failed: write.error };
}

const owner = ({ me }: Host) => (me.workerSid ? { worker_sid: me.workerSid } : {});

// The dialog says what went wrong.
function shownInside(): void {
  return undefined;
}
