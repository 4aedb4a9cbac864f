import { Badge } from "@twilio-paste/badge";
import { Box } from "@twilio-paste/box";
import type { ReactElement } from "react";

import { useStrings } from "../../strings/languages";
import type { ListedSet } from "./document";

/** SetBadges says how well a set is sourced, and whether somebody answers for it. */
export function SetBadges({ of: { set, doubtful, confirmation, shipped } }: { of: ListedSet }): ReactElement {
  const say = useStrings();
  return (
    <Box display="flex" flexWrap="wrap" columnGap="space20" rowGap="space20">
      {set.status ? <Badge as="span" variant={set.status === "unverified" ? "warning" : "decorative10"}>{say(`hours.status_${set.status}`)}</Badge> : null}
      {doubtful && set.status !== "unverified" ? <Badge as="span" variant="warning">{say("hours.partly_unverified")}</Badge> : null}
      {confirmation && !doubtful ? <Badge as="span" variant="success">{say("hours.confirmed")}</Badge> : null}
      {shipped ? null : <Badge as="span" variant="new">{say("hours.own")}</Badge>}
    </Box>
  );
}
