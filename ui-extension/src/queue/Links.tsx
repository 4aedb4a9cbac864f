import { Anchor } from "@twilio-paste/anchor";
import { Box } from "@twilio-paste/box";
import { Button } from "@twilio-paste/button";
import type { ReactElement } from "react";

import { useHost } from "../host";
import { useStrings } from "../strings/languages";
import { csvQuery, type QueueFilter } from "./filter";
import { useDownload } from "./useDownload";

/** Links lead from the queue to its file and, in the console, to the wallboard. */
export function Links({ filter, handOver }: { filter: QueueFilter; handOver: () => void }): ReactElement {
  const say = useStrings();
  const { kind } = useHost();
  const { busy, download } = useDownload();
  return (
    <>
      <Button variant="secondary" size="small" onClick={handOver}>
        {say("queue.hand_over")}
      </Button>
      <Button variant="secondary" size="small" loading={busy} onClick={() => { download(`/api/v1/callbacks.csv?${csvQuery(filter)}`, "callbacks.csv"); }}>
        {say("queue.export")}
      </Button>
      {kind === "console" ? (
        <Box alignSelf="center">
          <Anchor href="#/wallboard">{say("queue.wallboard")}</Anchor>
        </Box>
      ) : null}
    </>
  );
}
