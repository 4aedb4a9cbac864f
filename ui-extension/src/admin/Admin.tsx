import { Box } from "@twilio-paste/box";
import { css, styled } from "@twilio-paste/styling-library";
import { Suspense, type ReactElement } from "react";
import { Redirect, useLocation } from "wouter";

import { Guard } from "../parts/Guard";
import { LoadingRows } from "../parts/LoadingRows";
import { useCurrentInSight } from "../parts/useCurrentInSight";
import { useStrings } from "../strings/languages";
import { adminPages, type AdminPage } from "./pages";

const Way = styled.a(
  css({
    display: "block",
    paddingX: "space40",
    paddingY: "space30",
    borderRadius: "borderRadius20",
    color: "colorText",
    fontSize: "fontSize30",
    lineHeight: "lineHeight30",
    textDecoration: "none",
    whiteSpace: "nowrap",
    "&:hover": { textDecoration: "underline" },
    "&[aria-current=page]": { backgroundColor: "colorBackgroundPrimaryWeakest", color: "colorTextLink", fontWeight: "fontWeightSemibold" },
    "&:focus-visible": { boxShadow: "shadowFocusInset", outline: "none" },
  }),
);

/** Admin is the settings: a list of pages beside the one that is open; above it where there is little room. */
export default function Admin(): ReactElement {
  const [at] = useLocation();
  const open = adminPages.find(({ path }) => at === `/admin/${path}` || at.startsWith(`/admin/${path}/`));
  const [first] = adminPages;
  if (!open && first) return <Redirect to={`/admin/${first.path}`} replace />;
  return (
    <Box display="grid" gridTemplateColumns={["minmax(0, 1fr)", "minmax(0, 1fr)", "14rem minmax(0, 1fr)"]}>
      <PageList open={open} />
      {open ? <Guard key={open.path}><Suspense fallback={<Box padding="space60"><LoadingRows /></Box>}><open.Show /></Suspense></Guard> : null}
    </Box>
  );
}

function PageList({ open }: { open: AdminPage | undefined }): ReactElement {
  const say = useStrings();
  const nav = useCurrentInSight(open?.path ?? "");
  return (
    <Box as="nav" ref={nav} aria-label={say("admin.pages")} display="flex" flexDirection={["row", "row", "column"]} overflowX="auto" padding="space50" columnGap="space20" rowGap="space20">
      {adminPages.map((page) => (
        <Way key={page.path} href={`#/admin/${page.path}`} aria-current={page === open ? "page" : undefined}>
          {say(page.label)}
        </Way>
      ))}
    </Box>
  );
}
