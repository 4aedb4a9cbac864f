import { QueryClientProvider, type QueryClient } from "@tanstack/react-query";
import { Box } from "@twilio-paste/box";
import { CustomizationProvider } from "@twilio-paste/customization";
import type { Flex, ThemeProps } from "@twilio/flex-ui";
import type { ComponentType, ReactElement, ReactNode } from "react";

import type { StreamState } from "../api/stream";
import { HostProvider, type Host } from "../host";
import { Guard } from "../parts/Guard";
import { OfflineBanner } from "../parts/OfflineBanner";
import { languages, LanguageProvider, type LanguageName } from "../strings/languages";
import { useShared, type Signal } from "./signal";

/** What every mount of the plugin has in common. */
export interface Seat {
  host: Host;
  cache: QueryClient;
  language: LanguageName;
  stream: Signal<StreamState>;
}

/** Scope stands around each of the plugin's mounts. Its theme and its faults stay inside: outside is the agent's desktop, with calls on it. */
export type Scope = ComponentType<{ children: ReactNode; bare?: boolean }>;

// The theme puts an element of its own around everything, as wide as its content. As a cell of a grid it is as large as Flex's place is.
const fill = { display: "grid", gridTemplateColumns: "minmax(0, 1fr)", gridTemplateRows: "minmax(0, 1fr)", flex: "1 1 auto", width: "100%", height: "100%", minWidth: 0 } as const;

/** makeScope follows Flex's light and dark. */
export function makeScope(flex: Flex, seat: Seat): Scope {
  const { locale, direction } = languages[seat.language];
  function Around({ theme, bare, children }: ThemeProps & { children: ReactNode; bare?: boolean }): ReactElement {
    return (
      <LanguageProvider language={seat.language}>
        <Guard unseen={bare === true}>
          <div style={bare ? undefined : fill}>
            <CustomizationProvider baseTheme={theme?.isLight === false ? "dark" : "default"}>
              <HostProvider host={seat.host}>
                <QueryClientProvider client={seat.cache}>
                  {bare ? children : <Sheet locale={locale} direction={direction} stream={seat.stream}><Guard>{children}</Guard></Sheet>}
                </QueryClientProvider>
              </HostProvider>
            </CustomizationProvider>
          </div>
        </Guard>
      </LanguageProvider>
    );
  }
  return flex.withTheme(Around);
}

function Sheet({ locale, direction, stream, children }: { locale: string; direction: "ltr" | "rtl"; stream: Signal<StreamState>; children: ReactNode }): ReactElement {
  const state = useShared(stream.subscribe, stream.get);
  return (
    <Box data-ringback="mount" lang={locale} dir={direction} height="100%" width="100%" minWidth="size0" overflow="auto" backgroundColor="colorBackgroundBody" color="colorText">
      <OfflineBanner stream={state} />
      {children}
    </Box>
  );
}
