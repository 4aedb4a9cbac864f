import type { ReactElement } from "react";

import { EmptyState } from "../parts/EmptyState";
import { Page } from "../parts/Page";
import { useStrings } from "../strings/languages";

/** MyCallbacks is an agent's own list of promises. */
export default function MyCallbacks(): ReactElement {
  const say = useStrings();
  return (
    <Page title={say("mine.title")}>
      <EmptyState title={say("mine.empty_title")} detail={say("mine.empty_detail")} />
    </Page>
  );
}
