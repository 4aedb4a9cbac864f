import type { ReactElement } from "react";

import { Page } from "../parts/Page";
import { useStrings } from "../strings/languages";

export default function Records(): ReactElement {
  const say = useStrings();
  return <Page title={say("admin.page_records")}>{null}</Page>;
}
