import { Box } from "@twilio-paste/box";
import { Button } from "@twilio-paste/button";
import { Heading } from "@twilio-paste/heading";
import { Input } from "@twilio-paste/input";
import { Text } from "@twilio-paste/text";
import { useState, type ReactElement } from "react";

import { answer } from "../api/problem";
import { useWrite } from "../api/writes";
import { useHost } from "../host";
import { ConfirmDialog } from "../parts/ConfirmDialog";
import { problemTexts } from "../parts/ErrorState";
import { Field } from "../parts/Field";
import { Remark } from "../parts/Remark";
import { useId } from "../parts/useId";
import { useStrings } from "../strings/languages";

/** CalendarLink gives the address by which a calendar program reads the agent's promises, and takes it back. */
export function CalendarLink(): ReactElement {
  const say = useStrings();
  const heading = useId();
  const { api, surroundings, notify } = useHost();
  const [address, setAddress] = useState<string>();
  const [asking, setAsking] = useState(false);
  const make = useWrite((_: undefined, header) => answer(api.POST("/api/v1/callbacks/mine.ics/link", { params: { header } })));
  const revoke = useWrite((_: undefined, header) => answer(api.DELETE("/api/v1/callbacks/mine.ics/link", { params: { header } })));
  const problem = make.error ?? (revoke.error?.code === "not_found" ? null : revoke.error);

  function revoked() {
    setAsking(false);
    setAddress(undefined);
  }
  return (
    <Box as="section" aria-labelledby={heading} display="flex" flexDirection="column" rowGap="space40" style={{ maxWidth: "40rem" }}>
      <Heading as="h2" variant="heading40" marginBottom="space0" id={heading}>{say("mine.calendar")}</Heading>
      <Text as="p" color="colorTextWeak">{say("mine.calendar_detail")}</Text>
      {address ? <Address address={address} /> : null}
      <Box display="flex" flexWrap="wrap" columnGap="space30" rowGap="space30">
        <Button
          variant="secondary" size="small" loading={make.isLoading}
          onClick={() => { make.mutate(undefined, { onSuccess: ({ path }) => { if (path) setAddress(new URL(path, surroundings.baseUrl || location.href).href); } }); }}
        >
          {say(address ? "mine.calendar_renew" : "mine.calendar_make")}
        </Button>
        <Button variant="destructive_secondary" size="small" onClick={() => { setAsking(true); }}>{say("mine.calendar_revoke")}</Button>
      </Box>
      {problem ? <div role="alert"><Remark icon="error">{problemTexts(problem, say).detail}</Remark></div> : null}
      <ConfirmDialog
        open={asking} destructive busy={revoke.isLoading} title={say("mine.calendar_revoke_title")} confirmLabel={say("mine.calendar_revoke_confirm")} close={() => { setAsking(false); }}
        confirm={() => {
          revoke.mutate(undefined, {
            onSuccess() { notify("success", say("mine.calendar_revoked")); },
            onError({ code }) { if (code === "not_found") notify("neutral", say("mine.calendar_none")); },
            onSettled: revoked,
          });
        }}
      >
        {say("mine.calendar_revoke_detail")}
      </ConfirmDialog>
    </Box>
  );
}

function Address({ address }: { address: string }): ReactElement {
  const say = useStrings();
  const [copied, setCopied] = useState(false);
  return (
    <Box display="flex" flexWrap="wrap" alignItems="flex-start" columnGap="space30" rowGap="space30">
      <Field label={say("mine.calendar_address")} help={say("mine.calendar_once")} width="18rem">
        {(ids) => <Input {...ids} type="text" readOnly dir="ltr" value={address} onFocus={(event) => { event.currentTarget.select(); }} />}
      </Field>
      <Box paddingTop={["space0", "space70"]}>
        <Button variant="secondary" onClick={() => void navigator.clipboard.writeText(address).then(() => { setCopied(true); })}>{say(copied ? "mine.calendar_copied" : "mine.calendar_copy")}</Button>
      </Box>
    </Box>
  );
}
