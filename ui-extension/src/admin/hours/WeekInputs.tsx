import { Box } from "@twilio-paste/box";
import { Button } from "@twilio-paste/button";
import { HelpText } from "@twilio-paste/help-text";
import { CloseIcon } from "@twilio-paste/icons/esm/CloseIcon";
import { PlusIcon } from "@twilio-paste/icons/esm/PlusIcon";
import { Text } from "@twilio-paste/text";
import type { ReactElement } from "react";

import { useStrings } from "../../strings/languages";
import { TextField } from "../form/Fields";
import { useDayNames } from "./days";
import { between, days, minutesOf, wallClock, wholeDay, type Day, type Interval, type WeekPlan } from "./spans";

interface Props {
  plan: WeekPlan;
  change: (plan: WeekPlan) => void;
  /** What the backend found wrong with a day. */
  faultOf: (day: Day) => string | undefined;
}

/** WeekInputs is the same week as inputs, exact to the minute. */
export function WeekInputs({ plan, change, faultOf }: Props): ReactElement {
  const say = useStrings();
  const weekdays = days.slice(0, 5);
  return (
    <Box display="flex" flexDirection="column" rowGap="space30">
      {days.map((day) => (
        <DayRow key={day} day={day} intervals={plan[day]} fault={faultOf(day)} change={(intervals) => { change({ ...plan, [day]: intervals }); }} />
      ))}
      <Box>
        <Button variant="link" onClick={() => { change({ ...plan, ...Object.fromEntries(weekdays.map((day) => [day, plan.mon])) }); }}>
          {say("hours.same_weekdays")}
        </Button>
      </Box>
    </Box>
  );
}

interface DayProps {
  day: Day;
  intervals: readonly Interval[];
  fault: string | undefined;
  change: (intervals: readonly Interval[]) => void;
}

function DayRow({ day, intervals, fault, change }: DayProps): ReactElement {
  const say = useStrings();
  const names = useDayNames();
  return (
    <Box role="group" aria-label={names[day]} display="grid" columnGap="space40" rowGap="space20" alignItems="center" gridTemplateColumns={["minmax(0, 1fr)", "7rem minmax(0, 1fr)"]}>
      <Text as="span" fontWeight="fontWeightSemibold">{names[day]}</Text>
      <Box display="flex" flexWrap="wrap" alignItems="center" columnGap="space50" rowGap="space20">
        {intervals.length === 0 ? <Text as="span" color="colorTextWeak">{say("hours.closed")}</Text> : null}
        {intervals.map((interval, index) => (
          <Stretch key={index} day={names[day]} interval={interval} change={(next) => { change(intervals.map((each, at) => (at === index ? next : each))); }} remove={() => { change(intervals.filter((_, at) => at !== index)); }} />
        ))}
        <Button variant="secondary_icon" size="icon_small" onClick={() => { change([...intervals, nextOf(intervals)]); }}>
          <PlusIcon decorative={false} title={say("hours.add_interval", { day: names[day] })} />
        </Button>
        {fault ? <HelpText variant="error">{fault}</HelpText> : null}
      </Box>
    </Box>
  );
}

/** nextOf begins an hour after the day's last interval; an empty day has an office's hours. */
function nextOf(intervals: readonly Interval[]): Interval {
  const last = intervals.at(-1);
  if (!last) return { from: 9 * 60, to: 18 * 60 };
  const from = Math.min(last.to + 60, wholeDay - 60);
  return { from, to: Math.min(from + 120, wholeDay) };
}

interface StretchProps {
  day: string;
  interval: Interval;
  change: (interval: Interval) => void;
  remove: () => void;
}

function Stretch({ day, interval, change, remove }: StretchProps): ReactElement {
  const say = useStrings();
  const take = (text: string, make: (minutes: number) => Interval) => {
    const minutes = minutesOf(text);
    if (minutes !== undefined) change(make(minutes));
  };
  return (
    <Box display="flex" alignItems="center" columnGap={["space10", "space20"]}>
      <TextField bare type="time" label={say("hours.from_of", { day })} value={wallClock(interval.from)} change={(text) => { take(text, (from) => between(from, interval.to)); }} />
      <span aria-hidden="true">–</span>
      <TextField bare type="time" label={say("hours.to_of", { day })} value={wallClock(interval.to)} change={(text) => { take(text, (to) => between(interval.from, to)); }} />
      {interval.to > wholeDay ? <Text as="span" color="colorTextWeak" fontSize="fontSize20">{say("hours.next_day")}</Text> : null}
      <Button variant="secondary_icon" size="icon_small" onClick={remove}>
        <CloseIcon decorative={false} title={say("hours.remove_interval", { day, from: wallClock(interval.from) })} />
      </Button>
    </Box>
  );
}
