import { Box } from "@twilio-paste/box";
import { Button } from "@twilio-paste/button";
import { useState, type ReactElement, type ReactNode } from "react";

import { useId } from "../parts/useId";
import { useStrings } from "../strings/languages";
import { ColumnChoice } from "./ColumnChoice";
import type { ColumnId } from "./columns";
import type { QueueFilter } from "./filter";
import { FilterBar } from "./FilterBar";
import { SavedViews } from "./SavedViews";

interface Props {
  filter: QueueFilter;
  change: (to: Partial<QueueFilter>) => void;
  chosen: readonly ColumnId[];
  choose: (to: readonly ColumnId[]) => void;
  narrow: boolean;
  /** Stands where the panels are opened, so that what is below does not move. */
  instead?: ReactNode;
}

type Panel = "filters" | "views" | "columns";
const wide: readonly Panel[] = ["views", "columns"];
const onNarrow: readonly Panel[] = ["filters", "views"];

/** Toolbar is the filters, and the panels for saved views and columns. */
export function Toolbar({ filter, change, chosen, choose, narrow, instead }: Props): ReactElement {
  const say = useStrings();
  const [open, setOpen] = useState<Panel>();
  const id = useId();
  return (
    <Box display="flex" flexDirection="column" rowGap="space40">
      <FilterBar filter={filter} change={change} only={narrow ? "search" : undefined} />
      <Box display="flex" flexWrap="wrap" alignItems="center" columnGap="space50" rowGap="space20" minHeight="sizeIcon60">
        {instead ?? (narrow ? onNarrow : wide).map((panel) => (
          <Button key={panel} variant="link" aria-expanded={open === panel} aria-controls={id} onClick={() => { setOpen(open === panel ? undefined : panel); }}>
            {say(`queue.panel_${panel}`)}
          </Button>
        ))}
      </Box>
      <Box id={id} hidden={!open} padding="space50" borderRadius="borderRadius20" backgroundColor="colorBackground">
        {open === "filters" ? <FilterBar filter={filter} change={change} only="choices" /> : null}
        {open === "views" ? <SavedViews filter={filter} change={change} /> : null}
        {open === "columns" ? <ColumnChoice chosen={chosen} choose={choose} /> : null}
      </Box>
    </Box>
  );
}
