import { Box } from "@twilio-paste/box";
import { Button } from "@twilio-paste/button";
import { Heading } from "@twilio-paste/heading";
import type { ReactElement, ReactNode } from "react";

import { useCallbackStory } from "../../api/queries";
import { CallbackCard } from "../../card/CallbackCard";
import { donorName } from "../../card/CardHead";
import { Drawer } from "../../parts/Drawer";
import { Loaded } from "../../parts/Loaded";
import { useStrings } from "../../strings/languages";
import { actions, type ActionName } from "../bulk/actions";
import { isOpen } from "../filter";
import { Attempts } from "./Attempts";
import { Chain } from "./Chain";
import { Timeline } from "./Timeline";

interface Props {
  id: string | undefined;
  close: () => void;
  /** Shows another promise of the same chain. */
  open: (id: string) => void;
  act: (action: ActionName, id: string) => void;
}

/** CallbackDrawer is one callback: the card, what has been tried, its chain, and its ledger. */
export function CallbackDrawer({ id, close, open, act }: Props): ReactElement {
  const say = useStrings();
  const story = useCallbackStory(id);
  const callback = story.data;
  const title = callback ? (donorName(callback.record) ?? say("card.unnamed")) : say("card.title");
  return (
    <Drawer open={id !== undefined} title={title} close={close} footer={id && callback && isOpen(callback) ? <Actions act={(action) => { act(action, id); }} /> : undefined}>
      {id ? (
        <Box display="flex" flexDirection="column" rowGap="space70">
          <CallbackCard id={id} brief />
          <Loaded of={story}>
            {({ attempt_log, chain, events, timezone }) => (
              <>
                {attempt_log.length > 0 ? <Part title={say("queue.attempts")}><Attempts attempts={attempt_log} zone={timezone} /></Part> : null}
                {chain.length > 1 ? <Part title={say("queue.chain")}><Chain chain={chain} at={id} open={open} /></Part> : null}
                <Part title={say("queue.ledger")}><Timeline events={events} zone={timezone} /></Part>
              </>
            )}
          </Loaded>
        </Box>
      ) : null}
    </Drawer>
  );
}

/** Part is a headed part of the drawer. */
export function Part({ title, children }: { title: string; children: ReactNode }): ReactElement {
  return (
    <Box as="section">
      <Heading as="h3" variant="heading40">{title}</Heading>
      {children}
    </Box>
  );
}

function Actions({ act }: { act: (action: ActionName) => void }): ReactElement {
  const say = useStrings();
  const offered = actions.filter((action) => action !== "spread" && action !== "move");
  return (
    <>
      {offered.map((action) => (
        <Button key={action} variant={action === "cancel" ? "destructive_secondary" : "secondary"} size="small" onClick={() => { act(action); }}>
          {say(`queue.do_${action}`)}
        </Button>
      ))}
    </>
  );
}
