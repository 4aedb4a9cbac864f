import { Callout as PasteCallout, type CalloutProps } from "@twilio-paste/callout";
import type { ReactElement } from "react";

import { useStrings } from "../strings/languages";

/** Callout is Paste's, with what it tells screen readers of its kind in the reader's language. */
export function Callout({ variant, ...props }: Omit<CalloutProps, "variant"> & { variant: "neutral" | "success" | "warning" | "error" }): ReactElement {
  const say = useStrings();
  return <PasteCallout {...props} variant={variant} i18nLabel={say(`states.kind_${variant}`)} />;
}
