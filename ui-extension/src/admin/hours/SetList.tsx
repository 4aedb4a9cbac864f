import { Anchor } from "@twilio-paste/anchor";
import { Box } from "@twilio-paste/box";
import { Text } from "@twilio-paste/text";
import { useState, type ReactElement } from "react";

import type { Schema } from "../../api/client";
import { EmptyState } from "../../parts/EmptyState";
import { useStrings } from "../../strings/languages";
import { TextField } from "../form/Fields";
import { Listing, type Column } from "../listing/Listing";
import { summaryOf, useDayNames } from "./days";
import { listSets, type ListedSet } from "./document";
import { SetBadges } from "./SetBadges";

/** SetList is all sets of calling hours, the site's own first. */
export function SetList({ hours }: { hours: Schema<"CallingHours"> }): ReactElement {
  const say = useStrings();
  const [wanted, setWanted] = useState("");
  const words = wanted.trim().toLowerCase();
  const sets = listSets(hours).filter(({ set }) => `${set.id} ${set.name ?? ""} ${set.region ?? ""}`.toLowerCase().includes(words));
  return (
    <Box display="flex" flexDirection="column" rowGap="space50">
      <Box maxWidth="size40">
        <TextField type="search" label={say("hours.search")} value={wanted} change={setWanted} placeholder={say("hours.search_hint")} />
      </Box>
      <Listing caption={say("hours.sets")} columns={useColumns(hours)} rows={sets} keyOf={({ set }) => set.id} least="52rem" empty={<EmptyState title={say("hours.no_sets")} detail={say("hours.no_sets_detail")} />} />
    </Box>
  );
}

function useColumns(hours: Schema<"CallingHours">): Column<ListedSet>[] {
  const say = useStrings();
  const names = useDayNames("short");
  return [
    {
      key: "name",
      head: say("hours.set"),
      show: ({ set }) => (
        <Anchor href={`#/admin/hours/set/${encodeURIComponent(set.id)}`}>
          <bdi>{set.name ?? set.id}</bdi>
        </Anchor>
      ),
    },
    { key: "hours", head: say("hours.week"), show: ({ set }) => <Text as="span" fontVariantNumeric="tabular-nums">{summaryOf(set.week, names, say("hours.never_open"))}</Text> },
    { key: "for", head: say("hours.applies_to"), width: "9rem", show: ({ set }) => <bdi>{usesOf(hours, set.id, set.region, say("hours.everyone")).join(", ")}</bdi> },
    { key: "status", head: say("hours.sourced"), width: "18rem", show: (listed) => <SetBadges of={listed} /> },
  ];
}

/** usesOf names whom a set binds: donors of a region, a team's, a campaign's. */
function usesOf(hours: Schema<"CallingHours">, id: string, region: string | undefined, everyone: string): string[] {
  const named = (of: Record<string, string[]>) => Object.entries(of).flatMap(([name, ids]) => (ids.includes(id) ? [name] : []));
  const regions = Object.entries(hours.regions).flatMap(([name, set]) => (set === id ? [name] : []));
  return [...(hours.everyone.includes(id) ? [everyone] : []), ...(region ? [region] : []), ...regions, ...named(hours.teams), ...named(hours.campaigns)];
}
