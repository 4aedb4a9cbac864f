import type { Flex, Manager } from "@twilio/flex-ui";

import { makeCache } from "../api/cache";
import type { StreamState } from "../api/stream";
import { languages } from "../strings/languages";
import { makeSay } from "../strings/texts";
import { Background } from "./Background";
import { makeDial, watchHandDials } from "./calls";
import { addChannel } from "./channel";
import type { Held } from "./handDial";
import { HeldCall } from "./HeldCall";
import { addressOf, makeFlexHost } from "./host";
import { languageIn } from "./language";
import { makeNotices } from "./notices";
import { makeScope } from "./scope";
import { makeSignal } from "./signal";
import { liveTasks, onCall } from "./tasks";
import { addTaskTab } from "./taskTabs";
import { addViews } from "./views";

// While the script is being evaluated, and only then, the page knows which it is.
const scriptSrc = document.currentScript instanceof HTMLScriptElement ? document.currentScript.src : undefined;

/** RingbackPlugin is what Flex loads. Nothing in it waits for Ringback: Flex would wait with it. */
export class RingbackPlugin {
  readonly name = "RingbackPlugin";
  readonly uniqueName = "plugin-ringback";
  readonly version = __PLUGIN_VERSION__;

  init(flex: Flex, manager: Manager): void {
    const address = addressOf(manager.configuration.custom_data, scriptSrc);
    if (!address) {
      console.error("plugin-ringback: the Flex configuration has no custom_data.ringback.url");
      return;
    }
    const language = languageIn(manager, navigator.languages);
    const say = makeSay(languages[language]);
    const notices = makeNotices(flex);
    const host = makeFlexHost(manager, address, { notify: notices.notify, onCall: () => onCall(liveTasks(manager)) });
    host.dial = makeDial(flex, manager, host, say);
    const stream = makeSignal<StreamState>("connecting");
    const held = makeSignal<Held | undefined>(undefined);
    const Scope = makeScope(flex, { host, cache: makeCache(), language, stream });

    addChannel(flex);
    addTaskTab({ flex, manager, scope: Scope, notices, say });
    addViews(flex, manager, host.me, Scope, say);
    watchHandDials(flex, host, held, say);
    flex.MainHeader.Content.add(
      <Scope key="ringback-background" bare>
        <Background stream={stream} />
        <HeldCall held={held} />
      </Scope>,
    );
  }
}
