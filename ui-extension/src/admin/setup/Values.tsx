import { Box } from "@twilio-paste/box";
import { Text } from "@twilio-paste/text";
import type { ReactElement } from "react";

import { useStrings } from "../../strings/languages";
import { CopyButton } from "./CopyButton";
import type { Plan } from "./queries";

/** Values are what is pasted elsewhere: each with where it goes. None is a secret. */
export function Values({ values }: { values: Plan["values"] }): ReactElement {
  const say = useStrings();
  if (values.length === 0) return <Text as="p" color="colorTextWeak">{say("setup.no_values")}</Text>;
  return (
    <Box as="ul" margin="space0" padding="space0" display="flex" flexDirection="column" rowGap="space50" style={{ listStyle: "none" }}>
      {values.map((value) => <Value key={value.name} of={value} />)}
    </Box>
  );
}

function Value({ of: { name, value } }: { of: Plan["values"][number] }): ReactElement {
  const say = useStrings();
  const label = say(`setup.value_${name}`);
  return (
    <Box as="li" display="flex" flexDirection="column" rowGap="space20" minWidth="size0">
      <Text as="span" fontWeight="fontWeightSemibold">{label}</Text>
      <Text as="span" color="colorTextWeak">{say(`setup.value_${name}_where`)}</Text>
      <Box display="flex" flexWrap="wrap" alignItems="center" columnGap="space40" rowGap="space30">
        <Box as="code" dir="ltr" fontFamily="fontFamilyCode" fontSize="fontSize20" lineHeight="lineHeight30" padding="space30" backgroundColor="colorBackground" color="colorText" borderRadius="borderRadius20" textAlign="left" style={{ overflowWrap: "anywhere", whiteSpace: "pre-wrap", userSelect: "all", maxWidth: "100%" }}>
          {value}
        </Box>
        <CopyButton label={label} text={value} />
      </Box>
    </Box>
  );
}
