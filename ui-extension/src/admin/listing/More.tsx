import { Button } from "@twilio-paste/button";
import type { ReactElement } from "react";

import { useStrings } from "../../strings/languages";

interface Props {
  of: { hasNextPage?: boolean | undefined; isFetchingNextPage: boolean; fetchNextPage: () => unknown };
}

/** More reads the next page of a list. */
export function More({ of }: Props): ReactElement | null {
  const say = useStrings();
  if (!of.hasNextPage) return null;
  return (
    <Button variant="secondary" size="small" loading={of.isFetchingNextPage} onClick={() => void of.fetchNextPage()}>
      {say("admin.more")}
    </Button>
  );
}
