import { Button } from "@twilio-paste/button";
import { useState, type ReactElement } from "react";

import { useStrings } from "../../strings/languages";

/** CopyButton puts a text on the clipboard. Without https browsers have none: the text can be marked and copied by hand. */
export function CopyButton({ label, text }: { label: string; text: string }): ReactElement {
  const say = useStrings();
  const [copied, setCopied] = useState<string>();
  function copy() {
    void navigator.clipboard?.writeText(text).then(() => { setCopied(text); });
  }
  const done = copied === text;
  return (
    <Button variant="secondary" size="small" aria-label={done ? say("setup.copied_what", { what: label }) : say("setup.copy_what", { what: label })} onClick={copy}>
      {say(done ? "admin.copied" : "admin.copy")}
    </Button>
  );
}
