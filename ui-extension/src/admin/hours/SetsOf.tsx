import { Box } from "@twilio-paste/box";
import { Button } from "@twilio-paste/button";
import { CloseIcon } from "@twilio-paste/icons/esm/CloseIcon";
import { Text } from "@twilio-paste/text";
import type { ReactElement } from "react";

import { useStrings } from "../../strings/languages";
import { ChoiceField } from "../form/Fields";

export interface Choosable {
  id: string;
  name: string;
}

interface Props {
  /** Whom the sets are for. */
  label: string;
  ids: readonly string[];
  sets: readonly Choosable[];
  change: (ids: string[]) => void;
}

/** SetsOf are the sets that bind somebody: those chosen, each to be taken away, and a choice of one more. */
export function SetsOf({ label, ids, sets, change }: Props): ReactElement {
  const say = useStrings();
  const left = sets.filter(({ id }) => !ids.includes(id));
  const nameOf = (id: string) => sets.find((set) => set.id === id)?.name ?? id;
  return (
    <Box role="group" aria-label={label} display="flex" flexWrap="wrap" alignItems="center" columnGap="space40" rowGap="space30">
      <Box width="size20"><Text as="span" fontWeight="fontWeightSemibold"><bdi>{label}</bdi></Text></Box>
      {ids.map((id) => (
        <Box key={id} display="flex" alignItems="center" columnGap="space20" borderWidth="borderWidth10" borderStyle="solid" borderColor="colorBorderWeak" borderRadius="borderRadius20" paddingX="space30" paddingY="space10">
          <Text as="span"><bdi>{nameOf(id)}</bdi></Text>
          <Button variant="secondary_icon" size="reset" onClick={() => { change(ids.filter((each) => each !== id)); }}>
            <CloseIcon decorative={false} size="sizeIcon10" title={say("hours.unassign", { set: nameOf(id), label })} />
          </Button>
        </Box>
      ))}
      <Box maxWidth="size30">
        <ChoiceField
          bare
          label={say("hours.assign", { label })}
          value=""
          of={[{ value: "", label: say("hours.assign_choose") }, ...left.map(({ id, name }) => ({ value: id, label: name }))]}
          change={(id) => { if (id) change([...ids, id]); }}
        />
      </Box>
    </Box>
  );
}
