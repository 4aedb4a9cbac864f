import { Box } from "@twilio-paste/box";
import { Button } from "@twilio-paste/button";
import { Text } from "@twilio-paste/text";
import { useState, type ReactElement } from "react";

import { Page } from "../parts/Page";
import { useStrings } from "../strings/languages";
import { BookCallback } from "./BookCallback";
import { DonorFinder, type Found } from "./DonorFinder";

/** BookPage books a callback for any donor: it finds the record or has it made. */
export default function BookPage(): ReactElement {
  const say = useStrings();
  const [donor, setDonor] = useState<Found>();
  return (
    <Page title={say("booking.title")} actions={donor ? <Button variant="secondary" onClick={() => { setDonor(undefined); }}>{say("booking.page_other")}</Button> : undefined}>
      {donor ? <Chosen donor={donor} /> : <DonorFinder found={setDonor} />}
    </Page>
  );
}

function Chosen({ donor }: { donor: Found }): ReactElement {
  const { external_id, phone, name } = donor.record;
  return (
    <Box display="flex" flexDirection="column" rowGap="space60">
      <Text as="p" fontSize="fontSize40" lineHeight="lineHeight40">
        <strong><bdi>{name ?? phone ?? external_id}</bdi></strong>{" "}
        <Text as="span" color="colorTextWeak"><bdi>{[name ? external_id : null, name ? phone : null].filter(Boolean).join(" · ")}</bdi></Text>
      </Text>
      {"recordId" in donor ? <BookCallback recordId={donor.recordId} /> : <BookCallback record={donor.record} />}
    </Box>
  );
}
