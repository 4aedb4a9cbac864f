import { Box } from "@twilio-paste/box";
import { Button } from "@twilio-paste/button";
import { CalloutHeading, CalloutList, CalloutListItem, CalloutText } from "@twilio-paste/callout";
import { Text } from "@twilio-paste/text";
import { useRef, useState, type ReactElement } from "react";

import { Callout } from "../../parts/Callout";
import type { Problem } from "../../api/problem";
import { useStrings } from "../../strings/languages";
import { Buttons } from "../form/FormGrid";
import { Refusal } from "../form/Refusal";
import { Section } from "../form/Section";
import { Listing, type Column } from "../listing/Listing";
import { useImportShifts } from "./queries";

/** ImportShifts takes the roster from a file, and names each line that is wrong. */
export function ImportShifts(): ReactElement {
  const say = useStrings();
  const input = useRef<HTMLInputElement>(null);
  const [file, setFile] = useState<File>();
  const sending = useImportShifts();
  async function send() {
    if (file) sending.mutate(await file.text());
  }
  return (
    <Section title={say("roster.import")} intro={say("roster.import_intro")}>
      <Text as="p" fontFamily="fontFamilyCode" fontSize="fontSize20" style={{ overflowWrap: "anywhere" }}>
        <bdi>worker_sid,date,start,end,timezone,team</bdi>
      </Text>
      <Box display="flex" flexWrap="wrap" alignItems="center" columnGap="space40" rowGap="space30">
        <input ref={input} type="file" hidden accept=".csv,text/csv" aria-label={say("roster.file")} onChange={(event) => { setFile(event.target.files?.[0]); sending.reset(); }} />
        <Button variant="secondary" onClick={() => input.current?.click()}>{say("records.choose_file")}</Button>
        <Text as="span" color={file ? "colorText" : "colorTextWeak"}><bdi>{file?.name ?? say("records.no_file")}</bdi></Text>
      </Box>
      <Buttons>
        <Button variant="primary" disabled={!file} loading={sending.isLoading} onClick={() => void send()}>{say("roster.import_file")}</Button>
      </Buttons>
      {sending.error ? <BadLines problem={sending.error} /> : null}
      {sending.data ? (
        <div role="status">
          <Callout variant={sending.data.problems.length > 0 ? "warning" : "success"}>
            <CalloutHeading as="h3">{say("roster.stored", { n: sending.data.stored })}</CalloutHeading>
            {sending.data.problems.length > 0 ? <CalloutText>{say("roster.warnings")}</CalloutText> : null}
            <CalloutList as="ul">
              {sending.data.problems.map((problem) => (
                <CalloutListItem key={problem.field}><bdi>{problem.field}</bdi>: {problem.detail}</CalloutListItem>
              ))}
            </CalloutList>
          </Callout>
        </div>
      ) : null}
    </Section>
  );
}

function BadLines({ problem }: { problem: Problem }): ReactElement {
  const say = useStrings();
  if (problem.errors.length === 0) return <Refusal problem={problem} />;
  const columns: Column<Problem["errors"][number]>[] = [
    { key: "line", head: say("records.line"), width: "12rem", show: ({ field }) => <bdi>{field}</bdi> },
    { key: "wrong", head: say("records.wrong"), show: ({ detail }) => detail },
  ];
  return (
    <div role="alert">
      <Text as="p" color="colorTextError" marginBottom="space40">{say("roster.nothing_stored", { n: problem.errors.length })}</Text>
      <Listing caption={say("records.bad_rows")} columns={columns} rows={problem.errors} keyOf={({ field, detail }) => `${field} ${detail}`} least="26rem" />
    </div>
  );
}
