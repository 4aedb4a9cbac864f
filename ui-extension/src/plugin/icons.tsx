import type { ReactElement } from "react";

// Inline: Flex shows nothing in place of an icon whose name it does not know.
const path = {
  callback: "M6.6 10.8a15.1 15.1 0 0 0 6.6 6.6l2.2-2.2a1 1 0 0 1 1-.25 11.4 11.4 0 0 0 3.6.57 1 1 0 0 1 1 1V20a1 1 0 0 1-1 1A17 17 0 0 1 3 4a1 1 0 0 1 1-1h3.5a1 1 0 0 1 1 1c0 1.25.2 2.45.57 3.57a1 1 0 0 1-.25 1.02zM20 4.4 14.4 10H18v2h-7V5h2v3.6L18.6 3z",
  queue: "M3 5h12v2H3zm0 4h12v2H3zm0 4h8v2H3zm17.3-1.3 1.4 1.4-6.2 6.2-3.7-3.7 1.4-1.4 2.3 2.3z",
};

/** Icon is drawn in the colour of the text around it. */
export function Icon({ of, size = 20 }: { of: keyof typeof path; size?: number }): ReactElement {
  return (
    <svg viewBox="0 0 24 24" width={size} height={size} fill="currentColor" aria-hidden="true" focusable="false">
      <path d={path[of]} />
    </svg>
  );
}
