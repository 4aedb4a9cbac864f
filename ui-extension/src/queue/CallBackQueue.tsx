import type { ReactElement } from "react";

import { useCallbacks } from "../api/queries";
import { ClockPair } from "../parts/ClockPair";
import { EmptyState } from "../parts/EmptyState";
import { Loaded } from "../parts/Loaded";
import { Page } from "../parts/Page";
import { StatusBadge } from "../parts/StatusBadge";
import { useStrings } from "../strings/languages";

/** CallBackQueue is what is owed to donors, over every team. */
export default function CallBackQueue(): ReactElement {
  const say = useStrings();
  const callbacks = useCallbacks({ due: "owed", sort: "due", limit: 50 });
  return (
    <Page title={say("queue.title")}>
      <Loaded of={callbacks}>
        {({ pages }) => {
          const items = pages.flatMap((page) => page.items);
          if (items.length === 0) return <EmptyState title={say("queue.empty_title")} detail={say("queue.empty_detail")} />;
          return (
            <ul>
              {items.map((callback) => (
                <li key={callback.id}>
                  <StatusBadge callback={callback} />
                  <ClockPair at={callback.window_start} zone={callback.timezone} />
                </li>
              ))}
            </ul>
          );
        }}
      </Loaded>
    </Page>
  );
}
