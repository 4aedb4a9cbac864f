import type { ReactElement } from "react";

import { useLanguage, useStrings } from "../../strings/languages";
import { ownZone, showIn, zoneName } from "../../time/show";

/** When is an instant of the site's own doings, on the reader's clock: no donor is concerned. */
export function When({ at, zone = ownZone() }: { at: string | null; zone?: string }): ReactElement {
  const say = useStrings();
  const { locale } = useLanguage();
  if (!at) return <>{say("admin.never")}</>;
  return (
    <time dateTime={at} title={`${showIn(at, zone, locale, "full")} ${zoneName(zone, at, locale, "long")}`} style={{ whiteSpace: "nowrap" }}>
      {showIn(at, zone, locale)}
    </time>
  );
}
