import { Anchor } from "@twilio-paste/anchor";
import { Badge } from "@twilio-paste/badge";
import { Box } from "@twilio-paste/box";
import { Spinner } from "@twilio-paste/spinner";
import { Text } from "@twilio-paste/text";
import type { ReactElement } from "react";

import type { Schema } from "../../api/client";
import { useHost } from "../../host";
import { Loaded } from "../../parts/Loaded";
import { LoadingRows } from "../../parts/LoadingRows";
import { useStrings } from "../../strings/languages";
import { Listing, type Column } from "../listing/Listing";
import { When } from "../listing/When";
import { isUnderWay, useImportFaults } from "./queries";

type Import = Schema<"Import">;

const variants = { reading: "info", applying: "info", done: "success", rejected: "error", failed: "error" } as const;
const shown = 20;

/** ImportCard is one file: its progress, its figures, and what is wrong with which rows. */
export function ImportCard({ file, open }: { file: Import; open: boolean }): ReactElement {
  const say = useStrings();
  const { surroundings } = useHost();
  return (
    <Box display="flex" flexDirection="column" rowGap="space40" padding="space50" borderWidth="borderWidth10" borderStyle="solid" borderColor="colorBorderWeaker" borderRadius="borderRadius30">
      <Box display="flex" flexWrap="wrap" alignItems="center" columnGap="space40" rowGap="space20" role="status">
        {isUnderWay(file) ? <Spinner decorative={false} title={say(`records.import_${file.state}`)} size="sizeIcon20" /> : null}
        <Badge as="span" variant={variants[file.state]}>{say(file.dry_run && file.state === "done" ? "records.import_checked" : `records.import_${file.state}`)}</Badge>
        <Text as="span" fontVariantNumeric="tabular-nums">{say("records.import_rows", { n: file.rows })}</Text>
        <Text as="span" color="colorTextWeak" fontVariantNumeric="tabular-nums">{say("records.import_figures", { made: file.made, updated: file.updated, bad: file.bad })}</Text>
        <Text as="span" color="colorTextWeak"><When at={file.created_at} /></Text>
      </Box>
      {file.reason ? <Text as="p">{file.reason}</Text> : null}
      {open && file.bad > 0 && !isUnderWay(file) ? <BadRows id={file.id} /> : null}
      {file.bad > 0 ? (
        <Box>
          <Anchor href={`${surroundings.baseUrl}${file.report}`}>{say("records.report", { n: file.bad })}</Anchor>
        </Box>
      ) : null}
    </Box>
  );
}

function BadRows({ id }: { id: string }): ReactElement {
  const say = useStrings();
  const columns = useColumns();
  return (
    <Loaded of={useImportFaults(id)} loading={<LoadingRows rows={3} />}>
      {({ errors }) => <Listing caption={say("records.bad_rows")} columns={columns} rows={errors.slice(0, shown)} keyOf={({ line, field }, index) => `${line} ${field} ${index}`} least="30rem" />}
    </Loaded>
  );
}

function useColumns(): Column<Import["errors"][number]>[] {
  const say = useStrings();
  return [
    { key: "line", head: say("records.line"), end: true, width: "5rem", show: ({ line }) => line },
    { key: "field", head: say("records.column"), width: "9rem", show: ({ field }) => <bdi>{field}</bdi> },
    { key: "detail", head: say("records.wrong"), show: ({ detail }) => detail },
  ];
}
