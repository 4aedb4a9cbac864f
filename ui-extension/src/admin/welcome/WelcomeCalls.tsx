import { Box } from "@twilio-paste/box";
import { Button } from "@twilio-paste/button";
import { useState, type ReactElement } from "react";

import type { Schema } from "../../api/client";
import { answer } from "../../api/problem";
import { useWrite } from "../../api/writes";
import { useHost } from "../../host";
import { Page } from "../../parts/Page";
import { useStrings } from "../../strings/languages";
import { AreaField, TextField } from "../form/Fields";
import { Buttons, FormGrid, Rows } from "../form/FormGrid";
import { Refusal } from "../form/Refusal";
import { Intro, Section } from "../form/Section";
import { Payload } from "../listing/Payload";
import { Answer } from "./Answer";
import { normalise, welcomeFields, yamlOf, type Mapping, type Normalised, type WelcomeField } from "./mapping";
import { sample, sampleMapping } from "./sample";

/** WelcomeCalls makes the mapping of a sender whose events have names of their own, and tries it on one of them. */
export default function WelcomeCalls(): ReactElement {
  const say = useStrings();
  const { now } = useHost();
  const [source, setSource] = useState("street-app");
  const [mapping, setMapping] = useState<Mapping>(sampleMapping);
  const [body, setBody] = useState(() => sample(now()));
  const read = readBody(body);
  const found = read === undefined ? undefined : normalise(read, mapping);
  return (
    <Page title={say("admin.page_welcome")}>
      <Rows>
        <Intro>{say("welcome.intro")}</Intro>
        <Section title={say("welcome.mapping")} intro={say("welcome.mapping_intro")}>
          <MappingFields mapping={mapping} change={setMapping} found={found} />
        </Section>
        <Section title={say("welcome.try")} intro={say("welcome.try_intro")}>
          <Box display="grid" columnGap="space60" rowGap="space50" gridTemplateColumns={["minmax(0, 1fr)", "minmax(0, 1fr)", "minmax(0, 1fr) minmax(0, 1fr)"]}>
            <AreaField label={say("welcome.body")} rows={12} value={body} change={setBody} fault={read === undefined ? say("welcome.no_json") : undefined} />
            <Box minWidth="size0">
              <Intro>{say("welcome.normalised")}</Intro>
              <Payload label={say("welcome.normalised")} text={found ? JSON.stringify(found.event, null, 2) : ""} />
            </Box>
          </Box>
          <Trying found={found} />
        </Section>
        <Section title={say("welcome.keep")} intro={say("welcome.keep_intro")}>
          <Box maxWidth="size40"><TextField label={say("welcome.source")} help={say("welcome.source_help")} value={source} change={setSource} /></Box>
          <Payload label={say("welcome.keep")} text={yamlOf(source, mapping)} />
        </Section>
      </Rows>
    </Page>
  );
}

function readBody(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

interface MappingProps {
  mapping: Mapping;
  change: (mapping: Mapping) => void;
  found: Normalised | undefined;
}

function MappingFields({ mapping, change, found }: MappingProps): ReactElement {
  const say = useStrings();
  const fault = (field: WelcomeField) => (found?.unfit.includes(field) ? say("welcome.unfit") : undefined);
  const help = (field: WelcomeField) => (found?.missing.includes(field) ? say("welcome.leads_nowhere") : undefined);
  return (
    <FormGrid least="15rem">
      {welcomeFields.map((field) => (
        <TextField key={field} label={field} value={mapping[field] ?? ""} fault={fault(field)} help={help(field)} change={(text) => { change({ ...mapping, [field]: text }); }} />
      ))}
    </FormGrid>
  );
}

/** Trying asks the backend what the promise would come to, storing nothing. */
function Trying({ found }: { found: Normalised | undefined }): ReactElement {
  const say = useStrings();
  const { api } = useHost();
  const trying = useWrite((wish: Schema<"PreviewCallback">, header) => answer(api.POST("/api/v1/callbacks/preview", { params: { header }, body: wish })));
  function go() {
    const { record, callback_request: request } = (found?.event["data"] ?? {}) as { record?: object; callback_request?: object };
    const wish: object = { record: record ?? {}, ...request };
    trying.mutate(wish as Schema<"PreviewCallback">);
  }
  return (
    <Rows>
      <Buttons>
        <Button variant="primary" disabled={!found} loading={trying.isLoading} onClick={go}>{say("welcome.go")}</Button>
      </Buttons>
      <Refusal problem={trying.error} />
      {trying.data ? <Answer preview={trying.data} /> : null}
    </Rows>
  );
}
