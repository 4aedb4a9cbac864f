import type { Flex } from "@twilio/flex-ui";
import type { ReactElement } from "react";

import type { NoticeKind } from "../host";

export interface Notices {
  notify(kind: NoticeKind, text: string): void;
  /** Takes away what no longer holds: Flex's bar lies over the task's buttons. */
  clear(kind: NoticeKind): void;
}

/** makeNotices shows notices the way Flex shows its own. */
export function makeNotices(flex: Flex): Notices {
  const types: Record<NoticeKind, string> = { success: flex.NotificationType.success, neutral: flex.NotificationType.information, warning: flex.NotificationType.warning, error: flex.NotificationType.error };
  for (const [kind, type] of Object.entries(types)) {
    flex.Notifications.registerNotification({ id: `ringback-${kind}`, type, content: <Notice />, timeout: 6000 });
  }
  return {
    notify(kind, text) {
      flex.Notifications.showNotification(`ringback-${kind}`, { text });
    },
    clear(kind) {
      flex.Notifications.dismissNotificationById(`ringback-${kind}`);
    },
  };
}

// An element and no text of Flex's template language, which would look our sentences up in its own table.
function Notice({ notificationContext }: { notificationContext?: { text?: string } }): ReactElement {
  return <span dir="auto">{notificationContext?.text}</span>; // Flex itself is written from left to right
}
