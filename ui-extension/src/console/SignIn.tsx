import { Alert } from "@twilio-paste/alert";
import { Box } from "@twilio-paste/box";
import { Button } from "@twilio-paste/button";
import { Heading } from "@twilio-paste/heading";
import { HelpText } from "@twilio-paste/help-text";
import { Input } from "@twilio-paste/input";
import { Label } from "@twilio-paste/label";
import { Paragraph } from "@twilio-paste/paragraph";
import { useEffect, useState, type FormEvent, type ReactElement } from "react";

import { asProblem, type Problem } from "../api/problem";
import { problemTexts } from "../parts/ErrorState";
import { useStrings } from "../strings/languages";

interface Props {
  /** Of a sign-in link; it is used at once. */
  code?: string | undefined;
  signIn: (by: { key: string } | { code: string }) => Promise<void>;
}

/** SignIn takes a key, or the code of a sign-in link. */
export function SignIn({ code, signIn }: Props): ReactElement {
  const say = useStrings();
  const { problem, busy, go } = useSigningIn(signIn, code);
  const [key, setKey] = useState("");

  function submit(event: FormEvent) {
    event.preventDefault();
    if (key.trim()) go({ key: key.trim() });
  }
  return (
    <Box as="main" display="flex" justifyContent="center" paddingX="space50" paddingTop={["space80", "space200"]}>
      <Box as="form" onSubmit={submit} width="100%" maxWidth="size40" display="flex" flexDirection="column" rowGap="space60">
        <Box>
          <Heading as="h1" variant="heading10">
            {say("shell.sign_in_title")}
          </Heading>
          <Paragraph marginBottom="space0">{say("shell.sign_in_intro")}</Paragraph>
        </Box>
        {problem ? <Refused problem={problem} /> : null}
        <Box>
          <Label htmlFor="key" required>
            {say("shell.sign_in_key")}
          </Label>
          <Input id="key" type="password" autoComplete="off" value={key} onChange={(event) => { setKey(event.target.value); }} aria-describedby="key-help" required />
          <HelpText id="key-help">{say("shell.sign_in_key_help")}</HelpText>
        </Box>
        <Box>
          <Button type="submit" variant="primary" loading={busy}>
            {say(busy ? "shell.signing_in" : "shell.sign_in")}
          </Button>
        </Box>
      </Box>
    </Box>
  );
}

function Refused({ problem }: { problem: Problem }): ReactElement {
  const say = useStrings();
  return <Alert variant="error" i18nErrorLabel={say("states.kind_error")}>{problem.code === "unauthenticated" ? say("shell.sign_in_failed") : problemTexts(problem, say).detail}</Alert>;
}

function useSigningIn(signIn: Props["signIn"], code: string | undefined) {
  const [problem, setProblem] = useState<Problem>();
  const [busy, setBusy] = useState(code !== undefined);
  function go(by: { key: string } | { code: string }) {
    setBusy(true);
    setProblem(undefined);
    signIn(by).catch((failure: unknown) => {
      setProblem(asProblem(failure));
      setBusy(false);
    });
  }
  useEffect(() => {
    if (code) go({ code });
    // A code is good once: it must not be sent again because a parent was drawn anew.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [code]);
  return { problem, busy, go };
}
