import { Box } from "@twilio-paste/box";
import { css, styled } from "@twilio-paste/styling-library";
import type { ReactElement } from "react";

import { useCurrentInSight } from "../parts/useCurrentInSight";
import { Way } from "../parts/Way";
import { useStrings } from "../strings/languages";
import type { View } from "./views";

const Tab = styled(Way)(css({ paddingX: "space50", paddingY: "space50" }));

/** Nav leads to the views. On a narrow page it scrolls sideways rather than breaking its line. */
export function Nav({ views, at }: { views: View[]; at: string }): ReactElement {
  const say = useStrings();
  const nav = useCurrentInSight(at);
  return (
    <Box as="nav" ref={nav} aria-label={say("shell.navigation")} display="flex" overflowX="auto" minWidth="size0">
      {views.map(({ path, label }) => (
        <Tab key={path} href={`#${path}`} aria-current={at === path || at.startsWith(`${path}/`) ? "page" : undefined}>
          {say(label)}
        </Tab>
      ))}
    </Box>
  );
}
