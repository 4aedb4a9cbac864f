import type { ReactElement } from "react";

import { useHost } from "../host";
import { useLanguage, useStrings } from "../strings/languages";
import { useNow } from "../time/clock";
import { showStretch } from "../time/show";

/** Countdown says how far off an instant is: "in 5 min", "now", "12 min late". It ticks with every other countdown of the page. */
export function Countdown({ to, past = "late" }: { to: string; past?: "late" | "ago" }): ReactElement {
  const say = useStrings();
  const { locale } = useLanguage();
  const left = Date.parse(to) - useNow(useHost().now);
  const time = showStretch(left, locale);
  if (Math.abs(left) < 1000) return <>{say("states.now")}</>;
  if (left > 0) return <>{say("states.in_time", { time })}</>;
  return <>{past === "late" ? say("states.late_by", { time }) : say("states.ago", { time })}</>;
}
