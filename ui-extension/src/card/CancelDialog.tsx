import { Box } from "@twilio-paste/box";
import { Input } from "@twilio-paste/input";
import { Option, Select } from "@twilio-paste/select";
import { Text } from "@twilio-paste/text";
import { useState, type ReactElement } from "react";

import type { Schema } from "../api/client";
import { ConfirmDialog } from "../parts/ConfirmDialog";
import { Field } from "../parts/Field";
import { useStrings } from "../strings/languages";

const whose = ["donor_cancelled", "manager_cancelled", "duplicate"] as const;

interface Props {
  open: boolean;
  busy: boolean;
  cancel: (body: Schema<"Cancel">) => void;
  close: () => void;
}

/** CancelDialog asks why: a promise is never just gone. */
export function CancelDialog({ open, busy, cancel, close }: Props): ReactElement {
  const say = useStrings();
  const [reason, setReason] = useState("");
  const [resolution, setResolution] = useState<(typeof whose)[number]>("donor_cancelled");
  const [tried, setTried] = useState(false);
  const empty = reason.trim() === "";
  return (
    <ConfirmDialog open={open} busy={busy} destructive title={say("card.cancel_title")} confirmLabel={say("card.cancel_confirm")} close={close} confirm={() => { setTried(true); if (!empty) cancel({ reason: reason.trim(), resolution }); }}>
      <Box display="flex" flexDirection="column" rowGap="space50">
        <Text as="p">{say("card.cancel_detail")}</Text>
        <Field label={say("card.cancel_reason")} required error={tried && empty ? say("card.cancel_reason_needed") : undefined}>
          {(ids) => <Input {...ids} type="text" maxLength={200} value={reason} onChange={(event) => { setReason(event.currentTarget.value); }} />}
        </Field>
        <Field label={say("card.cancel_who")}>
          {(ids) => (
            <Select {...ids} value={resolution} onChange={(event) => { setResolution(whose.find((each) => each === event.currentTarget.value) ?? "donor_cancelled"); }}>
              {whose.map((each) => <Option key={each} value={each}>{say(`card.cancel_who_${each}`)}</Option>)}
            </Select>
          )}
        </Field>
      </Box>
    </ConfirmDialog>
  );
}
