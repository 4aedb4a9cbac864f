import type { Flex } from "@twilio/flex-ui";

import { RingbackPlugin } from "./RingbackPlugin";

declare global {
  interface Window {
    Twilio?: { Flex?: Flex };
  }
}

// Flex asks which script is being evaluated, so this must not wait for anything.
const flex = window.Twilio?.Flex;
if (flex) flex.Plugins.init(RingbackPlugin);
else console.warn("plugin-ringback: there is no Flex on this page");
