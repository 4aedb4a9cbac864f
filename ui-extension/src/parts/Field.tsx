import { Box } from "@twilio-paste/box";
import { HelpText } from "@twilio-paste/help-text";
import { Label } from "@twilio-paste/label";
import type { ReactElement, ReactNode } from "react";

import { useId } from "./useId";

interface Props {
  label: string;
  help?: string | undefined;
  error?: string | undefined;
  required?: boolean;
  /** How wide it would be, as CSS has it; it becomes narrower where there is no room. */
  width?: string;
  /** The control, given the ids that tie it to its label and help. */
  children: (ids: { id: string; "aria-describedby": string | undefined; hasError: boolean }) => ReactNode;
}

/** Field is a control with its label, and what there is to say about it. */
export function Field({ label, help, error, required = false, width = "100%", children }: Props): ReactElement {
  const id = useId();
  const told = error ?? help;
  return (
    <Box style={{ flex: `1 1 ${width}`, minWidth: 0 }}>
      <Label htmlFor={id} required={required}>{label}</Label>
      {children({ id, "aria-describedby": told ? `${id}-told` : undefined, hasError: error !== undefined })}
      {told ? <HelpText id={`${id}-told`} variant={error ? "error" : "default"}>{told}</HelpText> : null}
    </Box>
  );
}
