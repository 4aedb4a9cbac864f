import { Box } from "@twilio-paste/box";
import { Checkbox } from "@twilio-paste/checkbox";
import { HelpText } from "@twilio-paste/help-text";
import { Input } from "@twilio-paste/input";
import { Label } from "@twilio-paste/label";
import { Option, Select } from "@twilio-paste/select";
import { TextArea } from "@twilio-paste/textarea";
import type { ReactElement, ReactNode } from "react";

import { useId } from "../../parts/useId";
import { useLanguage } from "../../strings/languages";

interface About {
  label: string;
  help?: string | undefined;
  /** What the backend found wrong with it. */
  fault?: string | undefined;
  required?: boolean;
  /** Where the table's head says what it is, the label is for screen readers only. */
  bare?: boolean;
}

interface Wired {
  id: string;
  hasError: boolean;
  "aria-label"?: string;
  "aria-describedby"?: string;
  "aria-invalid"?: boolean;
}

/** Field puts a label above an input and a help or a fault below it. */
export function Field({ label, help, fault, required = false, bare = false, children }: About & { children: (wired: Wired) => ReactNode }): ReactElement {
  const id = useId();
  const below = fault ?? help;
  const wired: Wired = { id, hasError: fault !== undefined, ...(bare ? { "aria-label": label } : {}), ...(below ? { "aria-describedby": `${id}-help` } : {}), ...(fault ? { "aria-invalid": true } : {}) };
  return (
    <Box minWidth="size0">
      {bare ? null : (
        <Label htmlFor={id} required={required}>
          {label}
        </Label>
      )}
      {children(wired)}
      {below ? (
        <HelpText id={`${id}-help`} variant={fault ? "error" : "default"}>
          {below}
        </HelpText>
      ) : null}
    </Box>
  );
}

interface TextProps extends About {
  value: string;
  change: (value: string) => void;
  type?: "text" | "password" | "search" | "tel" | "date" | "time";
  readOnly?: boolean;
  placeholder?: string;
  /** Of code, which is written from left to right in every language. */
  dir?: "ltr";
}

export function TextField({ value, change, type = "text", readOnly = false, placeholder, dir, ...about }: TextProps): ReactElement {
  return (
    <Field {...about}>
      {(wired) => (
        <Input {...wired} type={type as "text"} value={value} readOnly={readOnly} autoComplete="off" {...(placeholder ? { placeholder } : {})} {...(dir ? { dir } : {})} onChange={(event) => { change(event.target.value); }} />
      )}
    </Field>
  );
}

interface NumberProps extends About {
  value: number;
  change: (value: number) => void;
  min?: number;
  max?: number;
  step?: number;
  unit?: string;
}

/** NumberField takes a whole number unless its step is smaller; an emptied one is 0. */
export function NumberField({ value, change, min = 0, max, step = 1, unit, ...about }: NumberProps): ReactElement {
  return (
    <Field {...about}>
      {(wired) => (
        <Input {...wired} type="number" value={String(value)} min={min} step={step} {...(max === undefined ? {} : { max })} {...(unit ? { insertAfter: unit } : {})} onChange={(event) => { change(Number(event.target.value) || 0); }} />
      )}
    </Field>
  );
}

export interface Choice<Value extends string> {
  value: Value;
  label: string;
}

interface ChoiceProps<Value extends string> extends About {
  value: Value;
  of: readonly Choice<Value>[];
  change: (value: Value) => void;
}

export function ChoiceField<Value extends string>({ value, of, change, ...about }: ChoiceProps<Value>): ReactElement {
  return (
    <Field {...about}>
      {(wired) => (
        <Select
          {...wired}
          value={value}
          onChange={(event) => {
            const chosen = of.find((each) => each.value === event.target.value);
            if (chosen) change(chosen.value);
          }}
        >
          {of.map((each) => (
            <Option key={each.value} value={each.value}>
              {each.label}
            </Option>
          ))}
        </Select>
      )}
    </Field>
  );
}

interface AreaProps extends About {
  value: string;
  change: (value: string) => void;
  rows?: number;
  dir?: "ltr";
}

export function AreaField({ value, change, rows = 4, dir, ...about }: AreaProps): ReactElement {
  return <Field {...about}>{(wired) => <TextArea {...wired} {...(dir ? { dir } : {})} value={value} minRows={rows} maxRows={rows * 3} onChange={(event) => { change(event.target.value); }} />}</Field>;
}

interface TickProps {
  label: string;
  help?: string;
  ticked: boolean;
  change: (ticked: boolean) => void;
}

export function TickField({ label, help, ticked, change }: TickProps): ReactElement {
  const id = useId();
  const { direction } = useLanguage();
  return (
    <Checkbox id={id} checked={ticked} {...(help ? { helpText: help } : {})} onChange={(event) => { change(event.target.checked); }}>
      {/* Paste keeps the distance on the left of the label, wherever the box stands. */}
      <span style={direction === "rtl" ? { paddingInlineStart: 8 } : undefined}>{label}</span>
    </Checkbox>
  );
}
