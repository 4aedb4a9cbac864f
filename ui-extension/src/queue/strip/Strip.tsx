import { Box } from "@twilio-paste/box";
import { Button } from "@twilio-paste/button";
import type { ReactElement } from "react";

import { useStats } from "../../api/queries";
import type { Schema } from "../../api/client";
import { useHost } from "../../host";
import { Tile } from "../../parts/Tile";
import { useId } from "../../parts/useId";
import { useLanguage, useStrings } from "../../strings/languages";
import { useNow } from "../../time/clock";
import { showRate } from "../../time/show";
import { useKept } from "../useKept";
import { Ageing } from "./Ageing";
import { Load } from "./Load";
import { nextHour } from "./load";

/** Strip is what a supervisor wants to know first: what is owed, what comes, what is late, and how promises were kept. */
export function Strip({ team }: { team: string }): ReactElement {
  const say = useStrings();
  const stats = useStats(team ? { team } : {});
  const [open, setOpen] = useKept("charts", (kept) => kept === true);
  const charts = useId();
  return (
    <Box as="section" aria-label={say("queue.strip")} display="flex" flexDirection="column" rowGap="space30">
      <Tiles stats={stats.data} failed={stats.isError} />
      <Box>
        <Button variant="link" aria-expanded={open} aria-controls={charts} onClick={() => { setOpen(!open); }}>{say(open ? "queue.hide_charts" : "queue.show_charts")}</Button>
      </Box>
      <Box id={charts} hidden={!open} display={open ? "grid" : "none"} gridTemplateColumns={["minmax(0, 1fr)", "minmax(0, 1fr)", "minmax(0, 1fr) minmax(0, 2fr)"]} columnGap="space70" rowGap="space50">
        {open && stats.data ? (
          <>
            <Ageing ages={stats.data.now.overdue_by_age} />
            <Load load={stats.data.slot_load} team={team} />
          </>
        ) : null}
      </Box>
    </Box>
  );
}

function Tiles({ stats, failed }: { stats: Schema<"Stats"> | undefined; failed: boolean }): ReactElement {
  const say = useStrings();
  const { locale } = useLanguage();
  const now = useNow(useHost().now, 15);
  const unknown = failed ? "–" : undefined;
  const show = (value: number | undefined) => (value === undefined ? unknown : new Intl.NumberFormat(locale).format(value));
  const state = stats?.now;
  const kept = stats?.rates.kept;
  return (
    <Box display="grid" gridTemplateColumns={["1fr 1fr", "repeat(auto-fit, minmax(9rem, 1fr))"]} columnGap="space40" rowGap="space40">
      <Tile label={say("queue.owed_now")} value={show(state?.owed)}>{state ? say("queue.of_open", { n: state.open }) : " "}</Tile>
      <Tile label={say("queue.next_hour")} value={show(stats && nextHour(stats.slot_load, now))}>{say("queue.next_hour_detail")}</Tile>
      <Tile label={say("queue.overdue")} value={show(state?.overdue)} tone={state && state.overdue > 0 ? "warning" : "plain"}>{say("queue.overdue_detail")}</Tile>
      <Tile label={say("queue.broken")} value={show(state?.broken)} tone={state && state.broken > 0 ? "bad" : "plain"}>{say("queue.broken_detail")}</Tile>
      <Tile label={say("queue.kept")} value={kept ? showRate(kept.value, locale) : unknown}>{kept ? say("queue.kept_detail", { n: kept.n }) : " "}</Tile>
    </Box>
  );
}
