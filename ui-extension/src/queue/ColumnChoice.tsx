import { Box } from "@twilio-paste/box";
import { Checkbox, CheckboxGroup } from "@twilio-paste/checkbox";
import type { ReactElement } from "react";

import { useStrings } from "../strings/languages";
import { columns, type ColumnId } from "./columns";

interface Props {
  chosen: readonly ColumnId[];
  choose: (to: readonly ColumnId[]) => void;
}

/** ColumnChoice says which columns are shown. The donor always is. */
export function ColumnChoice({ chosen, choose }: Props): ReactElement {
  const say = useStrings();
  return (
    <Box>
      <CheckboxGroup name="queue-columns" legend={say("queue.columns")} orientation="horizontal">
        {columns.filter(({ id }) => id !== "donor").map(({ id, label }) => (
          <Checkbox key={id} id={`queue-column-${id}`} checked={chosen.includes(id)} onChange={(event) => { choose(event.target.checked ? [...chosen, id] : chosen.filter((each) => each !== id)); }}>
            {say(label)}
          </Checkbox>
        ))}
      </CheckboxGroup>
    </Box>
  );
}
