import type { Schema } from "../api/client";
import { answer } from "../api/problem";
import type { PreviewBody } from "../api/queries";
import { emptyDraft } from "../booking/draft";
import type { Host } from "../host";
import { ownZone } from "../time/show";
import { wallNow } from "../time/wall";

/** What is to be done about a number that an agent dials by hand. */
export type Judgement = { do: "call" } | { do: "warn"; of: "open" | "unknown_timezone" } | { do: "stop"; problems: Schema<"PreviewProblem">[] };

/** A call that was dialled by hand and not made: what the backend had against it. */
export interface Held {
  phone: string;
  preview: Schema<"Preview">;
  problems: Schema<"PreviewProblem">[];
}

const patience = 2000; // milliseconds: an agent who dials is not kept waiting for a backend that is away
const minute = 60_000; // what is promised is promised for a whole minute, and not for one that has begun

/** What forbids the call, whoever makes it. */
const forbids = ["do_not_call", "deceased", "erased", "outside_calling_hours", "attempt_cap", "refusal_cool_off"];

/** judge turns a preview of "ring them now" into what happens to the call. */
export function judge({ problems }: Pick<Schema<"Preview">, "problems">): Judgement {
  const has = (code: string) => problems.some((problem) => problem.code === code);
  const against = problems.filter(({ code }) => forbids.includes(code));
  if (against.length > 0) return { do: "stop", problems: against };
  if (has("callback_already_open")) return { do: "warn", of: "open" };
  return has("unknown_timezone") ? { do: "warn", of: "unknown_timezone" } : { do: "call" };
}

interface CallNow {
  record: Schema<"RecordRef">;
  local_time: string;
  window_minutes: number;
}

/** callNow is a booking for this minute on a zone's clock: what a call by hand would be, were it a promise. It states no zone: nobody did. */
export function callNow({ now }: Pick<Host, "now">, phone: string, zone: string): CallNow {
  return { record: { phone }, local_time: wallNow(now() + minute, zone), window_minutes: emptyDraft().windowMinutes };
}

/**
 * askAboutNumber asks the gate about a donor's number as if a callback were due in this minute. Only the backend knows whose clock the
 * number is on, so the first answer may be about another hour: then it is asked once more.
 */
export async function askAboutNumber(host: Pick<Host, "api" | "now">, phone: string): Promise<{ judgement: Judgement; preview: Schema<"Preview"> }> {
  const signal = AbortSignal.timeout(patience);
  const ask = async (zone: string) => {
    const body = callNow(host, phone, zone);
    const preview = await answer(host.api.POST("/api/v1/callbacks/preview", { body: body as PreviewBody as Schema<"PreviewCallback">, signal }));
    return { judgement: judge(preview), preview, right: !preview.timezone || wallNow(host.now() + minute, preview.timezone) === body.local_time };
  };
  const first = await ask(ownZone());
  return first.right || !first.preview.timezone ? first : ask(first.preview.timezone);
}
