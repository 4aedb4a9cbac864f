import { Box } from "@twilio-paste/box";
import type { ReactElement } from "react";

import { useExplanation } from "../../api/queries";
import type { Schema } from "../../api/client";
import { Countdown } from "../../parts/Countdown";
import { Loaded } from "../../parts/Loaded";
import { LoadingRows } from "../../parts/LoadingRows";
import { useLanguage, useStrings } from "../../strings/languages";
import { showIn, zonePlace } from "../../time/show";
import { rungKey } from "../words";

/** WhyNow says whether the donor may be rung at this moment, why not, from when on, and who has it on the ladder. */
export function WhyNow({ id }: { id: string }): ReactElement {
  return (
    <Box fontSize="fontSize30" lineHeight="lineHeight30">
      <Loaded of={useExplanation(id)} loading={<LoadingRows rows={2} height={24} />}>{(explanation) => <Why {...explanation} />}</Loaded>
    </Box>
  );
}

function Why({ allowed, reasons, next_allowed_at: next, timezone, rung, rung_ends_at: ends }: Schema<"Explanation">): ReactElement {
  const say = useStrings();
  const { locale } = useLanguage();
  const step = rung ? rungKey(rung) : undefined;
  return (
    <>
      <Box fontWeight="fontWeightSemibold" color={allowed ? "colorTextSuccess" : "colorText"}>{say(allowed ? "queue.may_ring" : "queue.may_not_ring")}</Box>
      {reasons.map(({ code, rule, detail }) => (
        <Box key={`${code} ${rule}`}>{detail ?? rule}</Box>
      ))}
      {!allowed && next ? <Box>{say("queue.may_ring_from", { time: `${showIn(next, timezone, locale)} ${zonePlace(timezone)}` })}</Box> : null}
      {step ? <Box>{say(step)}{ends ? <> · {say("queue.rung_ends")} <Countdown to={ends} /></> : null}</Box> : null}
    </>
  );
}
