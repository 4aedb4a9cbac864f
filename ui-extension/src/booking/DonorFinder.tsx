import { useQuery } from "@tanstack/react-query";
import { Box } from "@twilio-paste/box";
import { Button } from "@twilio-paste/button";
import { Input } from "@twilio-paste/input";
import { Text } from "@twilio-paste/text";
import { useState, type FormEvent, type ReactElement } from "react";

import { keys } from "../api/cache";
import type { Schema } from "../api/client";
import { answer, type Problem } from "../api/problem";
import { mayManage, useHost } from "../host";
import { ColumnForm } from "../parts/ColumnForm";
import { Field } from "../parts/Field";
import { Loaded } from "../parts/Loaded";
import { useStrings } from "../strings/languages";

/** Whom a booking is for: a known record, or what is known of a donor. */
export type Found = { recordId: string; record: Schema<"Record"> } | { record: Schema<"RecordRef"> };

type Wanted = Pick<Schema<"RecordRef">, "phone" | "external_id" | "name">;

/** DonorFinder finds the donor by number or id. Agents do not see the records: theirs is matched by the backend as it books. */
export function DonorFinder({ found }: { found: (donor: Found) => void }): ReactElement {
  const say = useStrings();
  const manages = mayManage(useHost().me);
  const [wanted, setWanted] = useState<Wanted>({});
  const [sought, setSought] = useState<Wanted>();
  const [tried, setTried] = useState(false);
  const donor = tidy(wanted);
  const nobody = !donor.phone && !donor.external_id;

  function go(event: FormEvent) {
    event.preventDefault();
    setTried(true);
    if (nobody) return;
    if (manages) setSought(donor);
    else found({ record: donor });
  }
  return (
    <Box display="flex" flexDirection="column" rowGap="space60" style={{ maxWidth: "40rem" }}>
      <ColumnForm noValidate onSubmit={go}>
        <Text as="p" color="colorTextWeak">{say("booking.page_intro")}</Text>
        <Box display="flex" flexWrap="wrap" columnGap="space50" rowGap="space50">
          <Field label={say("booking.page_phone")} help={say("booking.page_phone_hint")} error={tried && nobody ? say("booking.need_donor") : undefined} width="14rem">
            {(ids) => <Input {...ids} type="tel" value={wanted.phone ?? ""} onChange={(event) => { setWanted({ ...wanted, phone: event.currentTarget.value }); }} />}
          </Field>
          <Field label={say("booking.page_external_id")} width="10rem">
            {(ids) => <Input {...ids} type="text" value={wanted.external_id ?? ""} onChange={(event) => { setWanted({ ...wanted, external_id: event.currentTarget.value }); }} />}
          </Field>
        </Box>
        <Field label={say("booking.page_name")}>
          {(ids) => <Input {...ids} type="text" value={wanted.name ?? ""} onChange={(event) => { setWanted({ ...wanted, name: event.currentTarget.value }); }} />}
        </Field>
        <div><Button type="submit" variant="primary">{say("booking.page_go")}</Button></div>
      </ColumnForm>
      {sought ? <Matches wanted={sought} found={found} /> : null}
    </Box>
  );
}

function Matches({ wanted, found }: { wanted: Wanted; found: (donor: Found) => void }): ReactElement {
  const say = useStrings();
  return (
    <Loaded of={useMatches(wanted)}>
      {({ items }) => (
        <Box role="status" display="flex" flexDirection="column" rowGap="space40">
          <Text as="p">{items.length > 0 ? say("booking.page_several", { n: items.length }) : say("booking.page_none")}</Text>
          {items.map((record) => (
            <Box key={record.id} display="flex" flexWrap="wrap" alignItems="center" columnGap="space40" rowGap="space20">
              <Button variant="secondary" onClick={() => { found({ recordId: record.id, record }); }}><bdi>{record.name ?? record.external_id ?? record.phone}</bdi></Button>
              <Text as="span" color="colorTextWeak"><bdi>{[record.external_id, record.phone, record.campaign].filter(Boolean).join(" · ")}</bdi></Text>
            </Box>
          ))}
          {items.length === 0 ? <div><Button variant="secondary" onClick={() => { found({ record: wanted }); }}>{say("booking.page_new")}</Button></div> : null}
        </Box>
      )}
    </Loaded>
  );
}

function useMatches({ phone, external_id }: Wanted) {
  const { api } = useHost();
  const query = external_id ? { external_id } : { phone: phone ?? "" };
  return useQuery<Schema<"RecordPage">, Problem>({ queryKey: [...keys.records, query], queryFn: ({ signal }) => answer(api.GET("/api/v1/records", { params: { query: { ...query, limit: 10 } }, signal })) });
}

/** tidy drops what is empty, and the spaces that people write numbers with. */
function tidy({ phone = "", external_id = "", name = "" }: Wanted): Wanted {
  const number = phone.replaceAll(/[\s().-]/g, "");
  return { ...(number ? { phone: number } : {}), ...(external_id.trim() ? { external_id: external_id.trim() } : {}), ...(name.trim() ? { name: name.trim() } : {}) };
}
