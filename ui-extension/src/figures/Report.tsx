import { Box } from "@twilio-paste/box";
import { Heading } from "@twilio-paste/heading";
import type { ReactElement, ReactNode } from "react";

import type { Schema } from "../api/client";
import { Bars } from "../charts/Bars";
import { Tile, type TileTone } from "../parts/Tile";
import { Ageing } from "../queue/strip/Ageing";
import { Load } from "../queue/strip/Load";
import { useLanguage, useStrings } from "../strings/languages";
import { showRate, showStretch } from "../time/show";

type Stats = Schema<"Stats">;

/** Report is the figures of a period, each with what it is of and what it means. */
export function Report({ stats, team }: { stats: Stats; team: string }): ReactElement {
  const say = useStrings();
  const { rates, promises: counts } = stats;
  const fates = (["kept", "early", "late", "closed", "owed"] as const).map((fate) => ({ label: say(`figures.fate_${fate}`), value: counts[fate], tone: toneOf(fate) }));
  return (
    <>
      <Group title={say("figures.group_promises")}>
        <Rate name="kept" figure={rates.kept} />
        <Rate name="on_time" figure={rates.on_time} />
        <Rate name="broken" figure={rates.broken} />
        <Rate name="re_promise" figure={rates.re_promise} />
      </Group>
      <Box display="grid" gridTemplateColumns={["minmax(0, 1fr)", "minmax(0, 1fr)", "minmax(0, 1fr) minmax(0, 1fr)"]} columnGap="space80" rowGap="space60">
        <Box minWidth="size0">
          <Heading as="h2" variant="heading50">{say("figures.fates", { n: counts.n })}</Heading>
          <Bars caption={say("figures.fates", { n: counts.n })} bars={fates} />
        </Box>
        <Ageing ages={stats.now.overdue_by_age} />
      </Box>
      <Punctuality stats={stats} />
      <Contact stats={stats} />
      <Group title={say("figures.group_zero")}>
        <Zero name="leaks" value={stats.suppression_leaks} />
        <Zero name="duplicates" value={stats.duplicate_dispatches} />
        <Zero name="outside" value={stats.attempts.outside_hours_without_override} />
        <Plain name="outside_asked" value={stats.attempts.outside_hours_with_override} />
      </Group>
      <Load load={stats.slot_load} team={team} count={48} />
    </>
  );
}

function Punctuality({ stats: { punctuality } }: { stats: Stats }): ReactElement {
  const say = useStrings();
  return (
    <Group title={say("figures.group_punctuality")}>
      <Stretch name="punctuality_p50" seconds={punctuality.p50_seconds} n={punctuality.n} />
      <Stretch name="punctuality_p90" seconds={punctuality.p90_seconds} n={punctuality.n} />
      <Rate name="early" figure={punctuality.early} />
      <Rate name="late" figure={punctuality.late} />
    </Group>
  );
}

function Contact({ stats }: { stats: Stats }): ReactElement {
  const say = useStrings();
  const { rates, time_to_contact: contact, offer_to_accept: accept } = stats;
  return (
    <Group title={say("figures.group_contact")}>
      <Rate name="contact" figure={rates.contact} />
      <Rate name="attempts_per_contact" figure={rates.attempts_per_contact} plain />
      <Stretch name="time_to_contact" seconds={contact.p50_seconds} n={contact.n} />
      <Rate name="owner_kept" figure={rates.owner_kept} />
      <Rate name="fallback" figure={rates.fallback} />
      <Stretch name="offer_to_accept" seconds={accept.p50_seconds} n={accept.n} />
    </Group>
  );
}

function toneOf(fate: string): "success" | "warning" | "error" | "primary" {
  if (fate === "kept") return "success";
  if (fate === "late") return "error";
  return fate === "early" ? "warning" : "primary";
}

function Group({ title, children }: { title: string; children: ReactNode }): ReactElement {
  return (
    <Box as="section">
      <Heading as="h2" variant="heading40">{title}</Heading>
      <Box display="grid" gridTemplateColumns={["minmax(0, 1fr)", "repeat(auto-fill, minmax(13rem, 1fr))"]} columnGap="space40" rowGap="space40">{children}</Box>
    </Box>
  );
}

type RateName = "kept" | "on_time" | "broken" | "re_promise" | "early" | "late" | "contact" | "attempts_per_contact" | "owner_kept" | "fallback";

function Rate({ name, figure: { value, n }, plain = false }: { name: RateName; figure: Schema<"Figure">; plain?: boolean }): ReactElement {
  const say = useStrings();
  const { locale } = useLanguage();
  const number = new Intl.NumberFormat(locale, { maximumFractionDigits: 2 });
  const shown = plain && value !== null ? number.format(value) : showRate(value, locale);
  return <Defined label={say(`figures.${name}`)} value={shown} meaning={say(`figures.${name}_means`)} n={n} />;
}

type StretchName = "punctuality_p50" | "punctuality_p90" | "time_to_contact" | "offer_to_accept";

function Stretch({ name, seconds, n }: { name: StretchName; seconds: number | null; n: number }): ReactElement {
  const say = useStrings();
  const { locale } = useLanguage();
  const sign = seconds !== null && seconds <= -1 ? "−" : "";
  return <Defined label={say(`figures.${name}`)} value={seconds === null ? "–" : sign + showStretch(seconds * 1000, locale)} meaning={say(`figures.${name}_means`)} n={n} />;
}

type CountName = "leaks" | "duplicates" | "outside" | "outside_asked";

function Zero({ name, value }: { name: CountName; value: number }): ReactElement {
  return <Plain name={name} value={value} tone={value === 0 ? "good" : "bad"} />;
}

function Plain({ name, value, tone }: { name: CountName; value: number; tone?: TileTone }): ReactElement {
  const say = useStrings();
  const { locale } = useLanguage();
  return <Defined label={say(`figures.${name}`)} value={new Intl.NumberFormat(locale).format(value)} meaning={say(`figures.${name}_means`)} tone={tone} />;
}

function Defined({ label, value, meaning, n, tone = "plain" }: { label: string; value: string; meaning: string; n?: number; tone?: TileTone | undefined }): ReactElement {
  const say = useStrings();
  return (
    <Tile label={label} value={value} tone={tone}>
      {n === undefined ? null : <b>{say("figures.of", { n })} </b>}
      {meaning}
    </Tile>
  );
}
