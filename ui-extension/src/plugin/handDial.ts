import type { Schema } from "../api/client";
import { answer } from "../api/problem";
import type { PreviewBody } from "../api/queries";
import type { Host } from "../host";
import { wallNow } from "../time/wall";

/** What is to be done about a number that an agent dials by hand. */
export type Judgement = { do: "call" } | { do: "warn"; problem: Schema<"PreviewProblem"> } | { do: "stop"; problem: Schema<"PreviewProblem"> };

const patience = 2000; // milliseconds: an agent who dials is not kept waiting for a backend that is away

/** What forbids the call, whoever makes it. */
const forbids = ["do_not_call", "deceased", "erased", "outside_calling_hours", "attempt_cap", "refusal_cool_off"];

/** judge turns a preview of "ring them now" into what happens to the call. */
export function judge({ problems }: Pick<Schema<"Preview">, "problems">): Judgement {
  const against = problems.find(({ code }) => forbids.includes(code));
  if (against) return { do: "stop", problem: against };
  const open = problems.find(({ code }) => code === "callback_already_open");
  return open ? { do: "warn", problem: open } : { do: "call" };
}

/** askAboutNumber asks the gate about a donor's number as if a callback were due in this minute. */
export async function askAboutNumber({ api, now }: Pick<Host, "api" | "now">, phone: string): Promise<Judgement> {
  const signal = AbortSignal.timeout(patience);
  const preview = (body: PreviewBody) => answer(api.POST("/api/v1/callbacks/preview", { body: body as Schema<"PreviewCallback">, signal }));
  const record = { phone };
  const known = await preview({ record });
  if (!known.timezone) return judge(known);
  return judge(await preview({ record, local_time: wallNow(now() + 60_000, known.timezone), timezone: known.timezone }));
}
