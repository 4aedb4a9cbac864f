import { Box } from "@twilio-paste/box";
import { Text } from "@twilio-paste/text";
import { useState, type ReactElement } from "react";

import type { Schema } from "../../api/client";
import { useHost } from "../../host";
import { EmptyState } from "../../parts/EmptyState";
import { Loaded } from "../../parts/Loaded";
import { useLanguage, useStrings } from "../../strings/languages";
import { NumberField, TextField } from "../form/Fields";
import { FormGrid, Rows } from "../form/FormGrid";
import { Section } from "../form/Section";
import { Listing, type Column } from "../listing/Listing";
import { ClosedDays } from "./ClosedDays";
import { useHolidays } from "./queries";

/** Holidays are the site's own days without calls, and the public ones that Ringback knows. */
export function Holidays({ hours }: { hours: Schema<"CallingHours"> }): ReactElement {
  const say = useStrings();
  return (
    <Rows>
      <Section title={say("hours.closed_days")} intro={say("hours.closed_days_intro")}>
        <ClosedDays key={hours.version} closed={hours.closed} version={hours.version} />
      </Section>
      <Section title={say("hours.public_holidays")} intro={say("hours.public_holidays_intro")}>
        <PublicHolidays regions={Object.keys(hours.regions)} />
      </Section>
    </Rows>
  );
}

function PublicHolidays({ regions }: { regions: string[] }): ReactElement {
  const say = useStrings();
  const { now } = useHost();
  const [region, setRegion] = useState(regions[0] ?? "AU");
  const [year, setYear] = useState(() => new Date(now()).getFullYear());
  const holidays = useHolidays(region, year);
  const columns = useColumns();
  return (
    <Rows>
      <Box maxWidth="size40">
        <FormGrid least="9rem">
          <TextField label={say("hours.region")} help={say("hours.region_help")} value={region} change={(text) => { setRegion(text.toUpperCase()); }} />
          <NumberField label={say("hours.year")} value={year} min={2024} max={2100} change={setYear} />
        </FormGrid>
      </Box>
      <Loaded of={holidays}>
        {(found) => (
          <Listing
            caption={say("hours.public_holidays")}
            columns={columns}
            rows={found.items}
            keyOf={({ date, name }) => `${date} ${name}`}
            least="20rem"
            empty={<EmptyState title={say(found.calendar ? "hours.no_holidays" : "hours.no_calendar")} detail={say("hours.no_calendar_detail")} />}
          />
        )}
      </Loaded>
    </Rows>
  );
}

function useColumns(): Column<Schema<"Holidays">["items"][number]>[] {
  const say = useStrings();
  return [
    { key: "date", head: say("hours.date"), show: ({ date }) => <DateOf date={date} />, width: "14rem" },
    { key: "name", head: say("hours.holiday"), show: ({ name }) => <bdi>{name}</bdi> },
  ];
}

/** DateOf writes a date as the reader does, with its weekday. */
export function DateOf({ date }: { date: string }): ReactElement {
  const { locale } = useLanguage();
  const format = new Intl.DateTimeFormat(locale, { weekday: "short", day: "numeric", month: "short", year: "numeric", timeZone: "UTC" });
  return <Text as="span" fontVariantNumeric="tabular-nums">{format.format(Date.parse(`${date}T00:00:00Z`))}</Text>;
}
