import type { ReactElement } from "react";

import { Page } from "../parts/Page";
import { useStrings } from "../strings/languages";

/** Figures is how promises were kept. */
export default function Figures(): ReactElement {
  const say = useStrings();
  return <Page title={say("figures.title")}>{null}</Page>;
}
