import { Box } from "@twilio-paste/box";
import { Toast, type UseToasterReturnedProps } from "@twilio-paste/toast";
import type { ReactElement } from "react";

import { useStrings } from "../strings/languages";

/** Notices are the short messages. Paste's own Toaster takes the keyboard to each: what an agent types would go astray at every reminder. */
export function Notices({ toasts, pop }: Pick<UseToasterReturnedProps, "toasts" | "pop">): ReactElement {
  const say = useStrings();
  return (
    <Box position="fixed" zIndex="zIndex90" display="flex" flexDirection="column" rowGap="space40" style={{ insetInlineEnd: 12, top: 12, width: "min(25rem, calc(100vw - 24px))" }}>
      {toasts.map(({ id, variant, message }) => (
        <Toast
          key={id} variant={variant} setFocus={false} onDismiss={() => { pop(id); }} i18nDismissLabel={say("states.close")}
          i18nNeutralLabel={say("states.kind_neutral")} i18nSuccessLabel={say("states.kind_success")} i18nWarningLabel={say("states.kind_warning")} i18nErrorLabel={say("states.kind_error")}
        >
          <>{message}</>
        </Toast>
      ))}
    </Box>
  );
}
