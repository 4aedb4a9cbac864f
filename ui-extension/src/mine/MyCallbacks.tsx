import { Box } from "@twilio-paste/box";
import { useState, type ReactElement } from "react";

import type { Schema } from "../api/client";
import { useMine } from "../api/queries";
import { KeptBookings } from "../booking/KeptBookings";
import { CallbackCard } from "../card/CallbackCard";
import { useHost } from "../host";
import { Drawer } from "../parts/Drawer";
import { EmptyState } from "../parts/EmptyState";
import { Loaded } from "../parts/Loaded";
import { LoadingRows } from "../parts/LoadingRows";
import { Page } from "../parts/Page";
import { useStrings } from "../strings/languages";
import { useNow } from "../time/clock";
import { ownZone } from "../time/show";
import { CalendarLink } from "./CalendarLink";
import { DayPart } from "./DayPart";
import { partsOf } from "./parts";
import { owed } from "./useReminders";

type Callback = Schema<"Callback">;

/** What is open beside the list. */
interface Opened {
  callback: Callback;
  begin?: "move";
}

/** MyCallbacks is an agent's own list of promises: what is due, what comes today, and what comes later. */
export default function MyCallbacks(): ReactElement {
  const say = useStrings();
  const [opened, setOpened] = useState<Opened>();
  const [shown, setShown] = useState(false);
  const mine = useMine(owed);
  function open(next: Opened) {
    setOpened(next);
    setShown(true);
  }
  return (
    <Page title={say("mine.title")}>
      <Box display="flex" flexDirection="column" rowGap="space70">
        <KeptBookings />
        <Loaded of={mine} loading={<LoadingRows rows={6} height={76} />}>
          {({ items }) => (items.length === 0 ? <EmptyState title={say("mine.empty_title")} detail={say("mine.empty_detail")} /> : <List items={items} open={open} />)}
        </Loaded>
        <CalendarLink />
      </Box>
      <Drawer open={shown} title={say("card.title")} close={() => { setShown(false); }}>
        {opened ? <CallbackCard key={opened.callback.id + (opened.begin ?? "")} id={opened.callback.id} {...(opened.begin ? { begin: opened.begin } : {})} /> : null}
      </Drawer>
    </Page>
  );
}

function List({ items, open }: { items: Callback[]; open: (opened: Opened) => void }): ReactElement {
  const now = useNow(useHost().now, 10);
  const parts = partsOf(items, now, ownZone());
  return (
    <>
      {(["now", "today", "later"] as const).map((part) => <DayPart key={part} part={part} items={parts[part]} open={open} />)}
    </>
  );
}
