import { Box } from "@twilio-paste/box";
import { Button } from "@twilio-paste/button";
import { Modal, ModalBody, ModalFooter, ModalHeader, ModalHeading } from "@twilio-paste/modal";
import { useRef, type ReactElement, type ReactNode } from "react";

import { useLanguage, useStrings } from "../strings/languages";
import { useId } from "./useId";

interface Props {
  open: boolean;
  title: string;
  /** What will happen, and to how many. */
  children: ReactNode;
  /** The button's verb: "Cancel 3 callbacks", never "OK". Without one there is nothing to confirm. */
  confirmLabel: string | undefined;
  destructive?: boolean;
  busy?: boolean;
  confirm: () => void;
  close: () => void;
}

/** ConfirmDialog asks before something that cannot be undone. The keyboard begins at the way out. */
export function ConfirmDialog({ open, title, children, confirmLabel, destructive = false, busy = false, confirm, close }: Props): ReactElement {
  const say = useStrings();
  const { direction, locale } = useLanguage();
  const heading = useId();
  const wayOut = useRef<HTMLButtonElement>(null);
  return (
    <Modal ariaLabelledby={heading} isOpen={open} onDismiss={close} size="default" initialFocusRef={wayOut} dir={direction} lang={locale}>
      <ModalHeader i18nDismissLabel={say("states.close")}>
        <ModalHeading as="h3" id={heading}>
          {title}
        </ModalHeading>
      </ModalHeader>
      <ModalBody>
        <Box>{children}</Box>
      </ModalBody>
      <ModalFooter>
        <Box display="flex" flexGrow={1} flexWrap="wrap" justifyContent="flex-end" columnGap="space50" rowGap="space30">
          <Button variant="secondary" onClick={close} ref={wayOut}>
            {say(confirmLabel === undefined ? "states.close" : "states.cancel")}
          </Button>
          {confirmLabel === undefined ? null : (
            <Button variant={destructive ? "destructive" : "primary"} onClick={confirm} loading={busy}>
              {confirmLabel}
            </Button>
          )}
        </Box>
      </ModalFooter>
    </Modal>
  );
}
