import { Box } from "@twilio-paste/box";
import { useState, type ReactElement } from "react";

import { Loaded } from "../../parts/Loaded";
import { LoadingRows } from "../../parts/LoadingRows";
import { Page } from "../../parts/Page";
import { useStrings } from "../../strings/languages";
import { Rows } from "../form/FormGrid";
import { Intro, Section } from "../form/Section";
import { FindingsPart } from "./FindingsPart";
import { PlanPart } from "./PlanPart";
import { usePlan, type Wish } from "./queries";
import { Values } from "./Values";

/** Setup brings the Twilio workspace to what Ringback needs, says what is sound, and what is to be pasted where. */
export default function Setup(): ReactElement {
  const say = useStrings();
  const [wish, setWish] = useState<Wish>({});
  const plan = usePlan(wish);
  return (
    <Page title={say("admin.page_setup")}>
      <Rows>
        <Intro>{say("setup.intro")}</Intro>
        <Box display="flex" flexDirection="column" rowGap="space90">
          <Loaded of={plan} loading={<LoadingRows rows={10} />}>
            {(body) => <PlanPart plan={body} reading={plan.isFetching} change={(part) => { setWish({ ...body.choice, ...part }); }} readAgain={() => void plan.refetch()} />}
          </Loaded>
          <FindingsPart />
          {plan.data ? <Section title={say("setup.values")} intro={say("setup.values_intro")}><Values values={plan.data.values} /></Section> : null}
        </Box>
      </Rows>
    </Page>
  );
}
