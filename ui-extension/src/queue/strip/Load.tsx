import { Box } from "@twilio-paste/box";
import { Heading } from "@twilio-paste/heading";
import type { ReactElement } from "react";

import type { Schema } from "../../api/client";
import { Bars } from "../../charts/Bars";
import { useHost } from "../../host";
import { useLanguage, useStrings } from "../../strings/languages";
import { useNow } from "../../time/clock";
import { ownZone, showIn } from "../../time/show";
import { hasCapacity, loadBars } from "./load";

interface Props {
  load: readonly Schema<"SlotLoad">[];
  /** Whose; everybody's if empty, and then there is no capacity to hold it against. */
  team: string;
  /** Quarter hours. */
  count?: number;
}

/** Load is what is promised in each quarter hour to come, against what the rostered agents can keep. */
export function Load({ load, team, count = 24 }: Props): ReactElement {
  const say = useStrings();
  const { locale } = useLanguage();
  const now = useNow(useHost().now, 60);
  const zone = ownZone();
  const title = say("queue.load", { hours: count / 4 });
  return (
    <Box minWidth="size0">
      <Heading as="h2" variant="heading50">{title}</Heading>
      <Bars caption={title} height={96} bars={loadBars(load, now, count, (instant) => showIn(instant, zone, locale, "time"))} />
      <Box color="colorTextWeak" fontSize="fontSize20" lineHeight="lineHeight20">
        {say(hasCapacity(load) ? "queue.load_line" : team ? "queue.load_unknown" : "queue.load_choose")}
      </Box>
    </Box>
  );
}
