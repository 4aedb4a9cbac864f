import { Box } from "@twilio-paste/box";
import { css, styled } from "@twilio-paste/styling-library";
import type { ReactElement } from "react";

import { useCurrentInSight } from "../parts/useCurrentInSight";
import { Way } from "../parts/Way";

const Part = styled(Way)(css({ paddingX: "space40", paddingY: "space30" }));

export interface Part {
  to: string;
  label: string;
}

/** SubNav leads to the parts of one page of settings; each has an address of its own. */
export function SubNav({ label, ways, at }: { label: string; ways: readonly Part[]; at: string }): ReactElement {
  const nav = useCurrentInSight(at);
  return (
    <Box as="nav" ref={nav} aria-label={label} display="flex" overflowX="auto" borderBottomWidth="borderWidth10" borderBottomStyle="solid" borderBottomColor="colorBorderWeaker">
      {ways.map((way) => (
        <Part key={way.to} href={`#${way.to}`} aria-current={way.to === at ? "page" : undefined}>
          {way.label}
        </Part>
      ))}
    </Box>
  );
}
