import { Anchor } from "@twilio-paste/anchor";
import type { ReactElement } from "react";
import { useLocation } from "wouter";

import type { Schema } from "../../api/client";
import { Loaded } from "../../parts/Loaded";
import { Page } from "../../parts/Page";
import { useStrings } from "../../strings/languages";
import { Rows } from "../form/FormGrid";
import { Intro } from "../form/Section";
import { Versions } from "../rules/Versions";
import { SubNav } from "../SubNav";
import { Assignments } from "./Assignments";
import { Holidays } from "./Holidays";
import { useCallingHours } from "./queries";
import { SetEditor } from "./SetEditor";
import { SetList } from "./SetList";

const base = "/admin/hours";

/** CallingHours is when donors may be rung: by the law of where they are, and by the site's own wish. */
export default function CallingHours(): ReactElement {
  const say = useStrings();
  const [at] = useLocation();
  const hours = useCallingHours();
  const ways = [
    { to: base, label: say("hours.sets") },
    { to: `${base}/for`, label: say("hours.assignments") },
    { to: `${base}/holidays`, label: say("hours.holidays") },
    { to: `${base}/versions`, label: say("admin.versions") },
  ];
  return (
    <Page title={say("admin.page_hours")} actions={<Anchor href={`#${base}/new`}>{say("hours.add_set")}</Anchor>}>
      <Rows>
        <Intro>{say("hours.intro")}</Intro>
        <SubNav label={say("admin.page_hours")} ways={ways} at={ways.some(({ to }) => to === at) ? at : base} />
        <Loaded of={hours}>{(found) => <Part hours={found} path={at.slice(base.length)} />}</Loaded>
      </Rows>
    </Page>
  );
}

function Part({ hours, path }: { hours: Schema<"CallingHours">; path: string }): ReactElement {
  switch (path) {
    case "/for":
      return <Assignments hours={hours} />;
    case "/holidays":
      return <Holidays hours={hours} />;
    case "/versions":
      return <Versions kind="calling-hours" version={hours.version} />;
    case "/new":
      return <SetEditor hours={hours} id={undefined} />;
  }
  const [, id] = /^\/set\/(.+)$/.exec(path) ?? [];
  return id ? <SetEditor hours={hours} id={decodeURIComponent(id)} /> : <SetList hours={hours} />;
}
