import type { ReactElement } from "react";

import { Page } from "../parts/Page";
import { useStrings } from "../strings/languages";

export default function CallingHours(): ReactElement {
  const say = useStrings();
  return <Page title={say("admin.page_hours")}>{null}</Page>;
}
