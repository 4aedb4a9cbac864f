import type { ReactElement } from "react";
import { useLocation } from "wouter";

import { Loaded } from "../../parts/Loaded";
import { Page } from "../../parts/Page";
import { useStrings } from "../../strings/languages";
import { Rows } from "../form/FormGrid";
import { Intro } from "../form/Section";
import { SubNav } from "../SubNav";
import { Deliveries } from "./Deliveries";
import { Endpoints } from "./Endpoints";
import { useEndpoints } from "./queries";

const base = "/admin/webhooks";

/** Webhooks tell other systems what becomes of promises. */
export default function Webhooks(): ReactElement {
  const say = useStrings();
  const [at] = useLocation();
  const endpoints = useEndpoints();
  const ways = [
    { to: base, label: say("hooks.endpoints") },
    { to: `${base}/deliveries`, label: say("hooks.deliveries") },
  ];
  return (
    <Page title={say("admin.page_webhooks")}>
      <Rows>
        <Intro>{say("hooks.intro")}</Intro>
        <SubNav label={say("admin.page_webhooks")} ways={ways} at={at} />
        {at === `${base}/deliveries` ? <Deliveries /> : <Loaded of={endpoints}>{(page) => <Endpoints page={page} />}</Loaded>}
      </Rows>
    </Page>
  );
}
