import { ScreenReaderOnly } from "@twilio-paste/screen-reader-only";
import type { ReactElement } from "react";

import { useStrings } from "../strings/languages";

interface Props {
  caption: string;
  rows: { label: string; value: string }[];
}

/** AsTable tells a screen reader what a drawing shows. */
export function AsTable({ caption, rows }: Props): ReactElement {
  const say = useStrings();
  return (
    <ScreenReaderOnly as="div">
      <table>
        <caption>{caption}</caption>
        <thead>
          <tr>
            <th scope="col">{say("states.chart_label")}</th>
            <th scope="col">{say("states.chart_value")}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ label, value }) => (
            <tr key={label}>
              <th scope="row">{label}</th>
              <td>{value}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScreenReaderOnly>
  );
}
