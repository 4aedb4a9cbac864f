import { useLanguage, useStrings } from "../strings/languages";
import { ownZone, sameClock, sameDay, showIn } from "../time/show";

/** useBothClocks writes an instant within a sentence: on the donor's clock, and on the viewer's where that shows another time. */
export function useBothClocks(): (at: string, zone: string) => string {
  const say = useStrings();
  const { locale } = useLanguage();
  const yours = ownZone();
  return (at, zone) => {
    const theirs = showIn(at, zone, locale);
    return sameClock(zone, yours, at) ? theirs : `${theirs} (${say("states.your_clock")}: ${showIn(at, yours, locale, sameDay(zone, yours, at) ? "time" : "dayTime")})`;
  };
}
