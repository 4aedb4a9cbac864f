import { Box } from "@twilio-paste/box";
import { Label } from "@twilio-paste/label";
import { Select } from "@twilio-paste/select";
import type { ReactElement, ReactNode } from "react";

import { useId } from "./useId";

interface Props {
  label: string;
  value: string;
  choose: (value: string) => void;
  /** Paste's Options. */
  children: NonNullable<ReactNode>;
}

/** Choice is a labelled list to choose one from. */
export function Choice({ label, value, choose, children }: Props): ReactElement {
  const id = useId();
  return (
    <Box minWidth="size0">
      <Label htmlFor={id}>{label}</Label>
      <Select id={id} value={value} onChange={(event) => { choose(event.target.value); }}>
        {children}
      </Select>
    </Box>
  );
}
