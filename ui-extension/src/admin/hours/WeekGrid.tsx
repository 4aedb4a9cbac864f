import { Box } from "@twilio-paste/box";
import { css, styled } from "@twilio-paste/styling-library";
import { Text } from "@twilio-paste/text";
import { useEffect, useRef, useState, type KeyboardEvent, type ReactElement } from "react";

import { useLanguage, useStrings } from "../../strings/languages";
import { useDayNames } from "./days";
import { clock, days, paint, pieceAt, type Day, type Interval, type Piece, type WeekPlan } from "./spans";

const step = 30;
const columns = 48;

// One style for all cells: 336 styled ones take a second to draw on a slow machine.
const Picture = styled.div(
  css({
    touchAction: "none",
    userSelect: "none",
    "& [role=gridcell]": { height: "28px", cursor: "pointer", backgroundColor: "colorBackground", borderBlockEndWidth: "borderWidth10", borderBlockEndStyle: "solid", borderColor: "colorBorderWeaker" },
    "& [data-piece=open]": { backgroundColor: "colorBackgroundPrimary" },
    "& [data-piece=spilt]": { backgroundColor: "colorBackgroundPrimaryWeak" },
    "& [data-hour=true]": { borderInlineStartWidth: "borderWidth10", borderInlineStartStyle: "solid" },
    "& [role=gridcell]:focus-visible": { boxShadow: "shadowFocus", outline: "none", position: "relative", zIndex: 1 },
  }),
);

interface Props {
  plan: WeekPlan;
  change: (plan: WeekPlan) => void;
}

interface Spot {
  row: number;
  column: number;
}

/**
 * WeekGrid is the week as a picture that can be painted on: with the mouse by pulling, with the keyboard by arrows, and Space, which also
 * paints on while Shift is held.
 */
export function WeekGrid({ plan, change }: Props): ReactElement {
  const say = useStrings();
  const names = useDayNames("short");
  const fullNames = useDayNames();
  const { grid, spot, move, set } = useSpot();
  const painting = usePainting();

  function toggle(day: Day, column: number, open = pieceAt(plan, day, column * step) === "closed") {
    change(paint(plan, day, pieceOf(column), open));
  }
  return (
    <Box>
      <Hours />
      <Picture role="grid" aria-label={say("hours.grid")} ref={grid}>
        {days.map((day, row) => (
          <div role="row" key={day} style={{ display: "grid", gridTemplateColumns: rowColumns }}>
            <div role="rowheader" style={{ display: "flex", alignItems: "center" }}>
              <Text as="span" fontSize="fontSize20">{names[day]}</Text>
            </div>
            {Array.from({ length: columns }, (_, column) => (
              <Half
                key={column}
                day={day}
                name={fullNames[day]}
                column={column}
                piece={pieceAt(plan, day, column * step)}
                focusable={spot.row === row && spot.column === column}
                onDown={() => {
                  set({ row, column });
                  painting.current = pieceAt(plan, day, column * step) === "closed";
                  toggle(day, column, painting.current);
                }}
                onEnter={() => { if (painting.current !== undefined) toggle(day, column, painting.current); }}
                onKey={(event) => {
                  if (event.key === " " || event.key === "Enter") {
                    event.preventDefault();
                    toggle(day, column);
                    return;
                  }
                  const next = move(event);
                  if (next && event.shiftKey) toggle(days[next.row] ?? day, next.column, pieceAt(plan, day, column * step) !== "closed");
                }}
              />
            ))}
          </div>
        ))}
      </Picture>
    </Box>
  );
}

const rowColumns = `3rem repeat(${columns}, minmax(3px, 1fr))`;

function pieceOf(column: number): Interval {
  return { from: column * step, to: (column + 1) * step };
}

function Hours(): ReactElement {
  const { locale } = useLanguage();
  const number = new Intl.NumberFormat(locale, { minimumIntegerDigits: 2 });
  return (
    <div aria-hidden="true" style={{ display: "grid", gridTemplateColumns: rowColumns }}>
      <span />
      {[0, 3, 6, 9, 12, 15, 18, 21].map((hour) => (
        <Text as="span" key={hour} fontSize="fontSize10" color="colorTextWeak" style={{ gridColumn: `${hour * 2 + 2} / span 6` }}>
          {number.format(hour)}
        </Text>
      ))}
    </div>
  );
}

interface HalfProps {
  day: Day;
  name: string;
  column: number;
  piece: Piece;
  focusable: boolean;
  onDown: () => void;
  onEnter: () => void;
  onKey: (event: KeyboardEvent) => void;
}

function Half({ day, name, column, piece, focusable, onDown, onEnter, onKey }: HalfProps): ReactElement {
  const say = useStrings();
  return (
    <div
      role="gridcell"
      aria-selected={piece !== "closed"}
      aria-label={say(`hours.cell_${piece}`, { day: name, time: clock(column * step) })}
      tabIndex={focusable ? 0 : -1}
      data-piece={piece}
      data-hour={column % 2 === 0}
      data-spot={`${days.indexOf(day)} ${column}`}
      onPointerDown={(event) => {
        // A finger keeps the cell that it came down on; let go, it paints those that it is pulled over too.
        const cell = event.currentTarget as Element;
        if (cell.hasPointerCapture?.(event.pointerId)) cell.releasePointerCapture(event.pointerId);
        onDown();
      }}
      onPointerEnter={onEnter}
      onKeyDown={onKey}
    />
  );
}

/** usePainting is whether the mouse paints, and with what: open or closed. It ends wherever the button is let go. */
function usePainting() {
  const painting = useRef<boolean>();
  useEffect(() => {
    const end = () => { painting.current = undefined; };
    window.addEventListener("pointerup", end);
    return () => { window.removeEventListener("pointerup", end); };
  }, []);
  return painting;
}

/** useSpot is the one cell that the Tab key leads to; arrows move it. */
function useSpot() {
  const grid = useRef<HTMLDivElement>(null);
  const { direction } = useLanguage();
  const [spot, set] = useState<Spot>({ row: 0, column: 18 });
  const forward = direction === "rtl" ? "ArrowLeft" : "ArrowRight";
  const backward = direction === "rtl" ? "ArrowRight" : "ArrowLeft";

  function move(event: KeyboardEvent): Spot | undefined {
    const steps: Record<string, Spot> = { [forward]: { row: 0, column: 1 }, [backward]: { row: 0, column: -1 }, ArrowDown: { row: 1, column: 0 }, ArrowUp: { row: -1, column: 0 }, Home: { row: 0, column: -columns }, End: { row: 0, column: columns } };
    const by = steps[event.key];
    if (!by) return undefined;
    event.preventDefault();
    const next = { row: clamp(spot.row + by.row, days.length - 1), column: clamp(spot.column + by.column, columns - 1) };
    set(next);
    grid.current?.querySelector<HTMLElement>(`[data-spot="${next.row} ${next.column}"]`)?.focus();
    return next;
  }
  return { grid, spot, set, move };
}

function clamp(value: number, most: number): number {
  return Math.min(Math.max(value, 0), most);
}
