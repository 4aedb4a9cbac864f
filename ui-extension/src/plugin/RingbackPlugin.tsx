import type { Flex, Manager } from "@twilio/flex-ui";

import { addressOf } from "./host";

// While the script is being evaluated, and only then, the page knows which it is.
const scriptSrc = document.currentScript instanceof HTMLScriptElement ? document.currentScript.src : undefined;

/** RingbackPlugin is what Flex loads. It must not wait for Ringback: Flex would wait with it. */
export class RingbackPlugin {
  readonly name = "RingbackPlugin";
  readonly uniqueName = "plugin-ringback";
  readonly version = __PLUGIN_VERSION__;

  init(_flex: Flex, manager: Manager): void {
    const address = addressOf(manager.configuration.custom_data, scriptSrc);
    if (!address) console.error("plugin-ringback: the Flex configuration has no custom_data.ringback.url");
  }
}
