import { Box } from "@twilio-paste/box";
import { CalloutHeading, CalloutText } from "@twilio-paste/callout";
import { useQueryClient, type InfiniteData } from "@tanstack/react-query";
import type { ReactElement } from "react";

import { Callout } from "../../parts/Callout";
import { keys } from "../../api/cache";
import type { Schema } from "../../api/client";
import { useLanguage, useStrings } from "../../strings/languages";
import { showIn, zonePlace } from "../../time/show";
import { usePeople } from "../people";

type Item = Schema<"BulkItem">;

const most = 200; // lines; beyond that nobody reads them one by one

/** Answers are what would become of each callback, or what became of it; the refused ones first. */
export function Answers({ answers, sampled = false }: { answers: Schema<"BulkAnswer">; sampled?: boolean }): ReactElement {
  const say = useStrings();
  const { dry_run: dry, done, failed, items } = answers;
  const inOrder = [...items].sort((one, other) => Number(one.ok) - Number(other.ok));
  const nameOf = useNames();
  return (
    <Box role="status" display="flex" flexDirection="column" rowGap="space50">
      <Callout variant={failed > 0 ? "warning" : dry ? "neutral" : "success"}>
        <CalloutHeading as="h3">{dry ? say("queue.would_do", { n: done }) : say("queue.did", { n: done })}</CalloutHeading>
        <CalloutText>{failed > 0 ? say("queue.refused", { n: failed }) : say("queue.none_refused")}</CalloutText>
        {sampled ? <CalloutText>{say("queue.sampled", { n: items.length })}</CalloutText> : null}
      </Callout>
      <Box as="ul" fontSize="fontSize30" lineHeight="lineHeight30" margin="space0" padding="space0" style={{ listStyle: "none" }}>
        {inOrder.slice(0, most).map((item) => (
          <OneAnswer key={item.id} item={item} name={nameOf(item.id)} />
        ))}
      </Box>
      {inOrder.length > most ? <Box color="colorTextWeak">{say("queue.and_more", { n: inOrder.length - most })}</Box> : null}
    </Box>
  );
}

function OneAnswer({ item, name }: { item: Item; name: string }): ReactElement {
  const say = useStrings();
  const text = useOutcomeText()(item);
  return (
    <Box as="li" display="grid" gridTemplateColumns="2fr 3fr" columnGap="space40" paddingY="space20" borderBottomWidth="borderWidth10" borderBottomStyle="solid" borderBottomColor="colorBorderWeaker">
      <Box as="span" fontWeight="fontWeightSemibold" overflowWrap="anywhere"><bdi>{name}</bdi></Box>
      <Box as="span" color={item.ok ? "colorText" : "colorTextError"}>{item.ok ? text : say("queue.refused_because", { why: text })}</Box>
    </Box>
  );
}

function useOutcomeText(): (item: Item) => string {
  const { locale } = useLanguage();
  const say = useStrings();
  const people = usePeople();
  return ({ ok, code, detail, callback }) => {
    if (!ok || !callback) return detail ?? code ?? "";
    const after = callback as Partial<Schema<"Callback">>;
    if (after.status === "cancelled") return say("states.status_cancelled");
    const when = after.window_start && after.timezone ? `${showIn(after.window_start, after.timezone, locale)} ${zonePlace(after.timezone)}` : "";
    return [when, people.agent(after.worker_sid) ?? after.team ?? say("queue.any_team")].filter(Boolean).join(" · ");
  };
}

/** useNames finds donors' names among the rows that were read; an id is all that is known of others. */
function useNames(): (id: string) => string {
  const cache = useQueryClient();
  const names = new Map<string, string>();
  for (const [, pages] of cache.getQueriesData<InfiniteData<Schema<"CallbackPage">>>(keys.queue)) {
    for (const { id, record } of pages?.pages.flatMap((page) => page.items) ?? []) names.set(id, record.name ?? record.external_id ?? id);
  }
  return (id) => names.get(id) ?? id;
}
