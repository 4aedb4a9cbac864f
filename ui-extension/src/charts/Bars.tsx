import { Box } from "@twilio-paste/box";
import { useTheme } from "@twilio-paste/theme";
import type { ReactElement } from "react";

import { useLanguage } from "../strings/languages";
import { AsTable } from "./AsTable";

export type BarTone = "primary" | "success" | "warning" | "error";

export interface Bar {
  /** Of one bar only: the table for screen readers tells them apart by it. */
  label: string;
  /** Written below the bar instead of the label; nothing where bars are too many for each to have its own. */
  tick?: string;
  value: number;
  /** Drawn behind the bar as a mark, such as the capacity. */
  limit?: number;
  tone?: BarTone;
}

interface Props {
  caption: string;
  bars: Bar[];
  /** Of the drawing without its labels, in pixels. */
  height?: number;
  /** The numbers above the bars. */
  values?: boolean;
}

const labelSpace = 20;

/** Bars is an upright bar chart: as wide as there is room, with a table for screen readers. Time runs as the language is written. */
export function Bars({ caption, bars, height = 120, values = true }: Props): ReactElement {
  const { locale, direction } = useLanguage();
  const theme = useTheme();
  const numbers = new Intl.NumberFormat(locale);
  const most = Math.max(1, ...bars.map(({ value, limit = 0 }) => Math.max(value, limit)));
  const inOrder = direction === "rtl" ? [...bars].reverse() : bars;
  return (
    <Box as="figure" margin="space0">
      <svg width="100%" height={height + labelSpace} aria-hidden="true">
        <line x1="0" x2="100%" y1={height} y2={height} stroke={theme.borderColors.colorBorderWeak} />
        {inOrder.map((bar, index) => (
          <OneBar key={bar.label} bar={bar} x={(100 * index) / bars.length} width={100 / bars.length} most={most} height={height} text={values && bar.value > 0 ? numbers.format(bar.value) : ""} />
        ))}
      </svg>
      <AsTable caption={caption} rows={bars.map(({ label, value, limit }) => ({ label, value: limit === undefined ? numbers.format(value) : `${numbers.format(value)} / ${numbers.format(limit)}` }))} />
    </Box>
  );
}

interface OneBarProps {
  bar: Bar;
  /** In per cent of the drawing. */
  x: number;
  width: number;
  most: number;
  height: number;
  text: string;
}

function OneBar({ bar, x, width, most, height, text }: OneBarProps): ReactElement {
  const theme = useTheme();
  const room = height - 16; // the number stands above the bar
  const tall = Math.max(bar.value > 0 ? 2 : 0, (room * bar.value) / most);
  const limitAt = bar.limit !== undefined ? height - (room * bar.limit) / most : undefined;
  const middle = `${x + width / 2}%`;
  return (
    <g fontSize="12" textAnchor="middle">
      <rect x={`${x + width * 0.15}%`} width={`${width * 0.7}%`} y={height - tall} height={tall} rx="2" fill={toneOf(theme, bar.tone ?? "primary")} />
      {limitAt === undefined ? null : <line x1={`${x}%`} x2={`${x + width}%`} y1={limitAt} y2={limitAt} stroke={theme.borderColors.colorBorderStrong} strokeWidth="2" />}
      <text x={middle} y={height - tall - 4} fill={theme.textColors.colorText}>
        {text}
      </text>
      <text x={middle} y={height + 14} fill={theme.textColors.colorTextWeak}>
        {bar.tick ?? bar.label}
      </text>
    </g>
  );
}

function toneOf(theme: ReturnType<typeof useTheme>, tone: BarTone): string {
  const { backgroundColors: colours } = theme;
  switch (tone) {
    case "success":
      return colours.colorBackgroundSuccess;
    case "warning":
      return colours.colorBackgroundWarning;
    case "error":
      return colours.colorBackgroundError;
    case "primary":
      return colours.colorBackgroundPrimary;
  }
}
