import { Box } from "@twilio-paste/box";
import { css, styled } from "@twilio-paste/styling-library";
import type { ReactElement } from "react";

import { useStrings } from "../strings/languages";
import type { View } from "./views";

const Way = styled.a(
  css({
    display: "block",
    paddingX: "space50",
    paddingY: "space50",
    whiteSpace: "nowrap",
    color: "colorTextWeak",
    fontSize: "fontSize30",
    fontWeight: "fontWeightSemibold",
    lineHeight: "lineHeight20",
    textDecoration: "none",
    borderBottomWidth: "borderWidth20",
    borderBottomStyle: "solid",
    borderBottomColor: "transparent",
    "&:hover": { color: "colorText" },
    "&[aria-current=page]": { color: "colorTextLink", borderBottomColor: "colorBorderPrimary" },
    "&:focus-visible": { boxShadow: "shadowFocus", outline: "none", borderRadius: "borderRadius20" },
  }),
);

/** Nav leads to the views. On a narrow page it scrolls sideways rather than breaking its line. */
export function Nav({ views, at }: { views: View[]; at: string }): ReactElement {
  const say = useStrings();
  return (
    <Box as="nav" aria-label={say("shell.navigation")} display="flex" overflowX="auto" minWidth="size0">
      {views.map(({ path, label }) => (
        <Way key={path} href={`#${path}`} aria-current={at === path || at.startsWith(`${path}/`) ? "page" : undefined}>
          {say(label)}
        </Way>
      ))}
    </Box>
  );
}
