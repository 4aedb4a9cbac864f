import { Box } from "@twilio-paste/box";
import { Button } from "@twilio-paste/button";
import type { ReactElement } from "react";

import { useStrings } from "../../strings/languages";
import type { Selection } from "../useSelection";
import { actions, type ActionName } from "./actions";

interface Props {
  selection: Selection;
  /** Rows that were read, and whether there are more. */
  read: number;
  more: boolean;
  act: (action: ActionName) => void;
}

/** BulkBar is what can be done to the rows that are selected. It takes the place of the panel buttons, so that the table stays where it is. */
export function BulkBar({ selection, read, more, act }: Props): ReactElement {
  const say = useStrings();
  const everyRead = selection.ids.size >= read;
  return (
    <Box role="region" aria-label={say("queue.selected_actions")} display="flex" flexWrap="wrap" alignItems="center" columnGap="space40" rowGap="space20" minHeight="sizeIcon60">
      <Box as="span" fontWeight="fontWeightSemibold" role="status">
        {selection.all ? say("queue.selected_all") : say("queue.selected", { n: selection.ids.size })}
      </Box>
      {!selection.all && everyRead && more ? <Button variant="link" onClick={selection.setAll}>{say("queue.select_all")}</Button> : null}
      {actions.map((action) => (
        <Button key={action} variant={action === "cancel" ? "destructive_secondary" : "secondary"} size="small" onClick={() => { act(action); }}>
          {say(`queue.do_${action}`)}
        </Button>
      ))}
      <Button variant="link" onClick={selection.clear}>{say("queue.clear_selection")}</Button>
    </Box>
  );
}
