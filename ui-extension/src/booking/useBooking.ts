import { useState } from "react";

import { useKnownDonorZone, type DonorZone } from "./useDonorZone";
import { outboxOf, useTouched } from "../api/bookings";
import type { Schema } from "../api/client";
import type { Kept } from "../api/outbox";
import { answer, type Problem } from "../api/problem";
import { usePreview } from "../api/queries";
import { etagOf, useWrite, type WriteHeaders } from "../api/writes";
import { useHost, type Host } from "../host";
import { against, toCreate, toMove, toPreview, type Booking } from "./booking";
import { draftToRequest, outcomeCode, type Draft } from "./draft";
import { useSettled } from "./useSettled";

/** What the backend says about the draft as it stands. */
export interface Verdict {
  /** False while the answer is about an earlier draft, or on its way. */
  current: boolean;
  preview: Schema<"Preview"> | undefined;
  problems: Schema<"PreviewProblem">[];
  /** Ringback does not answer. */
  away: boolean;
}

/** What came of sending it. */
export type Result = { callback: Schema<"Callback"> } | { kept: Kept };

export interface Form {
  booking: Booking;
  draft: Draft;
  change: (to: Partial<Draft>) => void;
  zone: DonorZone;
  verdict: Verdict;
  send: () => void;
  sending: boolean;
  /** Why it was refused. */
  refusal: Problem | null;
  result: Result | undefined;
  /** Something else stored what was wanted, such as moving the open callback. */
  done: (callback: Schema<"Callback">) => void;
}

interface Listeners {
  onChange?: ((draft: Draft) => void) | undefined;
  onBooked?: ((callback: Schema<"Callback">) => void) | undefined;
  onKept?: ((kept: Kept, zone: string | undefined) => void) | undefined;
}

/** useBooking is a draft, what the backend says of it, and how it is sent. */
export function useBooking(booking: Booking, start: () => Draft, { onChange, onBooked, onKept }: Listeners): Form {
  const host = useHost();
  const [draft, setDraft] = useState(start);
  const [result, setResult] = useState<Result>();
  const touched = useTouched();
  const zone = useKnownDonorZone(booking, draft);
  const verdict = useVerdict(booking, draft);
  const write = useWrite((wanted: Draft, headers) => sendBooking(host, booking, wanted, headers));

  function finish(found: Result) {
    setResult(found);
    if ("kept" in found) return onKept?.(found.kept, zone.zone);
    touched(found.callback);
    onBooked?.(found.callback);
  }
  return {
    booking,
    draft,
    change(to) {
      const next = { ...draft, ...to };
      setDraft(next);
      write.reset();
      onChange?.(next);
    },
    zone,
    verdict,
    send() {
      // By the promise: what mutate is given is forgotten when the form goes, and an agent may look at another tab meanwhile.
      if (!write.isLoading) void write.mutateAsync(draft).then(finish, () => undefined);
    },
    sending: write.isLoading,
    refusal: write.error,
    result,
    done: (callback) => { finish({ callback }); },
  };
}

function useVerdict(booking: Booking, draft: Draft): Verdict {
  const { me } = useHost();
  const wanted = toPreview(booking, draft, me);
  const asked = useSettled(wanted);
  const { data, error, isPreviousData } = usePreview(asked);
  const preview = wanted && data;
  const current = !isPreviousData && JSON.stringify(asked) === JSON.stringify(wanted);
  return { current, preview, problems: preview ? against(booking, preview) : [], away: error !== null && error.passing };
}

async function sendBooking(host: Host, booking: Booking, draft: Draft, header: WriteHeaders): Promise<Result> {
  const { me, api } = host;
  if (booking.kind === "new") {
    const body = toCreate(booking, draft, me);
    if (!body) throw new Error("a booking needs a donor and a time");
    return outboxOf(host).book(body);
  }
  const { id, version } = booking.callback;
  const params = { path: { id }, header: { ...header, "If-Match": etagOf(version) } };
  const body = toMove(draft, me);
  const request = draftToRequest(draft, me);
  if (!body || !request) throw new Error("a promise needs a time");
  if (booking.kind === "move") return { callback: await answer(api.POST("/api/v1/callbacks/{id}/reschedule", { params, body })) };
  return { callback: await answer(api.POST("/api/v1/callbacks/{id}/outcome", { params, body: { code: outcomeCode(draft), callback_request: request } })) };
}
