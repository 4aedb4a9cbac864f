import { useState, type ReactElement } from "react";

import { useHost } from "../../host";
import { ConfirmDialog } from "../../parts/ConfirmDialog";
import { useStrings } from "../../strings/languages";
import { TextField } from "../form/Fields";
import { Rows } from "../form/FormGrid";
import { Refusal } from "../form/Refusal";
import { useErase, type DonorRecord } from "./queries";

interface Props {
  record: DonorRecord;
  close: () => void;
  erased: () => void;
}

/** EraseDialog erases a donor once their id was typed: it cannot be taken back. */
export function EraseDialog({ record, close, erased }: Props): ReactElement {
  const say = useStrings();
  const { notify } = useHost();
  const [typed, setTyped] = useState("");
  const [wrong, setWrong] = useState(false);
  const erase = useErase(record);
  const word = record.external_id ?? record.name ?? record.id;
  function confirm() {
    if (typed.trim() !== word) {
      setWrong(true);
      return;
    }
    erase.mutate(word, {
      onSuccess: () => {
        notify("success", say("records.erased", { name: word }));
        erased();
      },
    });
  }
  return (
    <ConfirmDialog open destructive title={say("records.erase_title", { name: record.name ?? word })} confirmLabel={say("records.erase_confirm")} busy={erase.isLoading} confirm={confirm} close={close}>
      <Rows>
        <Refusal problem={erase.error} />
        <p>{say("records.erase_detail")}</p>
        <TextField required label={say("records.erase_type", { word })} value={typed} fault={wrong ? say("records.erase_wrong", { word }) : undefined} change={(text) => { setTyped(text); setWrong(false); }} />
      </Rows>
    </ConfirmDialog>
  );
}
