import { Box } from "@twilio-paste/box";
import { useMemo, type ReactElement } from "react";

import { EmptyState } from "../parts/EmptyState";
import { Loaded } from "../parts/Loaded";
import { LoadingRows } from "../parts/LoadingRows";
import { Page } from "../parts/Page";
import { useNarrow } from "../parts/useNarrow";
import { useStrings } from "../strings/languages";
import { columns, narrowColumns, readColumns } from "./columns";
import { writeFilter } from "./filter";
import { Links } from "./Links";
import { QueueTable } from "./QueueTable";
import { StalePill } from "./StalePill";
import { Region } from "./tableLooks";
import { Toolbar } from "./Toolbar";
import { useAddress } from "./useAddress";
import { useKept } from "./useKept";
import { useQueueList } from "./useQueueList";
import { useSelection } from "./useSelection";

/** CallBackQueue is what is owed to donors, over every team. */
export default function CallBackQueue(): ReactElement {
  const say = useStrings();
  const { filter, setFilter, open } = useAddress();
  const [chosen, choose] = useKept("columns", readColumns);
  const shown = useMemo(() => columns.filter(({ id }) => chosen.includes(id)), [chosen]);
  const narrow = useNarrow();
  const list = useQueueList(filter);
  const selection = useSelection(filter);
  const { hasNextPage = false, isFetchingNextPage, fetchNextPage } = list.pages;
  const loadMore = useMemo(() => (hasNextPage && !isFetchingNextPage ? () => void fetchNextPage() : undefined), [hasNextPage, isFetchingNextPage, fetchNextPage]);
  return (
    <Page title={say("queue.title")} actions={<Links filter={filter} />}>
      <Box display="flex" flexDirection="column" rowGap="space50">
        <Toolbar narrow={narrow} filter={filter} change={setFilter} chosen={chosen} choose={choose} />
        <Box position="relative">
          <StalePill count={list.stale} refresh={list.refresh} />
          <Loaded of={list.pages} loading={<Region as="div"><LoadingRows rows={9} height={60} /></Region>}>
            {() => (list.rows.length === 0 ? <Nothing narrowed={writeFilter(filter) !== ""} /> : <QueueTable rows={list.rows} columns={narrow ? narrowColumns : shown} narrow={narrow} selection={selection} open={open} loadMore={loadMore} more={hasNextPage} />)}
          </Loaded>
        </Box>
      </Box>
    </Page>
  );
}

function Nothing({ narrowed }: { narrowed: boolean }): ReactElement {
  const say = useStrings();
  if (narrowed) return <EmptyState title={say("queue.none_found_title")} detail={say("queue.none_found_detail")} />;
  return <EmptyState title={say("queue.empty_title")} detail={say("queue.empty_detail")} />;
}
