import { Box } from "@twilio-paste/box";
import type { ReactElement } from "react";

import { problemTexts } from "../parts/ErrorState";
import { useStrings } from "../strings/languages";
import { AlreadyOpen } from "./AlreadyOpen";
import { Suggestions } from "./Suggestions";
import type { Form } from "./useBooking";
import { Remark } from "../parts/Remark";

/** Refusal is what the backend said to a booking that was sent: the preview was older, or somebody was faster. */
export function Refusal({ form }: { form: Form }): ReactElement | null {
  const say = useStrings();
  const { refusal } = form;
  if (!refusal) return null;
  if (refusal.code === "callback_already_open") return <div role="alert"><AlreadyOpen form={form} id={refusal.callbackId} movable /></div>;
  const { title, detail } = problemTexts(refusal, say);
  return (
    <Box role="alert" display="flex" flexDirection="column" rowGap="space30">
      <Remark icon="error"><strong>{title}</strong>{" "}{detail} {refusal.rule ? say("booking.rule", { rule: refusal.rule }) : null}</Remark>
      <Suggestions form={form} list={refusal.alternatives} />
    </Box>
  );
}
