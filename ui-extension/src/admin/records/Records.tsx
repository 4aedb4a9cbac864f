import { Button } from "@twilio-paste/button";
import { useState, type ReactElement } from "react";
import { useLocation } from "wouter";

import { Page } from "../../parts/Page";
import { useStrings } from "../../strings/languages";
import { Rows } from "../form/FormGrid";
import { Intro } from "../form/Section";
import { SubNav } from "../SubNav";
import { AddRecord } from "./AddRecord";
import { CallListCheck } from "./CallListCheck";
import { ImportPage } from "./ImportPage";
import { RecordList } from "./RecordList";

const base = "/admin/records";

/** Records are the donors on the call lists. */
export default function Records(): ReactElement {
  const say = useStrings();
  const [at] = useLocation();
  const [adding, setAdding] = useState(false);
  const ways = [
    { to: base, label: say("records.list") },
    { to: `${base}/import`, label: say("records.import") },
    { to: `${base}/check`, label: say("records.check") },
  ];
  return (
    <Page title={say("admin.page_records")} actions={<Button variant="secondary" size="small" onClick={() => { setAdding(true); }}>{say("records.add")}</Button>}>
      <Rows>
        <Intro>{say("records.intro")}</Intro>
        <SubNav label={say("admin.page_records")} ways={ways} at={at} />
        {at === `${base}/import` ? <ImportPage /> : at === `${base}/check` ? <CallListCheck /> : <RecordList />}
      </Rows>
      {adding ? <AddRecord close={() => { setAdding(false); }} /> : null}
    </Page>
  );
}
