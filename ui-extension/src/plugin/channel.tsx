import type { Flex } from "@twilio/flex-ui";

import { Icon } from "./icons";
import { roleOf } from "./tasks";

const colour = { callback: "#1f6f43" };

/**
 * addChannel gives a callback's Task its own look. Without it Flex takes it for a voice call, since it is on that channel, and would try to
 * join a conference that does not exist.
 */
export function addChannel(flex: Flex): void {
  const icon = <Icon of="callback" />;
  flex.TaskChannels.register(flex.DefaultTaskChannels.createDefaultTaskChannel("ringback-callback", (task) => roleOf(task).kind === "callback", icon, icon, colour.callback));
}
