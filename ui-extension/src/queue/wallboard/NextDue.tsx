import { css, styled } from "@twilio-paste/styling-library";
import type { ReactElement } from "react";

import { useCallbacks } from "../../api/queries";
import type { Schema } from "../../api/client";
import { Countdown } from "../../parts/Countdown";
import { problemTexts } from "../../parts/ErrorState";
import { useLanguage, useStrings } from "../../strings/languages";
import { ownZone, sameClock, showIn, zonePlace } from "../../time/show";
import { usePeople } from "../people";

const Heading = styled.h2(css({ margin: 0, marginBottom: "1vmin", fontSize: "clamp(1rem, 2.6vmin, 2.4rem)", color: "colorTextWeak", fontWeight: "fontWeightSemibold" }));
const List = styled.ol(
  css({
    listStyle: "none",
    margin: 0,
    padding: 0,
    fontSize: "clamp(1.1rem, 3.4vmin, 3rem)",
    lineHeight: "1.25",
    "& li": { display: "grid", gridTemplateColumns: "minmax(0, 4fr) minmax(0, 2fr) minmax(0, 2fr) minmax(0, 2fr)", columnGap: "2vmin", alignItems: "center", paddingY: "1vmin", borderTopWidth: "borderWidth10", borderTopStyle: "solid", borderTopColor: "colorBorderWeaker" },
    "& li > :last-child": { textAlign: "end" },
    "& li > *": { overflow: "hidden", textOverflow: "ellipsis", whiteSpace: "nowrap" },
    "@media (max-width: 40rem)": { "& li": { gridTemplateColumns: "minmax(0, 1fr) auto" } },
  }),
);

/** NextDue is the next promises. Donors are their ids here: walls are seen by visitors. */
export function NextDue(): ReactElement {
  const say = useStrings();
  const { data, error } = useCallbacks({ due: "owed", sort: "due", limit: 8 });
  const items = data?.pages.flatMap((page) => page.items) ?? [];
  // A wall must not say that nothing is owed because nobody could be asked.
  const instead = data ? say("queue.empty_title") : error ? problemTexts(error, say).title : say("states.loading");
  return (
    <section>
      <Heading>{say("queue.next_due")}</Heading>
      <List>
        {items.length === 0 ? <li>{instead}</li> : null}
        {items.map((callback) => (
          <OneDue key={callback.id} callback={callback} />
        ))}
      </List>
    </section>
  );
}

function OneDue({ callback }: { callback: Schema<"Callback"> }): ReactElement {
  const say = useStrings();
  const { locale } = useLanguage();
  const people = usePeople();
  const { due_at: due, timezone: zone } = callback;
  const yours = ownZone();
  return (
    <li>
      <span>
        <b>{showIn(due, zone, locale, "time")}</b> <bdi>{zonePlace(zone)}</bdi>
        {sameClock(zone, yours, due) ? null : <> · {say("states.your_clock")} {showIn(due, yours, locale, "time")}</>}
      </span>
      <bdi>{callback.record.external_id ?? say("queue.unnamed")}</bdi>
      <bdi>{people.agent(callback.worker_sid) ?? callback.team ?? say("queue.any_team")}</bdi>
      <span>{callback.status === "scheduled" ? <Countdown to={due} /> : say(callback.overdue && callback.status !== "assigned" ? "states.overdue" : `states.status_${callback.status}`)}</span>
    </li>
  );
}
