import type { UseQueryResult } from "@tanstack/react-query";
import { Box } from "@twilio-paste/box";
import { Button } from "@twilio-paste/button";
import { useState, type ReactElement } from "react";

import type { Schema } from "../api/client";
import { asProblem, type Problem } from "../api/problem";
import { problemTexts } from "../parts/ErrorState";
import { Remark } from "../parts/Remark";
import { useHost } from "../host";
import { useStrings } from "../strings/languages";

interface Props {
  callback: Schema<"Callback">;
  explain: UseQueryResult<Schema<"Explanation">, Problem>;
}

/** DialButton rings the donor, after the gate was asked once more: what the card shows may be a minute old. There is none without a telephone. */
export function DialButton({ callback: { id, phone, record }, explain }: Props): ReactElement | null {
  const say = useStrings();
  const { dial } = useHost();
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState<Problem>();
  const number = phone ?? record.phone;
  if (!dial || !number) return null;

  async function ring() {
    if (busy || !dial || !number) return;
    setBusy(true);
    setFailed(undefined);
    try {
      const { data, error } = await explain.refetch();
      if (error) setFailed(error);
      else if (data?.allowed) await dial({ callbackId: id, phone: number });
    } catch (failure) {
      setFailed(asProblem(failure));
    } finally {
      setBusy(false);
    }
  }
  return (
    <Box display="flex" flexDirection="column" rowGap="space30" alignItems="flex-start">
      <Button variant="primary" loading={busy} disabled={explain.data?.allowed === false} onClick={() => void ring()}>{say("card.ring")}</Button>
      {failed ? <div role="alert"><Remark icon="error">{say("card.ringing_failed")} {problemTexts(failed, say).detail}</Remark></div> : null}
    </Box>
  );
}
