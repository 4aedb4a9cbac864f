import { useState, type ReactElement } from "react";

import { ConfirmDialog } from "../../parts/ConfirmDialog";
import { useStrings } from "../../strings/languages";
import { TextField } from "../form/Fields";
import { Rows } from "../form/FormGrid";
import { Effects } from "./Effects";
import type { Saving } from "./saving";

interface Props<Change> {
  saving: Saving<Change>;
  title: string;
  confirmLabel: string;
}

/** ReviewDialog asks before rules are saved, showing what they would do. */
export function ReviewDialog<Change>({ saving, title, confirmLabel }: Props<Change>): ReactElement | null {
  const say = useStrings();
  const [note, setNote] = useState("");
  if (!saving.waiting) return null;
  return (
    <ConfirmDialog
      open
      title={title}
      confirmLabel={confirmLabel}
      busy={saving.busy}
      confirm={() => {
        saving.confirm(note);
        setNote("");
      }}
      close={saving.close}
    >
      <Rows>
        <Effects of={saving.waiting.effect} />
        <TextField label={say("admin.note")} help={say("admin.note_help")} value={note} change={setNote} />
      </Rows>
    </ConfirmDialog>
  );
}
