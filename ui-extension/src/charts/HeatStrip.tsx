import { css, styled } from "@twilio-paste/styling-library";
import { useRef, useState, type KeyboardEvent, type ReactElement } from "react";

import type { Schema } from "../api/client";
import { useLanguage, useStrings } from "../strings/languages";
import type { Say } from "../strings/texts";
import { showIn } from "../time/show";

type Slot = Schema<"Slot">;

interface Props {
  label: string;
  slots: Slot[];
  /** The start of the slot that is chosen. */
  chosen?: string | undefined;
  choose: (slot: Slot) => void;
}

/** How full a slot is, for its colour; a slot that cannot be had is hatched, so that colour is never alone in saying so. */
export type Heat = "closed" | "full" | "busy" | "some" | "free";

export function heatOf({ allowed, load, promised, limit }: Pick<Slot, "allowed" | "load" | "promised" | "limit">): Heat {
  if (limit !== null && promised >= limit) return "full";
  if (!allowed) return "closed";
  if (load !== null && load >= 0.75) return "busy";
  return promised > 0 ? "some" : "free";
}

const hatched = "repeating-linear-gradient(135deg, transparent 0 4px, currentColor 4px 5px)";
const struck = "linear-gradient(135deg, transparent 0 47%, currentColor 47% 53%, transparent 53%)";

const Strip = styled.div(css({ display: "flex", flexWrap: "wrap", gap: "2px" }));
const Cell = styled.button<{ "data-heat": Heat; "aria-pressed": boolean }>(
  css({
    width: "sizeIcon40",
    height: "sizeIcon50",
    padding: "space0",
    borderRadius: "borderRadius20",
    borderWidth: "borderWidth10",
    borderStyle: "solid",
    borderColor: "colorBorderWeak",
    backgroundColor: "colorBackgroundBody",
    cursor: "pointer",
    "&[data-heat=some]": { backgroundColor: "colorBackgroundSuccessWeakest", borderColor: "colorBorderSuccessWeak" },
    "&[data-heat=busy]": { backgroundColor: "colorBackgroundWarningWeakest", borderColor: "colorBorderWarningWeak" },
    "&[data-heat=full]": { color: "colorTextError", backgroundImage: struck, backgroundColor: "colorBackgroundErrorWeakest", borderColor: "colorBorderErrorWeak", cursor: "not-allowed" },
    "&[data-heat=closed]": { color: "colorTextWeaker", backgroundImage: hatched, backgroundColor: "colorBackgroundStrong", cursor: "not-allowed" },
    "&[aria-pressed=true]": { borderColor: "colorBorderPrimary", borderWidth: "borderWidth20" },
    "&:focus-visible": { boxShadow: "shadowFocus", outline: "none" },
  }),
);

/** HeatStrip shows the load of quarter hours. One cell is reached by Tab, the others by the arrow keys; Enter chooses. */
export function HeatStrip({ label, slots, chosen, choose }: Props): ReactElement {
  const say = useStrings();
  const { locale, direction } = useLanguage();
  const strip = useRef<HTMLDivElement>(null);
  const [at, setAt] = useState(0);
  const reachable = Math.min(at, slots.length - 1);

  function move(event: KeyboardEvent) {
    const to = target(event.key, reachable, slots.length, direction === "rtl");
    if (to === undefined) return;
    event.preventDefault();
    setAt(to);
    strip.current?.querySelectorAll("button")[to]?.focus();
  }

  return (
    <Strip ref={strip} role="group" aria-label={label} onKeyDown={move}>
      {slots.map((slot, index) => {
        const heat = heatOf(slot);
        const text = describe(slot, heat, showIn(slot.start, slot.timezone, locale, "time"), say);
        const barred = heat === "closed" || heat === "full";
        return (
          <Cell
            key={slot.start}
            type="button"
            data-heat={heat}
            aria-pressed={slot.start === chosen}
            aria-disabled={barred}
            aria-label={text}
            title={text}
            tabIndex={index === reachable ? 0 : -1}
            onFocus={() => { setAt(index); }}
            onClick={() => { if (!barred) choose(slot); }}
          />
        );
      })}
    </Strip>
  );
}

function target(key: string, from: number, count: number, rightToLeft: boolean): number | undefined {
  const forward = rightToLeft ? "ArrowLeft" : "ArrowRight";
  const back = rightToLeft ? "ArrowRight" : "ArrowLeft";
  if (key === forward) return Math.min(count - 1, from + 1);
  if (key === back) return Math.max(0, from - 1);
  if (key === "Home") return 0;
  if (key === "End") return count - 1;
  return undefined;
}

function describe({ promised, capacity }: Slot, heat: Heat, time: string, say: Say): string {
  if (heat === "full") return say("states.slot_full", { time });
  if (heat === "closed") return say("states.slot_closed", { time });
  return capacity === null ? say("states.slot_free", { time, promised }) : say("states.slot_of", { time, promised, capacity });
}
