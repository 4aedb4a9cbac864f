import { Button } from "@twilio-paste/button";
import { css, styled } from "@twilio-paste/styling-library";
import type { ReactElement } from "react";

import { useStrings } from "../strings/languages";

const Place = styled.div(css({ position: "absolute", bottom: "1.25rem", insetInlineStart: 0, insetInlineEnd: 0, display: "flex", justifyContent: "center", zIndex: "zIndex30", pointerEvents: "none", "& > *": { pointerEvents: "auto" } }));

/** StalePill says that the list is not in its order any more. It is put in order when the reader wants it, since rows that move away are clicked wrongly. */
export function StalePill({ count, refresh }: { count: number; refresh: () => void }): ReactElement {
  const say = useStrings();
  return (
    <Place role="status">
      {count > 0 ? (
        <Button variant="primary" size="rounded_small" onClick={refresh}>
          {say("queue.stale", { n: count })}
        </Button>
      ) : null}
    </Place>
  );
}
