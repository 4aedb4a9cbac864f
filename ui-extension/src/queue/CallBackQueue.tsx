import { Box } from "@twilio-paste/box";
import { useMemo, useState, type ReactElement } from "react";

import { EmptyState } from "../parts/EmptyState";
import { Loaded } from "../parts/Loaded";
import { LoadingRows } from "../parts/LoadingRows";
import { Page } from "../parts/Page";
import { useNarrow } from "../parts/useNarrow";
import { useStrings } from "../strings/languages";
import type { ActionName, Target } from "./bulk/actions";
import { BulkBar } from "./bulk/BulkBar";
import { BulkDrawer } from "./bulk/BulkDrawer";
import { HandOverDrawer } from "./bulk/HandOverDrawer";
import { columns, narrowColumns, readColumns } from "./columns";
import { CallbackDrawer } from "./drawer/CallbackDrawer";
import { writeFilter } from "./filter";
import { Links } from "./Links";
import { QueueTable } from "./QueueTable";
import { StalePill } from "./StalePill";
import { Strip } from "./strip/Strip";
import { Region } from "./tableLooks";
import { Toolbar } from "./Toolbar";
import { useAddress } from "./useAddress";
import { useKept } from "./useKept";
import { useQueueList } from "./useQueueList";
import { useSelection } from "./useSelection";

interface Wish {
  action: ActionName;
  target: Target;
}

/** CallBackQueue is what is owed to donors, over every team. */
export default function CallBackQueue(): ReactElement {
  const say = useStrings();
  const { filter, setFilter, opened, open } = useAddress();
  const [chosen, choose] = useKept("columns", readColumns);
  const shown = useMemo(() => columns.filter(({ id }) => chosen.includes(id)), [chosen]);
  const narrow = useNarrow();
  const list = useQueueList(filter);
  const selection = useSelection(filter);
  const { hasNextPage = false, isFetchingNextPage, fetchNextPage } = list.pages;
  const loadMore = useMemo(() => (hasNextPage && !isFetchingNextPage ? () => void fetchNextPage() : undefined), [hasNextPage, isFetchingNextPage, fetchNextPage]);
  const [wish, setWish] = useState<Wish>();
  const [handingOver, setHandingOver] = useState(false);
  const done = selection.clear;
  function act(action: ActionName) {
    setWish({ action, target: selection.all ? { filter, loaded: list.rows.map(({ id }) => id) } : { ids: [...selection.ids] } });
  }
  return (
    <Page title={say("queue.title")} actions={<Links filter={filter} handOver={() => { setHandingOver(true); }} />}>
      <Box display="flex" flexDirection="column" rowGap="space50">
        <Strip team={filter.team} />
        <Toolbar narrow={narrow} filter={filter} change={setFilter} chosen={chosen} choose={choose} instead={selection.all || selection.ids.size > 0 ? <BulkBar selection={selection} read={list.rows.length} more={hasNextPage} act={act} /> : undefined} />
        <Box position="relative">
          <StalePill count={list.stale} refresh={list.refresh} />
          <Loaded of={list.pages} loading={<Region as="div"><LoadingRows rows={9} height={60} /></Region>}>
            {() => (list.rows.length === 0 ? <Nothing narrowed={writeFilter(filter) !== ""} /> : <QueueTable rows={list.rows} columns={narrow ? narrowColumns : shown} narrow={narrow} selection={selection} open={open} loadMore={loadMore} more={hasNextPage} />)}
          </Loaded>
        </Box>
      </Box>
      <CallbackDrawer id={wish || handingOver ? undefined : opened} close={() => { open(undefined); }} open={open} act={(action, id) => { setWish({ action, target: { ids: [id] } }); }} />
      <BulkDrawer wish={wish} close={() => { setWish(undefined); }} done={done} />
      <HandOverDrawer open={handingOver} close={() => { setHandingOver(false); }} done={done} />
    </Page>
  );
}

function Nothing({ narrowed }: { narrowed: boolean }): ReactElement {
  const say = useStrings();
  if (narrowed) return <EmptyState title={say("queue.none_found_title")} detail={say("queue.none_found_detail")} />;
  return <EmptyState title={say("queue.empty_title")} detail={say("queue.empty_detail")} />;
}
