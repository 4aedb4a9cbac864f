import { Box } from "@twilio-paste/box";
import { Button } from "@twilio-paste/button";
import { useState, type ReactElement } from "react";

import type { Schema } from "../../api/client";
import { answer } from "../../api/problem";
import { useWrite } from "../../api/writes";
import { useHost } from "../../host";
import { Loaded } from "../../parts/Loaded";
import { LoadingRows } from "../../parts/LoadingRows";
import { Page } from "../../parts/Page";
import { useStrings } from "../../strings/languages";
import { faultsOf } from "../form/faults";
import { AreaField, ChoiceField, TextField } from "../form/Fields";
import { Buttons, FormGrid, Rows } from "../form/FormGrid";
import { Refusal } from "../form/Refusal";
import { Intro, Section } from "../form/Section";
import { Payload } from "../listing/Payload";
import { ReviewDialog } from "../rules/ReviewDialog";
import { Versions } from "../rules/Versions";
import { Answer } from "./Answer";
import { normalise, shownOf, welcomeFields, withSource, type Mapping, type Normalised, type Source, type WelcomeField } from "./mapping";
import { useSavingSources, useWelcomeSources } from "./queries";
import { sample, sampleMapping } from "./sample";

/** WelcomeCalls makes the mappings of senders whose events have names of their own, tries each on a body, and saves them. */
export default function WelcomeCalls(): ReactElement {
  const say = useStrings();
  const sources = useWelcomeSources();
  return (
    <Page title={say("admin.page_welcome")}>
      <Rows>
        <Intro>{say("welcome.intro")}</Intro>
        <Loaded of={sources} loading={<LoadingRows rows={6} height={76} />}>
          {(page) => (
            <Box display="flex" flexDirection="column" rowGap="space90">
              <Senders key={page.version} page={page} />
              <Versions kind="welcome-sources" version={page.version} />
            </Box>
          )}
        </Loaded>
      </Rows>
    </Page>
  );
}

/** No sender can be called so: the one that is being made. */
const fresh = "";

function Senders({ page }: { page: Schema<"WelcomeSourcePage"> }): ReactElement {
  const say = useStrings();
  const [chosen, choose] = useState(page.items[0]?.name ?? fresh);
  const names = page.items.map(({ name }) => ({ value: name, label: name }));
  return (
    <Rows>
      {names.length === 0 ? null : <Box maxWidth="size40"><ChoiceField label={say("welcome.sender")} value={chosen} of={[...names, { value: fresh, label: say("welcome.new_sender") }]} change={choose} /></Box>}
      <Sender key={chosen} page={page} sender={page.items.find(({ name }) => name === chosen)} />
    </Rows>
  );
}

function Sender({ page, sender }: { page: Schema<"WelcomeSourcePage">; sender: Source | undefined }): ReactElement {
  const say = useStrings();
  const { now } = useHost();
  const [name, setName] = useState(sender?.name ?? (page.items.length === 0 ? "street-app" : ""));
  const [mapping, setMapping] = useState<Mapping>(() => (sender ? shownOf(sender) : sampleMapping));
  const [body, setBody] = useState(() => sample(now()));
  const saving = useSavingSources(page.version);
  const read = readBody(body);
  const found = read === undefined ? undefined : normalise(read, mapping);
  const taken = !sender && page.items.some((each) => each.name === name.trim());
  const place = page.items.filter((each) => each.name !== name.trim()).length; // the changed one is sent last
  return (
    <Rows>
      <Refusal problem={saving.problem} told={(field) => field === `items[${place}].name` || welcomeFields.some((each) => field === `items[${place}].fields.${each}`)} />
      <Section title={say("welcome.mapping")} intro={say("welcome.mapping_intro")}>
        {sender ? null : <Box maxWidth="size40"><TextField required label={say("welcome.source")} help={say("welcome.source_help")} value={name} fault={taken ? say("welcome.taken") : faultsOf(saving.problem).at(`items[${place}].name`)} change={setName} /></Box>}
        <MappingFields mapping={mapping} change={setMapping} found={found} refused={(field) => faultsOf(saving.problem).at(`items[${place}].fields.${field}`)} />
        <Buttons>
          <Button variant="primary" disabled={name.trim() === "" || taken} loading={saving.busy && !saving.waiting} onClick={() => { saving.review(withSource(page.items, name.trim(), mapping)); }}>{say("admin.save")}</Button>
          {sender ? <Button variant="destructive_secondary" onClick={() => { saving.review(page.items.filter((each) => each !== sender)); }}>{say("welcome.remove", { name: sender.name })}</Button> : null}
        </Buttons>
      </Section>
      <Section title={say("welcome.try")} intro={say("welcome.try_intro")}>
        <Box display="grid" columnGap="space60" rowGap="space50" gridTemplateColumns={["minmax(0, 1fr)", "minmax(0, 1fr)", "minmax(0, 1fr) minmax(0, 1fr)"]}>
          <AreaField dir="ltr" label={say("welcome.body")} rows={12} value={body} change={setBody} fault={read === undefined ? say("welcome.no_json") : undefined} />
          <Box minWidth="size0">
            <Intro>{say("welcome.normalised")}</Intro>
            <Payload label={say("welcome.normalised")} text={found ? JSON.stringify(found.event, null, 2) : ""} />
          </Box>
        </Box>
        <Trying found={found} />
      </Section>
      <ReviewDialog saving={saving} title={say("welcome.review_title")} confirmLabel={say("welcome.review_save")} />
    </Rows>
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
  /** What the backend said of a field. */
  refused: (field: WelcomeField) => string | undefined;
}

function MappingFields({ mapping, change, found, refused }: MappingProps): ReactElement {
  const say = useStrings();
  const fault = (field: WelcomeField) => (found?.unfit.includes(field) ? say("welcome.unfit") : refused(field));
  const help = (field: WelcomeField) => (found?.missing.includes(field) ? say("welcome.leads_nowhere") : undefined);
  return (
    <FormGrid least="15rem">
      {welcomeFields.map((field) => (
        <TextField dir="ltr" key={field} label={field} value={mapping[field] ?? ""} fault={fault(field)} help={help(field)} change={(text) => { change({ ...mapping, [field]: text }); }} />
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
