import { Box } from "@twilio-paste/box";
import { Button } from "@twilio-paste/button";
import { Heading } from "@twilio-paste/heading";
import { Option, Select } from "@twilio-paste/select";
import { Text } from "@twilio-paste/text";
import { TextArea } from "@twilio-paste/textarea";
import type { ReactElement } from "react";

import { Field } from "../parts/Field";
import { useId } from "../parts/useId";
import { useStrings } from "../strings/languages";
import type { Wish } from "./draft";

// Codes, in every language: what the law allows a donor to ask for, nobody may ask for in their place.
const people = ["donor", "household"] as const;
const ways = ["call", "form", "letter"] as const;

interface Props {
  wish: Wish;
  change: (to: Wish | undefined) => void;
}

/** OverrideFields record the donor's wish to be rung outside calling hours. */
export function OverrideFields({ wish, change }: Props): ReactElement {
  const say = useStrings();
  const heading = useId();
  const missing = wish.wording.trim() === "" ? say("booking.override_needed") : undefined;
  return (
    <Box as="section" aria-labelledby={heading} display="flex" flexDirection="column" rowGap="space40" padding="space50" borderRadius="borderRadius30" borderWidth="borderWidth10" borderStyle="solid" borderColor="colorBorderWeak">
      <div>
        <Heading as="h2" variant="heading50" marginBottom="space0" id={heading}>{say("booking.override_title")}</Heading>
        <Text as="p" color="colorTextWeak" fontSize="fontSize20" lineHeight="lineHeight20">{say("booking.override_detail")}</Text>
      </div>
      <Field label={say("booking.override_wording")} help={missing} required>
        {({ hasError, ...ids }) => <TextArea {...ids} hasError={hasError} maxLength={1000} value={wish.wording} onChange={(event) => { change({ ...wish, wording: event.currentTarget.value }); }} />}
      </Field>
      <Box display="flex" flexWrap="wrap" columnGap="space40" rowGap="space40">
        <Field label={say("booking.override_who")} width="9rem" required>
          {(ids) => (
            <Select {...ids} value={wish.requestedBy} onChange={(event) => { change({ ...wish, requestedBy: event.currentTarget.value }); }}>
              {people.map((who) => <Option key={who} value={who}>{say(`booking.override_who_${who}`)}</Option>)}
            </Select>
          )}
        </Field>
        <Field label={say("booking.override_how")} width="9rem" required>
          {(ids) => (
            <Select {...ids} value={wish.capturedVia} onChange={(event) => { change({ ...wish, capturedVia: event.currentTarget.value }); }}>
              {ways.map((way) => <Option key={way} value={way}>{say(`booking.override_how_${way}`)}</Option>)}
            </Select>
          )}
        </Field>
      </Box>
      <div>
        <Button variant="link" onClick={() => { change(undefined); }}>{say("booking.override_drop")}</Button>
      </div>
    </Box>
  );
}
