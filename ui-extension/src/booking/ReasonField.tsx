import { Box } from "@twilio-paste/box";
import { Input } from "@twilio-paste/input";
import { Option, Select } from "@twilio-paste/select";
import { useState, type ReactElement } from "react";

import { useReasons } from "../api/queries";
import { Field } from "../parts/Field";
import { useLanguage, useStrings } from "../strings/languages";
import { chosenIn, labelOf } from "./reasons";

interface Props {
  reason: string;
  change: (reason: string) => void;
}

/** What the list has beside the reasons. No code can be this. */
const inWords = " ";

/** ReasonField chooses why the donor wants to be rung later, or takes it in words. Where no reasons are to be had, words it is. */
export function ReasonField({ reason, change }: Props): ReactElement {
  const say = useStrings();
  const { locale } = useLanguage();
  const { data, isError } = useReasons();
  const [other, setOther] = useState(false);
  const reasons = data?.items ?? [];
  if (isError || data?.items.length === 0) return <Words label={say("booking.reason")} help={say("booking.reason_hint")} reason={reason} change={change} />;
  const chosen = other ? undefined : chosenIn(reasons, reason);
  const words = other || (reason !== "" && !chosen);

  function choose(code: string) {
    const found = reasons.find((each) => each.code === code);
    setOther(code === inWords);
    change(found ? labelOf(found, locale) : "");
  }
  return (
    <Box display="flex" flexDirection="column" rowGap="space40">
      <Field label={say("booking.reason")}>
        {(ids) => (
          <Select {...ids} value={words ? inWords : (chosen?.code ?? "")} onChange={(event) => { choose(event.currentTarget.value); }}>
            <Option value="">{say("booking.reason_none")}</Option>
            {reasons.map((each) => <Option key={each.code} value={each.code}>{labelOf(each, locale)}</Option>)}
            <Option value={inWords}>{say("booking.reason_other")}</Option>
          </Select>
        )}
      </Field>
      {words ? <Words label={say("booking.reason_words")} reason={reason} change={(text) => { setOther(true); change(text); }} /> : null}
    </Box>
  );
}

function Words({ label, help, reason, change }: Props & { label: string; help?: string }): ReactElement {
  return (
    <Field label={label} help={help}>
      {(ids) => <Input {...ids} type="text" maxLength={200} autoComplete="off" value={reason} onChange={(event) => { change(event.currentTarget.value); }} />}
    </Field>
  );
}
