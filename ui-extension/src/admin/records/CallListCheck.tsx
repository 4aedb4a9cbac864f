import { Button } from "@twilio-paste/button";
import { Badge } from "@twilio-paste/badge";
import { Text } from "@twilio-paste/text";
import { useState, type ReactElement } from "react";

import type { Schema } from "../../api/client";
import { useStrings } from "../../strings/languages";
import { AreaField } from "../form/Fields";
import { Buttons, Rows } from "../form/FormGrid";
import { Refusal } from "../form/Refusal";
import { Section } from "../form/Section";
import { Listing, type Column } from "../listing/Listing";
import { useCheckCallList } from "./queries";

/** CallListCheck asks of many donors at once whether they may be rung from the call list. */
export function CallListCheck(): ReactElement {
  const say = useStrings();
  const [text, setText] = useState("");
  const check = useCheckCallList();
  const columns = useColumns();
  const lines = text.split(/[\n,;]+/).map((line) => line.trim()).filter(Boolean);
  const callable = check.data?.items.filter((each) => each.callable).length ?? 0;
  return (
    <Section title={say("records.check")} intro={say("records.check_intro")}>
      <AreaField label={say("records.check_whom")} help={say("records.check_help")} rows={5} value={text} change={setText} />
      <Buttons>
        <Button variant="primary" disabled={lines.length === 0} loading={check.isLoading} onClick={() => { check.mutate(lines); }}>{say("records.check_go")}</Button>
      </Buttons>
      <Refusal problem={check.error} />
      {check.data ? (
        <Rows>
          <Text as="p" role="status" fontWeight="fontWeightSemibold">{say("records.check_answer", { n: callable, all: check.data.items.length })}</Text>
          <Listing caption={say("records.check_answers")} columns={columns} rows={check.data.items} keyOf={(_, index) => String(index)} least="26rem" />
        </Rows>
      ) : null}
    </Section>
  );
}

function useColumns(): Column<Schema<"CheckedDonor">>[] {
  const say = useStrings();
  return [
    { key: "who", head: say("records.donor"), show: ({ external_id, phone }) => <bdi dir="ltr">{external_id ?? phone}</bdi> },
    { key: "callable", head: say("records.check_result"), show: ({ callable }) => <Badge as="span" variant={callable ? "success" : "error"}>{say(callable ? "records.check_yes" : "records.check_no")}</Badge> },
    { key: "why", head: say("records.check_why"), show: ({ why }) => why.map((each) => say(`records.why_${each}`)).join(", ") },
  ];
}
