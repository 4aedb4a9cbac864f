import { Box } from "@twilio-paste/box";
import { Button } from "@twilio-paste/button";
import { Heading } from "@twilio-paste/heading";
import { CloseIcon } from "@twilio-paste/icons/esm/CloseIcon";
import { ModalDialogPrimitiveContent, ModalDialogPrimitiveOverlay } from "@twilio-paste/modal-dialog-primitive";
import { css, styled } from "@twilio-paste/styling-library";
import { useEffect, type ReactElement, type ReactNode } from "react";

import { useLanguage, useStrings } from "../strings/languages";
import { useId } from "./useId";

interface Props {
  open: boolean;
  title: string;
  close: () => void;
  children: ReactNode;
  /** Buttons that stay in sight at the bottom. */
  footer?: ReactNode;
}

// Paste's own side modal knows left and right only, and leaves the keyboard outside.
const Overlay = styled(ModalDialogPrimitiveOverlay)(
  css({ position: "fixed", top: 0, bottom: 0, left: 0, right: 0, display: "flex", justifyContent: "flex-end", backgroundColor: "colorBackgroundOverlay", zIndex: "zIndex80" }),
);
const Sheet = styled(ModalDialogPrimitiveContent)(
  css({ display: "flex", flexDirection: "column", width: "100%", maxWidth: "35rem", height: "100%", backgroundColor: "colorBackgroundBody", color: "colorText", boxShadow: "shadow" }),
);

/** Drawer slides in at the end of the line, over what it belongs to. Escape and a click beside it close it; the keyboard stays inside. */
export function Drawer({ open, title, close, children, footer }: Props): ReactElement {
  const heading = useId();
  const { direction } = useLanguage();
  useLostEscape(open, close);
  return (
    <Overlay isOpen={open} onDismiss={close} dir={direction}>
      <Sheet aria-labelledby={heading}>
        <Top heading={heading} title={title} close={close} />
        <Box flexGrow={1} overflowY="auto" padding="space60" tabIndex={0}>
          {children}
        </Box>
        {footer ? (
          <Box display="flex" flexWrap="wrap" columnGap="space40" rowGap="space30" padding="space60" borderTopWidth="borderWidth10" borderTopStyle="solid" borderTopColor="colorBorderWeaker">
            {footer}
          </Box>
        ) : null}
      </Sheet>
    </Overlay>
  );
}

// The overlay hears the keys that are pressed inside it. When the button that had the keyboard has gone, as one does that did its work, the page
// has it, and Escape would do nothing.
function useLostEscape(open: boolean, close: () => void): void {
  useEffect(() => {
    if (!open) return undefined;
    const hear = ({ key }: KeyboardEvent) => {
      if (key === "Escape" && (document.activeElement ?? document.body) === document.body) close();
    };
    document.addEventListener("keydown", hear);
    return () => { document.removeEventListener("keydown", hear); };
  }, [open, close]);
}

function Top({ heading, title, close }: { heading: string; title: string; close: () => void }): ReactElement {
  const say = useStrings();
  return (
    <Box display="flex" alignItems="center" justifyContent="space-between" columnGap="space40" paddingX="space60" paddingY="space50" borderBottomWidth="borderWidth10" borderBottomStyle="solid" borderBottomColor="colorBorderWeaker">
      <Heading as="h2" variant="heading30" marginBottom="space0" id={heading}>
        {title}
      </Heading>
      <Button variant="secondary_icon" size="icon" onClick={close}>
        <CloseIcon decorative={false} title={say("states.close")} />
      </Button>
    </Box>
  );
}
