import { QueryClientProvider } from "@tanstack/react-query";
import { Box } from "@twilio-paste/box";
import { Theme } from "@twilio-paste/theme";
import { useToaster } from "@twilio-paste/toast";
import { useMemo, type ReactElement } from "react";

import { makeCache } from "../api/cache";
import type { Schema } from "../api/client";
import { HostProvider } from "../host";
import { ErrorState } from "../parts/ErrorState";
import { Guard } from "../parts/Guard";
import { LoadingRows } from "../parts/LoadingRows";
import { LanguageProvider } from "../strings/languages";
import type { Door } from "./host";
import { usePreferences, type Preferences } from "./preferences";
import { Notices } from "./Notices";
import { Shell } from "./Shell";
import { SignIn } from "./SignIn";
import { useSession } from "./session";

interface Props {
  door: Door;
  /** Of a sign-in link, if one was followed. */
  code?: string | undefined;
}

/** App is the console: its colours and language, and behind the sign-in its views. */
export function App({ door, code }: Props): ReactElement {
  const { preferences, dark, change } = usePreferences();
  return (
    <Theme.Provider theme={dark ? "dark" : "default"} disableAnimations={matchMedia("(prefers-reduced-motion: reduce)").matches}>
      <LanguageProvider language={preferences.language}>
        <Box minHeight="100vh" backgroundColor="colorBackgroundBody" color="colorText">
          <Guard>
            <Entrance door={door} code={code} preferences={preferences} change={change} />
          </Guard>
        </Box>
      </LanguageProvider>
    </Theme.Provider>
  );
}

type Changing = { preferences: Preferences; change: (to: Partial<Preferences>) => void };

function Entrance({ door, code, ...changing }: Props & Changing): ReactElement {
  const { state, signIn, signOut, lost, again } = useSession(door, code);
  switch (state.at) {
    case "asking":
      return <Box padding="space70"><LoadingRows rows={8} /></Box>;
    case "away":
      return <Box padding="space70"><ErrorState problem={state.problem} retry={again} /></Box>;
    case "outside":
      return <SignIn code={state.code} signIn={signIn} />;
    case "inside":
      return <Inside key={state.session.name} door={door} session={state.session} signOut={signOut} lost={lost} {...changing} />;
  }
}

interface InsideProps extends Changing {
  door: Door;
  session: Schema<"Session">;
  signOut: () => void;
  lost: () => void;
}

function Inside({ door, session, signOut, lost, ...changing }: InsideProps): ReactElement {
  const toaster = useToaster();
  const { push } = toaster;
  const cache = useMemo(() => makeCache(lost), [lost]);
  const host = useMemo(() => door.host(session, (variant, message) => { push({ variant, message, dismissAfter: 8000 }); }), [door, session, push]);
  return (
    <HostProvider host={host}>
      <QueryClientProvider client={cache}>
        <Shell signOut={signOut} {...changing} />
        <Notices {...toaster} />
      </QueryClientProvider>
    </HostProvider>
  );
}
