import { Box } from "@twilio-paste/box";
import { Button } from "@twilio-paste/button";
import type { ReactElement } from "react";

import type { Schema } from "../../api/client";
import { useLanguage, useStrings } from "../../strings/languages";
import { showIn, zonePlace } from "../../time/show";
import { resolutionKey } from "../words";

interface Props {
  chain: readonly Schema<"ChainLink">[];
  /** The one that is shown. */
  at: string;
  open: (id: string) => void;
}

/** Chain is the promises to one donor that followed each other. */
export function Chain({ chain, at, open }: Props): ReactElement {
  const say = useStrings();
  const { locale } = useLanguage();
  return (
    <Box as="ol" fontSize="fontSize30" lineHeight="lineHeight30" margin="space0" padding="space0" display="flex" flexDirection="column" rowGap="space30" style={{ listStyle: "none" }}>
      {chain.map((link, index) => {
        const ended = link.resolution ? resolutionKey(link.resolution) : undefined;
        const text = say("queue.chain_link", { number: index + 1, time: `${showIn(link.window_start, link.timezone, locale)} ${zonePlace(link.timezone)}` });
        return (
          <Box as="li" key={link.id} display="flex" flexWrap="wrap" justifyContent="space-between" columnGap="space50">
            {link.id === at ? <Box as="span" fontWeight="fontWeightSemibold" aria-current="true">{text}</Box> : <Button variant="link" onClick={() => { open(link.id); }}>{text}</Button>}
            <Box as="span" color="colorTextWeak">{ended ? say(ended) : say(`states.status_${link.status}`)}</Box>
          </Box>
        );
      })}
    </Box>
  );
}
