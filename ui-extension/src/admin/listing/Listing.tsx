import { Box } from "@twilio-paste/box";
import { ScreenReaderOnly } from "@twilio-paste/screen-reader-only";
import { Table, TBody, Td, Th, THead, Tr } from "@twilio-paste/table";
import type { ReactElement, ReactNode } from "react";

/** A column: its head, and what it shows of a row. */
export interface Column<Row> {
  key: string;
  head: string;
  show: (row: Row, index: number) => ReactNode;
  /** A head that a screen reader alone needs, such as that of buttons. */
  hidden?: boolean;
  width?: string;
  /** Stands at the end of its cell: numbers, buttons. */
  end?: boolean;
}

interface Props<Row> {
  caption: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  keyOf: (row: Row, index: number) => string;
  /** What stands in place of the table when there are no rows. */
  empty?: ReactNode;
  /** Below this width it scrolls sideways by itself, and the page does not. */
  least?: string;
}

/** Listing is a table of settings. */
export function Listing<Row>({ caption, columns, rows, keyOf, empty, least = "36rem" }: Props<Row>): ReactElement {
  if (rows.length === 0 && empty) return <>{empty}</>;
  return (
    // A part that scrolls must be reachable by keyboard.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div role="region" aria-label={caption} tabIndex={0} style={{ overflowX: "auto", minWidth: 0 }}>
      <Box style={{ minWidth: least }}>
        <Table aria-label={caption}>
          <THead>
            <Tr>
              {columns.map((column) => (
                <Th key={column.key} {...(column.width ? { width: column.width } : {})}>
                  <div style={alignOf(column)}>{column.hidden ? <ScreenReaderOnly>{column.head}</ScreenReaderOnly> : column.head}</div>
                </Th>
              ))}
            </Tr>
          </THead>
          <TBody>
            {rows.map((row, index) => (
              <Tr key={keyOf(row, index)}>
                {columns.map((column) => (
                  <Td key={column.key}>
                    <div style={alignOf(column)}>{column.show(row, index)}</div>
                  </Td>
                ))}
              </Tr>
            ))}
          </TBody>
        </Table>
      </Box>
    </div>
  );
}

// Paste's tables align to the left and right of the screen, not to the start and end of the line.
function alignOf({ end }: { end?: boolean }): { textAlign: "start" | "end" } {
  return { textAlign: end ? "end" : "start" };
}
