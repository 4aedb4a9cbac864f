import { Box } from "@twilio-paste/box";
import { Button } from "@twilio-paste/button";
import { ArrowDownIcon } from "@twilio-paste/icons/esm/ArrowDownIcon";
import { ArrowUpIcon } from "@twilio-paste/icons/esm/ArrowUpIcon";
import { Text } from "@twilio-paste/text";
import { useState, type ReactElement } from "react";

import type { Schema } from "../../api/client";
import { useTeams } from "../../api/queries";
import { languages, useLanguage, useStrings } from "../../strings/languages";
import type { Faults } from "../form/faults";
import { ChoiceField, TextField } from "../form/Fields";
import { FormGrid } from "../form/FormGrid";
import { readWords, writeWords } from "./words";

export type Reason = Schema<"Reason">;

/** The languages of the screens beside the one in which a reason's own label is written. */
const others = Object.keys(languages).filter((name) => name !== "en");

interface Props {
  reason: Reason;
  change: (part: Partial<Reason>) => void;
  remove: () => void;
  /** Undefined at the ends of the list. */
  up: (() => void) | undefined;
  down: (() => void) | undefined;
  faults: Faults;
  /** Where the reason stands in the body: items[0]. */
  place: string;
}

/** ReasonCard is one reason: what agents see of it, the words that mean it, and who is offered it. */
export function ReasonCard({ reason, change, remove, up, down, faults, place }: Props): ReactElement {
  const say = useStrings();
  const { locale } = useLanguage();
  const name = { code: reason.code };
  return (
    <Box role="group" aria-label={reason.label} display="flex" flexDirection="column" rowGap="space40" padding="space50" borderWidth="borderWidth10" borderStyle="solid" borderColor="colorBorderWeaker" borderRadius="borderRadius30">
      <Box display="flex" flexWrap="wrap" alignItems="center" justifyContent="space-between" columnGap="space40" rowGap="space30">
        <Text as="span" fontFamily="fontFamilyCode" fontSize="fontSize20"><bdi>{reason.code}</bdi></Text>
        <Box display="flex" columnGap="space30">
          <Button variant="secondary_icon" size="icon_small" disabled={!up} onClick={() => up?.()}><ArrowUpIcon decorative={false} title={say("reasons.up", name)} /></Button>
          <Button variant="secondary_icon" size="icon_small" disabled={!down} onClick={() => down?.()}><ArrowDownIcon decorative={false} title={say("reasons.down", name)} /></Button>
          <Button variant="secondary" size="small" aria-label={say("reasons.remove", name)} onClick={remove}>{say("admin.remove")}</Button>
        </Box>
      </Box>
      <FormGrid least="13rem">
        <TextField label={say("reasons.label")} value={reason.label} fault={faults.below(`${place}.label`) ?? faults.at(`${place}.code`)} change={(label) => { change({ label }); }} />
        {others.map((language) => (
          <TextField
            key={language}
            label={say("reasons.label_in", { language: new Intl.DisplayNames(locale, { type: "language" }).of(language) ?? language })}
            value={reason.labels[language] ?? ""}
            fault={faults.below(`${place}.labels.${language}`)}
            change={(label) => { change({ labels: withLabel(reason.labels, language, label) }); }}
          />
        ))}
        <Words reason={reason} change={change} fault={faults.below(`${place}.match`)} />
        <TeamField reason={reason} change={change} fault={faults.at(`${place}.team`)} />
      </FormGrid>
    </Box>
  );
}

function withLabel({ ...labels }: Reason["labels"], language: string, label: string): Reason["labels"] {
  const rest = Object.fromEntries(Object.entries(labels).filter(([name]) => name !== language));
  return label === "" ? rest : { ...rest, [language]: label };
}

interface PartProps extends Pick<Props, "reason" | "change"> {
  fault: string | undefined;
}

function Words({ reason, change, fault }: PartProps): ReactElement {
  const say = useStrings();
  const [text, setText] = useState(() => writeWords(reason.match));
  return <TextField label={say("reasons.match")} value={text} fault={fault} change={(next) => { setText(next); change({ match: readWords(next) }); }} />;
}

function TeamField({ reason, change, fault }: PartProps): ReactElement {
  const say = useStrings();
  const known = useTeams().data?.items.map(({ name }) => name) ?? [];
  const names = reason.team === null || known.includes(reason.team) ? known : [reason.team, ...known];
  return <ChoiceField label={say("reasons.team")} value={reason.team ?? ""} of={[{ value: "", label: say("reasons.everyone") }, ...names.map((name) => ({ value: name, label: name }))]} fault={fault} change={(team) => { change({ team: team || null }); }} />;
}
