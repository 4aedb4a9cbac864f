import { Box } from "@twilio-paste/box";
import { Button } from "@twilio-paste/button";
import { CalloutHeading, CalloutText } from "@twilio-paste/callout";
import { Disclosure, DisclosureContent, DisclosureHeading } from "@twilio-paste/disclosure";
import { useState, type ReactElement } from "react";

import { Callout } from "../../parts/Callout";
import { useHost } from "../../host";
import { Drawer } from "../../parts/Drawer";
import { useStrings } from "../../strings/languages";
import { Rows } from "../form/FormGrid";
import { Refusal } from "../form/Refusal";
import { Payload } from "../listing/Payload";
import { faultsOf } from "../form/faults";
import { EntryFacts } from "./EntryFacts";
import { MendForm, tellsAtField } from "./MendForm";
import { draftOf, mendOf, type InboxEntry } from "./mending";
import { useReplay } from "./queries";

interface Props {
  entry: InboxEntry;
  close: () => void;
}

/** EntryDrawer is one message: what came, what became of it, and, when it was rejected, how it is mended. */
export function EntryDrawer({ entry, close }: Props): ReactElement {
  const say = useStrings();
  const { notify } = useHost();
  const [draft, setDraft] = useState(() => draftOf(entry));
  const replay = useReplay();
  const rejected = entry.state === "rejected";
  const mend = mendOf(entry, draft);
  const changed = Object.keys(mend).length > 0;
  function go() {
    replay.mutate({ id: entry.id, mend }, {
      onSuccess: () => {
        notify("success", say("inbox.replayed"));
        close();
      },
    });
  }
  return (
    <Drawer
      open
      title={say("inbox.message", { type: entry.type || entry.source })}
      close={close}
      footer={rejected ? <Button variant="primary" loading={replay.isLoading} onClick={go}>{say(changed ? "inbox.mend_and_replay" : "inbox.replay")}</Button> : undefined}
    >
      <Rows>
        {rejected ? (
          <Callout variant="error">
            <CalloutHeading as="h3">{say("inbox.why_rejected")}</CalloutHeading>
            <CalloutText><bdi>{entry.reason ?? entry.code}</bdi></CalloutText>
          </Callout>
        ) : null}
        <Refusal problem={replay.error} told={tellsAtField} />
        <EntryFacts entry={entry} />
        {rejected ? <MendForm draft={draft} change={setDraft} faults={faultsOf(replay.error)} /> : null}
        <Came entry={entry} />
      </Rows>
    </Drawer>
  );
}

function Came({ entry: { asked, state } }: { entry: InboxEntry }): ReactElement {
  const say = useStrings();
  return (
    <Box>
      <Disclosure variant="contained" visible={state !== "rejected"}>
        <DisclosureHeading as="h3" variant="heading50">{say("inbox.came")}</DisclosureHeading>
        <DisclosureContent>
          <Payload label={say("inbox.came")} text={asked.raw ?? JSON.stringify(asked, null, 2)} />
        </DisclosureContent>
      </Disclosure>
    </Box>
  );
}
