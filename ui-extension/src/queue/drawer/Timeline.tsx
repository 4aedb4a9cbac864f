import { Box } from "@twilio-paste/box";
import { css, styled } from "@twilio-paste/styling-library";
import type { ReactElement } from "react";

import type { Schema } from "../../api/client";
import { useLanguage, useStrings } from "../../strings/languages";
import { ownZone, showIn, zonePlace } from "../../time/show";
import { usePeople } from "../people";
import { eventKey } from "../words";
import { useEventDetail } from "./useEventDetail";

const List = styled.ol(css({ listStyle: "none", margin: 0, padding: 0, marginInlineStart: "6px", fontSize: "fontSize30", lineHeight: "lineHeight30", borderWidth: 0, borderStyle: "solid", borderColor: "colorBorderWeaker", borderInlineStartWidth: "2px" }));
const Line = styled.li(
  css({
    position: "relative",
    paddingInlineStart: "20px",
    paddingBottom: "space50",
    // The dot on the line.
    "&::before": { content: "''", position: "absolute", insetInlineStart: "-7px", top: "6px", width: "12px", height: "12px", borderRadius: "borderRadiusCircle", borderWidth: "borderWidth20", borderStyle: "solid", borderColor: "colorBorder", backgroundColor: "colorBackgroundBody" },
    "&[data-tone=good]::before": { borderColor: "colorBorderSuccess", backgroundColor: "colorBackgroundSuccess" },
    "&[data-tone=bad]::before": { borderColor: "colorBorderError", backgroundColor: "colorBackgroundError" },
  }),
);

const bad: readonly string[] = ["broken", "alerted", "leaked", "task_swapped"];

/** Timeline is the ledger of one callback, newest first: what happened, by whom, when on both clocks. */
export function Timeline({ events, zone }: { events: readonly Schema<"Event">[]; zone: string }): ReactElement {
  return (
    <List>
      {[...events].reverse().map((event) => (
        <OneEvent key={event.id} event={event} zone={zone} />
      ))}
    </List>
  );
}

function OneEvent({ event, zone }: { event: Schema<"Event">; zone: string }): ReactElement {
  const say = useStrings();
  const { locale } = useLanguage();
  const people = usePeople();
  const detail = useEventDetail()(event, zone);
  const key = eventKey(event.type);
  const yours = ownZone();
  return (
    <Line data-tone={toneOf(event)}>
      <Box fontWeight="fontWeightSemibold">{key ? say(key) : event.type}</Box>
      {detail ? <Box>{detail}</Box> : null}
      {event.reason ? <Box fontStyle="italic">{event.reason}</Box> : null}
      <Box color="colorTextWeak" fontSize="fontSize20" lineHeight="lineHeight20">
        <time dateTime={event.at}>{showIn(event.at, zone, locale)} {zonePlace(zone)}</time>
        {zone === yours ? null : <> · {say("states.your_clock")}: {showIn(event.at, yours, locale, "time")}</>}
        {" · "}<bdi>{people.actor(event.actor)}</bdi>
      </Box>
    </Line>
  );
}

function toneOf({ type, data }: Schema<"Event">): "good" | "bad" | undefined {
  if (bad.includes(type)) return "bad";
  return type === "resolved" && (data as { resolution?: unknown }).resolution === "contacted" ? "good" : undefined;
}
