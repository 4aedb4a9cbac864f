import type { ReactElement } from "react";

import { Page } from "../parts/Page";
import { useStrings } from "../strings/languages";

export default function Keys(): ReactElement {
  const say = useStrings();
  return <Page title={say("admin.page_keys")}>{null}</Page>;
}
