import { Box } from "@twilio-paste/box";
import { ScreenReaderOnly } from "@twilio-paste/screen-reader-only";
import { SkeletonLoader } from "@twilio-paste/skeleton-loader";
import type { ReactElement } from "react";

import { useStrings } from "../strings/languages";

interface Props {
  rows?: number;
  /** Of one row, in pixels: that of the rows to come, so that nothing jumps when they are there. */
  height?: number;
}

/** LoadingRows stands where a list is about to be, as large as the list. */
export function LoadingRows({ rows = 6, height = 44 }: Props): ReactElement {
  const say = useStrings();
  return (
    <div role="status">
      <ScreenReaderOnly>{say("states.loading")}</ScreenReaderOnly>
      {Array.from({ length: rows }, (_, row) => (
        <Box key={row} display="flex" alignItems="center" style={{ height }} aria-hidden="true">
          <SkeletonLoader width={row % 2 ? "92%" : "100%"} height="16px" />
        </Box>
      ))}
    </div>
  );
}
