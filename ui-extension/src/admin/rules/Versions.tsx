import { Badge } from "@twilio-paste/badge";
import { Button } from "@twilio-paste/button";
import { Text } from "@twilio-paste/text";
import type { ReactElement } from "react";

import { keys } from "../../api/cache";
import type { Schema } from "../../api/client";
import { useHost } from "../../host";
import { Loaded } from "../../parts/Loaded";
import { useStrings } from "../../strings/languages";
import { Rows } from "../form/FormGrid";
import { Refusal } from "../form/Refusal";
import { Section } from "../form/Section";
import { Listing, type Column } from "../listing/Listing";
import { More } from "../listing/More";
import { When } from "../listing/When";
import { ReviewDialog } from "./ReviewDialog";
import { useSaving } from "./saving";
import { rollBack, useVersions, type RulesKind } from "./versions";

type Line = Pick<Schema<"PolicyVersion">, "version" | "note" | "created_by" | "origin"> & { created_at: string | null };

interface Props {
  kind: RulesKind;
  /** In force now. */
  version: number;
}

/** Versions lists what was saved, by whom and why, and goes back to an earlier one after a trial. */
export function Versions({ kind, version }: Props): ReactElement {
  const say = useStrings();
  const { api, notify } = useHost();
  const pages = useVersions(kind);
  const saving = useSaving<number>({
    attempt: (to, how) => rollBack(api, kind, to, how),
    version,
    touches: [[kind], keys.callbacks, keys.slots],
    saved: (to) => { notify("success", say("admin.went_back", { version: to })); },
  });
  const columns = useColumns(version, saving.review);
  return (
    <Section title={say("admin.versions")} intro={say("admin.versions_intro")}>
      <Loaded of={{ ...pages, data: pages.data }}>
        {(data) => (
          <Rows>
            <Refusal problem={saving.problem} />
            <Listing caption={say("admin.versions")} columns={columns} rows={[...data.pages.flatMap((page) => page.items), ...(pages.hasNextPage ? [] : [shipped])]} keyOf={(line) => String(line.version)} />
            <More of={pages} />
          </Rows>
        )}
      </Loaded>
      <ReviewDialog saving={saving} title={say("admin.go_back_title", { version: saving.waiting?.change ?? 0 })} confirmLabel={say("admin.go_back")} />
    </Section>
  );
}

/** Version 0 is in no list: it is what Ringback comes with. */
const shipped: Line = { version: 0, note: null, created_by: "", origin: "file", created_at: null };

function useColumns(inForce: number, goBack: (version: number) => void): Column<Line>[] {
  const say = useStrings();
  return [
    { key: "version", head: say("admin.version"), show: ({ version }) => <Text as="span" fontVariantNumeric="tabular-nums">{version}</Text>, width: "5rem" },
    { key: "when", head: say("admin.saved_at"), show: ({ created_at: at }) => (at ? <When at={at} /> : say("admin.shipped")) },
    { key: "who", head: say("admin.saved_by"), show: ({ created_by: by, origin }) => <bdi>{origin === "file" && by ? say("admin.from_file") : by}</bdi> },
    { key: "why", head: say("admin.why"), show: ({ note }) => <bdi>{note}</bdi> },
    {
      key: "back",
      head: say("admin.actions"),
      hidden: true,
      end: true,
      show: ({ version }) =>
        version === inForce ? (
          <Badge as="span" variant="success">{say("admin.in_force")}</Badge>
        ) : (
          <Button variant="secondary" size="small" aria-label={say("admin.go_back_to", { version })} onClick={() => { goBack(version); }}>
            {say("admin.go_back")}
          </Button>
        ),
    },
  ];
}
