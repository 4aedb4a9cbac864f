import { Box } from "@twilio-paste/box";
import { css, styled } from "@twilio-paste/styling-library";
import { Text } from "@twilio-paste/text";
import { lazy, Suspense, useState, type ReactElement } from "react";
import { Redirect, Route, Router, Switch } from "wouter";
import { useHashLocation } from "wouter/use-hash-location";

import { useLive } from "../api/live";
import { useHost } from "../host";
import { EmptyState } from "../parts/EmptyState";
import { Watch } from "../mine/Watch";
import { Guard } from "../parts/Guard";
import { LoadingRows } from "../parts/LoadingRows";
import { OfflineBanner } from "../parts/OfflineBanner";
import { useStrings } from "../strings/languages";
import { wantsTour } from "../tour/remembered";
import { BrowserMenu } from "./BrowserMenu";
import { Nav } from "./Nav";
import type { Preferences } from "./preferences";
import { viewsFor, type View } from "./views";

const Tour = lazy(() => import("../tour/Tour"));

interface Props {
  preferences: Preferences;
  change: (to: Partial<Preferences>) => void;
  signOut: () => void;
}

const Skip = styled.a(css({ position: "absolute", insetInlineStart: "8px", top: "-100px", zIndex: "zIndex90", padding: "space30", backgroundColor: "colorBackgroundBody", color: "colorTextLink", "&:focus": { top: "8px" } }));

/** Shell is the console around the views. */
export function Shell({ preferences, change, signOut }: Props): ReactElement {
  const { me } = useHost();
  const [at, go] = useHashLocation();
  const [touring] = useState(() => wantsTour(me));
  const stream = useLive();
  const mine = viewsFor(me);
  const bare = mine.some((view) => view.bare && view.path === at);
  return (
    <>
      {bare ? null : <Header views={mine.filter((view) => !view.bare)} at={at} preferences={preferences} change={change} signOut={signOut} />}
      {touring && !bare ? <Suspense fallback={null}><Tour go={go} /></Suspense> : null}
      <Box as="main" id="content" tabIndex={-1} outline="none" minWidth="size0">
        <OfflineBanner stream={stream} />
        <Watch />
        <Guard key={viewOf(at)}>
          <Views views={mine} />
        </Guard>
      </Box>
    </>
  );
}

interface HeaderProps extends Props {
  views: View[];
  at: string;
}

function Header({ views, at, ...browser }: HeaderProps): ReactElement {
  const say = useStrings();
  const { me } = useHost();
  return (
    <>
      <Skip href="#content" onClick={(event) => { event.preventDefault(); document.getElementById("content")?.focus(); }}>
        {say("shell.skip")}
      </Skip>
      <Box as="header" display="flex" flexWrap="wrap" alignItems="center" columnGap="space60" paddingX={["space50", "space70"]} borderBottomWidth="borderWidth10" borderBottomStyle="solid" borderBottomColor="colorBorderWeaker">
        <Text as="span" fontSize="fontSize40" fontWeight="fontWeightBold">
          {say("shell.product")}
        </Text>
        <Box order={[3, 0]} flexGrow={1} width={["100%", "auto"]} minWidth="size0">
          <Nav views={views} at={at} />
        </Box>
        <Box style={{ marginInlineStart: "auto" }} paddingY="space30">
          <BrowserMenu me={me} {...browser} />
        </Box>
      </Box>
    </>
  );
}

/** viewOf is the view of an address: another view begins afresh, another page within it does not lose the keyboard's place. */
function viewOf(at: string): string {
  return at.split("/")[1] ?? "";
}

function Views({ views }: { views: View[] }): ReactElement {
  const say = useStrings();
  const [first] = views;
  if (!first) return <EmptyState title={say("shell.no_views_title")} detail={say("shell.no_views_detail")} />;
  return (
    <Suspense fallback={<Box padding="space70"><LoadingRows rows={8} /></Box>}>
      <Router hook={useHashLocation}>
        <Switch>
          {views.map(({ path, nested, Show }) => (
            <Route key={path} path={nested ? `${path}/*?` : path}>
              <Show />
            </Route>
          ))}
          <Route path="/">
            <Redirect to={first.path} replace />
          </Route>
          <Route>
            <EmptyState title={say("shell.not_found_title")} detail={say("shell.not_found_detail")} />
          </Route>
        </Switch>
      </Router>
    </Suspense>
  );
}
