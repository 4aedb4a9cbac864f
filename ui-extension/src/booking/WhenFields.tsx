import { Box } from "@twilio-paste/box";
import { DatePicker } from "@twilio-paste/date-picker";
import { Option, Select } from "@twilio-paste/select";
import { TimePicker } from "@twilio-paste/time-picker";
import type { ReactElement } from "react";

import { useHost } from "../host";
import { ChoiceChips } from "../parts/ChoiceChips";
import { Field } from "../parts/Field";
import { useLanguage, useStrings } from "../strings/languages";
import { useNow } from "../time/clock";
import { quickChoices } from "../time/quick";
import { showIn } from "../time/show";
import { place, splitLocalTime, wallNow } from "../time/wall";
import { windowLengths, withTime, type Draft } from "./draft";

interface Props {
  draft: Draft;
  change: (to: Partial<Draft>) => void;
  /** The donor's, on whose clock all of it is. */
  zone: string;
}

/** QuickTimes are the times in the donor's own words. */
export function QuickTimes({ draft, change, zone }: Props): ReactElement {
  const say = useStrings();
  const { locale } = useLanguage();
  const now = useNow(useHost().now, 60);
  const choices = quickChoices(now, zone);
  return (
    <ChoiceChips
      legend={say("booking.quick")}
      chosen={draft.quick}
      choices={choices.map(({ name, localTime }) => ({ value: name, label: say(`booking.quick_${name}`), detail: clockOf(localTime, zone, locale) }))}
      choose={(name) => {
        const choice = choices.find((each) => each.name === name);
        if (choice) change(withTime(draft, choice.localTime, name));
      }}
    />
  );
}

function clockOf(localTime: string, zone: string, locale: string): string {
  const placed = place(localTime, zone);
  return placed ? showIn(placed.instant, zone, locale, "dayTime") : localTime;
}

/** ExactTime is the wall time and the window's length. */
export function ExactTime({ draft, change, zone }: Props): ReactElement {
  const say = useStrings();
  const today = splitLocalTime(wallNow(useNow(useHost().now, 60), zone)).date;
  return (
    <Box display="flex" flexWrap="wrap" columnGap="space40" rowGap="space40">
      <Field label={say("booking.date")} width="9.5rem" required>
        {(ids) => <DatePicker {...ids} min={today} value={draft.date} onChange={(event) => { change({ date: event.currentTarget.value, quick: undefined }); }} />}
      </Field>
      <Field label={say("booking.time")} width="7rem" required>
        {(ids) => <TimePicker {...ids} value={draft.time} onChange={(event) => { change({ time: event.currentTarget.value.slice(0, 5), quick: undefined }); }} />}
      </Field>
      <Field label={say("booking.window")} width="7rem">
        {(ids) => (
          <Select {...ids} value={String(draft.windowMinutes)} onChange={(event) => { change({ windowMinutes: Number(event.currentTarget.value) }); }}>
            {lengths(draft.windowMinutes).map((minutes) => (
              <Option key={minutes} value={String(minutes)}>
                {minutes % 60 ? say("booking.window_minutes", { n: minutes }) : say("booking.window_hours", { n: minutes / 60 })}
              </Option>
            ))}
          </Select>
        )}
      </Field>
    </Box>
  );
}

/** lengths always hold the one that is chosen: a promise that is moved may have any. */
function lengths(chosen: number): number[] {
  return [...new Set([...windowLengths, chosen])].sort((one, other) => one - other);
}
