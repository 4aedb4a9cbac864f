import { Box } from "@twilio-paste/box";
import { Button } from "@twilio-paste/button";
import { CalloutHeading, CalloutText } from "@twilio-paste/callout";
import { useState, type ReactElement } from "react";

import { Callout } from "../../parts/Callout";
import { useStrings } from "../../strings/languages";

interface Props {
  title: string;
  detail: string;
  text: string;
  done: () => void;
}

/** OnceShown shows a secret that is kept nowhere, until the reader says that it is copied. */
export function OnceShown({ title, detail, text, done }: Props): ReactElement {
  const say = useStrings();
  const [copied, setCopied] = useState(false);
  function copy() {
    // Without https browsers have no clipboard: the text can be marked and copied by hand.
    void navigator.clipboard?.writeText(text).then(() => { setCopied(true); });
  }
  return (
    <div role="status">
      <Callout variant="success">
        <CalloutHeading as="h3">{title}</CalloutHeading>
        <CalloutText>{detail}</CalloutText>
        <Box display="flex" flexWrap="wrap" alignItems="center" columnGap="space40" rowGap="space30" marginTop="space40">
          <Box as="code" fontFamily="fontFamilyCode" padding="space30" backgroundColor="colorBackgroundBody" color="colorText" borderRadius="borderRadius20" style={{ overflowWrap: "anywhere", userSelect: "all" }} dir="ltr">
            {text}
          </Box>
          <Button variant="secondary" size="small" onClick={copy}>{say(copied ? "admin.copied" : "admin.copy")}</Button>
          <Button variant="secondary" size="small" onClick={done}>{say("access.hide")}</Button>
        </Box>
      </Callout>
    </div>
  );
}
