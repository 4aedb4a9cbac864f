import { Box } from "@twilio-paste/box";
import { Button } from "@twilio-paste/button";
import { Text } from "@twilio-paste/text";
import type { ReactElement } from "react";

import type { Schema } from "../api/client";
import { answer } from "../api/problem";
import { useCallbackStory } from "../api/queries";
import { etagOf, useWrite } from "../api/writes";
import { useHost } from "../host";
import { ClockPair } from "../parts/ClockPair";
import { problemTexts } from "../parts/ErrorState";
import { StatusBadge } from "../parts/StatusBadge";
import { useStrings } from "../strings/languages";
import { draftToTime } from "./draft";
import type { Form } from "./useBooking";
import { Remark } from "../parts/Remark";

interface Props {
  form: Form;
  /** The open callback, where the backend named it. */
  id: string | undefined;
  /** The chosen time can be promised, if it were not for the open one. */
  movable: boolean;
}

/** AlreadyOpen shows the callback that the donor has, and offers to move it: a second one would be refused. */
export function AlreadyOpen({ form, id, movable }: Props): ReactElement {
  const say = useStrings();
  const { data: open, error } = useCallbackStory(id);
  return (
    <Box display="flex" flexDirection="column" rowGap="space30">
      <Remark icon="warning"><strong>{say("booking.open_title")}</strong></Remark>
      <Text as="p" color="colorTextWeak">{error || !id ? say("booking.open_hidden") : say("booking.open_detail")}</Text>
      {open ? <Open open={open} form={form} movable={movable} /> : null}
    </Box>
  );
}

function Open({ open, form, movable }: { open: Schema<"CallbackStory">; form: Form; movable: boolean }): ReactElement {
  const say = useStrings();
  const { api, me } = useHost();
  const move = useWrite((body: Schema<"Reschedule">, headers) =>
    answer(api.POST("/api/v1/callbacks/{id}/reschedule", { params: { path: { id: open.id }, header: { ...headers, "If-Match": etagOf(open.version) } }, body })));
  const body = draftToTime(form.draft, me);
  return (
    <>
      <Box display="flex" flexWrap="wrap" alignItems="center" columnGap="space40" rowGap="space20">
        <ClockPair at={open.window_start} until={open.window_end} zone={open.timezone} />
        <StatusBadge callback={open} />
      </Box>
      {movable && body ? (
        <Box>
          <Button variant="primary" size="small" loading={move.isLoading} onClick={() => { void move.mutateAsync(body).then(form.done, () => undefined); }}>{say("booking.open_move")}</Button>
        </Box>
      ) : null}
      {move.error ? <Remark icon="error">{problemTexts(move.error, say).detail}</Remark> : null}
    </>
  );
}
