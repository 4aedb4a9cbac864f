import { Box } from "@twilio-paste/box";
import { Button } from "@twilio-paste/button";
import { Text } from "@twilio-paste/text";
import { useRef, useState, type ReactElement } from "react";

import { Loaded } from "../../parts/Loaded";
import { useStrings } from "../../strings/languages";
import { TickField } from "../form/Fields";
import { Buttons, Rows } from "../form/FormGrid";
import { Refusal } from "../form/Refusal";
import { Intro, Section } from "../form/Section";
import { ImportCard } from "./ImportCard";
import { isUnderWay, useImportFile, useImports } from "./queries";

/** ImportPage takes records from a file, and shows how far each file has come. */
export function ImportPage(): ReactElement {
  const say = useStrings();
  const imports = useImports();
  return (
    <Rows>
      <TakeFile />
      <Section title={say("records.files")}>
        <Loaded of={imports}>
          {(page) => (
            <Rows>
              {page.items.length === 0 ? <Intro>{say("records.no_files")}</Intro> : null}
              {page.items.map((file, index) => (
                <ImportCard key={file.id} file={file} open={index === 0 || isUnderWay(file)} />
              ))}
            </Rows>
          )}
        </Loaded>
      </Section>
    </Rows>
  );
}

function TakeFile(): ReactElement {
  const say = useStrings();
  const input = useRef<HTMLInputElement>(null);
  const [file, setFile] = useState<File>();
  const [dryRun, setDryRun] = useState(false);
  const [skipBad, setSkipBad] = useState(false);
  const sending = useImportFile();
  return (
    <Section title={say("records.take_file")} intro={say("records.take_file_intro")}>
      <Refusal problem={sending.error} />
      <Text as="p" fontFamily="fontFamilyCode" fontSize="fontSize20" style={{ overflowWrap: "anywhere" }}>
        <bdi>external_id,name,phone,timezone,region,campaign,team,do_not_call</bdi>
      </Text>
      <Box display="flex" flexWrap="wrap" alignItems="center" columnGap="space40" rowGap="space30">
        <input ref={input} type="file" hidden accept=".csv,.json,.jsonl,text/csv" aria-label={say("records.file")} onChange={(event) => { setFile(event.target.files?.[0]); sending.reset(); }} />
        <Button variant="secondary" onClick={() => input.current?.click()}>{say("records.choose_file")}</Button>
        <Text as="span" color={file ? "colorText" : "colorTextWeak"}><bdi>{file?.name ?? say("records.no_file")}</bdi></Text>
      </Box>
      <TickField label={say("records.dry_run")} help={say("records.dry_run_help")} ticked={dryRun} change={setDryRun} />
      <TickField label={say("records.skip_bad")} help={say("records.skip_bad_help")} ticked={skipBad} change={setSkipBad} />
      <Buttons>
        <Button variant="primary" disabled={!file} loading={sending.isLoading} onClick={() => { if (file) sending.mutate({ file, mark: `${file.name} ${file.size} ${file.lastModified}`, dryRun, skipBad }); }}>
          {say(dryRun ? "records.check_file" : "records.import_file")}
        </Button>
      </Buttons>
    </Section>
  );
}
