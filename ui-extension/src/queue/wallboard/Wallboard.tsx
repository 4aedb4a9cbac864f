import { Anchor } from "@twilio-paste/anchor";
import { Box } from "@twilio-paste/box";
import { css, styled } from "@twilio-paste/styling-library";
import { useEffect, type ReactElement } from "react";

import { useStats } from "../../api/queries";
import { useHost } from "../../host";
import { useLanguage, useStrings } from "../../strings/languages";
import { useNow } from "../../time/clock";
import { ownZone, showIn, showRate } from "../../time/show";
import { nextHour } from "../strip/load";
import { NextDue } from "./NextDue";

const Board = styled.div(css({ boxSizing: "border-box", minHeight: "100vh", display: "flex", flexDirection: "column", gap: "2.5vmin", padding: "3vmin", backgroundColor: "colorBackgroundBody", color: "colorText" }));
const Figures = styled.div(css({ display: "grid", gridTemplateColumns: "repeat(4, minmax(0, 4fr)) minmax(0, 5fr)", gap: "2vmin", "@media (max-width: 40rem)": { gridTemplateColumns: "1fr 1fr" } }));
const Figure = styled.dl(
  css({
    margin: 0,
    padding: "2vmin 2.5vmin",
    borderWidth: "borderWidth20",
    borderStyle: "solid",
    borderColor: "colorBorderWeaker",
    borderRadius: "borderRadius30",
    "& dt": { fontSize: "clamp(1rem, 2.6vmin, 2.4rem)", lineHeight: "1.3", color: "colorTextWeak" },
    "& dd": { margin: 0, fontSize: "clamp(2.6rem, min(14vmin, 6vw), 14rem)", lineHeight: "1.1", fontWeight: "fontWeightBold", fontVariantNumeric: "tabular-nums" },
    "&[data-tone=warning] dd": { color: "colorTextWarningStrong" },
    "&[data-tone=bad]": { borderColor: "colorBorderError", backgroundColor: "colorBackgroundErrorWeakest" },
    "&[data-tone=bad] dd": { color: "colorTextError" },
  }),
);
// The way back is for the keyboard: a wall has none.
const Back = styled.div(css({ position: "absolute", top: "-10rem", insetInlineStart: "1rem", "&:focus-within": { top: "1rem" } }));

/** Wallboard is for a screen on the wall: read from afar, touched by nobody, always up to date. */
export default function Wallboard(): ReactElement {
  const say = useStrings();
  const { locale } = useLanguage();
  const now = useNow(useHost().now);
  const { data: stats } = useStats();
  const show = (value: number | undefined) => (value === undefined ? "–" : new Intl.NumberFormat(locale).format(value));
  useEffect(() => {
    document.title = `${say("queue.wallboard")} · Ringback`;
  }, [say]);
  const late = stats?.now.overdue ?? 0;
  const broken = stats?.now.broken ?? 0;
  return (
    <Board>
      <Back><Anchor href="#/queue">{say("queue.back_to_queue")}</Anchor></Back>
      <Box display="flex" justifyContent="space-between" alignItems="baseline">
        <h1 style={{ margin: 0, fontSize: "clamp(1.2rem, 3.4vmin, 3rem)", fontWeight: 700 }}>{say("queue.wallboard_title")}</h1>
        <time style={{ fontSize: "clamp(1.5rem, 5vmin, 5rem)", fontWeight: 700, fontVariantNumeric: "tabular-nums" }}>{showIn(now, ownZone(), locale, "time")}</time>
      </Box>
      <Figures>
        <BigFigure label={say("queue.owed_now")} value={show(stats?.now.owed)} />
        <BigFigure label={say("queue.next_hour")} value={show(stats && nextHour(stats.slot_load, now))} />
        <BigFigure label={say("queue.overdue")} value={show(stats?.now.overdue)} tone={late > 0 ? "warning" : undefined} />
        <BigFigure label={say("queue.broken")} value={show(stats?.now.broken)} tone={broken > 0 ? "bad" : undefined} />
        <BigFigure label={say("queue.kept_week")} value={stats ? showRate(stats.rates.kept.value, locale) : "–"} />
      </Figures>
      <NextDue />
    </Board>
  );
}

function BigFigure({ label, value, tone }: { label: string; value: string; tone?: "warning" | "bad" | undefined }): ReactElement {
  return (
    <Figure data-tone={tone}>
      <dt>{label}</dt>
      <dd>{value}</dd>
    </Figure>
  );
}
