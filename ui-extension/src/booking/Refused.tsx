import { Box } from "@twilio-paste/box";
import { Button } from "@twilio-paste/button";
import type { ReactElement } from "react";

import type { Schema } from "../api/client";
import { usePreview } from "../api/queries";
import { useHost } from "../host";
import { useStrings } from "../strings/languages";
import { AlreadyOpen } from "./AlreadyOpen";
import { toPreview } from "./booking";
import { Suggestions } from "./Suggestions";
import type { Form } from "./useBooking";
import { NextAllowed, Why } from "./Why";
import { Remark } from "../parts/Remark";

// What is about the hour, and so may be had at another.
const hourly = ["outside_calling_hours", "attempt_cap", "refusal_cool_off", "slot_full", "in_the_past", "too_far_ahead", "owner_off_shift"];

/** Refused says why a time cannot be promised, by the name of the rule, and offers what can. */
export function Refused({ form, preview }: { form: Form; preview: Schema<"Preview"> }): ReactElement {
  const say = useStrings();
  const { problems } = form.verdict;
  const open = problems.find(({ code }) => code === "callback_already_open");
  const others = problems.filter((problem) => problem !== open);
  const aboutHour = others.some(({ code }) => hourly.includes(code));
  return (
    <>
      {others.length > 0 ? <Remark icon="error"><strong>{say("booking.verdict_no")}</strong></Remark> : null}
      {others.map((problem) => <Why key={problem.code + problem.field} problem={problem} />)}
      {aboutHour ? <NextAllowed preview={preview} /> : null}
      {aboutHour ? <Suggestions form={form} list={preview.suggestions} /> : null}
      {others.some(({ code }) => code === "outside_calling_hours") && !form.draft.wish ? <OfferOverride form={form} /> : null}
      {open ? <AlreadyOpen form={form} id={preview.open_callback_id ?? undefined} movable={others.length === 0} /> : null}
    </>
  );
}

/** OfferOverride is there only where a recorded wish would lift the rule: the backend is asked. */
function OfferOverride({ form }: { form: Form }): ReactElement | null {
  const say = useStrings();
  const { me } = useHost();
  const asked = toPreview(form.booking, { ...form.draft, wish: { requestedBy: "donor", capturedVia: "call", wording: "?" } }, me);
  const { data, isPreviousData } = usePreview(form.verdict.current ? asked : undefined);
  if (!data?.override_used || isPreviousData) return null;
  return (
    <Box>
      <Button variant="link" onClick={() => { form.change({ wish: { requestedBy: "donor", capturedVia: "call", wording: "" } }); }}>
        {say("booking.override_offer")}
      </Button>
    </Box>
  );
}
