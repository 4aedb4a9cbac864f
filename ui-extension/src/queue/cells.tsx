import { Badge } from "@twilio-paste/badge";
import { Box } from "@twilio-paste/box";
import { css, styled } from "@twilio-paste/styling-library";
import type { ReactElement, ReactNode } from "react";

import type { Schema } from "../api/client";
import { useOutcomes } from "../api/queries";
import { ClockPair } from "../parts/ClockPair";
import { Countdown } from "../parts/Countdown";
import { StatusBadge } from "../parts/StatusBadge";
import { useLanguage, useStrings } from "../strings/languages";
import { ownZone, showIn } from "../time/show";
import { isOpen, longChain } from "./filter";
import { usePeople } from "./people";
import { sourceKey, whyKey } from "./words";

interface Props {
  callback: Schema<"Callback">;
}

const Line = styled.span(css({ display: "block", overflow: "hidden", textOverflow: "ellipsis", whiteSpace: "nowrap" }));
const Weak = styled(Line)(css({ color: "colorTextWeak", fontSize: "fontSize20", lineHeight: "lineHeight20" }));

/** TwoLines is what most cells are: what matters, and below it what goes with it. What is cut off is told in full by the pointer. */
export function TwoLines({ first, second, strong = false }: { first: ReactNode; second?: ReactNode; strong?: boolean }): ReactElement {
  return (
    <>
      <Line title={typeof first === "string" ? first : undefined} style={strong ? { fontWeight: 600 } : undefined}>{first}</Line>
      {second ? <Weak title={typeof second === "string" ? second : undefined}>{second}</Weak> : null}
    </>
  );
}

export function PlainCell({ text }: { text: string | null }): ReactElement {
  return <TwoLines first={text ?? "–"} />;
}

export function DonorCell({ callback: { record, phone } }: Props): ReactElement {
  return <TwoLines strong first={<DonorName callback={{ record }} />} second={<bdi>{[record.name ? record.external_id : null, phone ?? record.phone].filter(Boolean).join(" · ")}</bdi>} />;
}

function DonorName({ callback: { record } }: { callback: Pick<Schema<"Callback">, "record"> }): ReactElement {
  const say = useStrings();
  return <bdi>{record.name ?? record.external_id ?? say("queue.unnamed")}</bdi>;
}

export function PromisedCell({ callback }: Props): ReactElement {
  return <ClockPair at={callback.window_start} zone={callback.timezone} />;
}

/** All that matters of a row where there is room for one column. */
export function SummaryCell({ callback }: Props): ReactElement {
  return (
    <Box display="flex" flexDirection="column" rowGap="space20" overflow="hidden">
      <Box display="flex" justifyContent="space-between" columnGap="space30">
        <Box minWidth="size0"><TwoLines strong first={<DonorName callback={callback} />} /></Box>
        <StatusBadge callback={callback} />
      </Box>
      <PromisedCell callback={callback} />
      <LateCell callback={callback} />
    </Box>
  );
}

/** How late it is, or how far off. Once somebody has rung, the promise is neither. */
export function LateCell({ callback }: Props): ReactElement {
  if (!isOpen(callback) || callback.attempts > 0) return <>–</>;
  return (
    <Box as="span" fontWeight={callback.overdue ? "fontWeightSemibold" : "fontWeightNormal"} color={callback.overdue ? "colorTextError" : "colorText"}>
      <Countdown to={callback.window_start} />
    </Box>
  );
}

export function StateCell({ callback }: Props): ReactElement {
  const say = useStrings();
  const why = whyKey(callback);
  return <TwoLines first={<StatusBadge callback={callback} />} second={why ? say(why) : undefined} />;
}

export function OwnerCell({ callback }: Props): ReactElement {
  const say = useStrings();
  const owner = usePeople().agent(callback.worker_sid);
  const team = callback.team ?? say("queue.any_team");
  if (!owner) return <TwoLines first={<bdi>{team}</bdi>} second={say("queue.no_owner")} />;
  return <TwoLines first={<bdi>{owner}</bdi>} second={callback.agent_strict ? say("queue.only_them") : <bdi>{team}</bdi>} />;
}

/** The next call where it is another than the promise: a retry, or a time put off. */
export function NextCallCell({ callback }: Props): ReactElement {
  const say = useStrings();
  if (!isOpen(callback)) return <>–</>;
  if (callback.due_at === callback.window_start) return <TwoLines first={say("queue.as_promised")} />;
  return <ClockPair at={callback.due_at} zone={callback.timezone} />;
}

export function AttemptsCell({ callback: { attempts, max_attempts } }: Props): ReactElement {
  const say = useStrings();
  return <TwoLines first={say("queue.attempts_of", { attempts, most: max_attempts })} />;
}

/** What came of ringing last, and when that was. While a call is on it has no outcome yet. */
export function OutcomeCell({ callback: { last_outcome: code, last_attempt_at: at } }: Props): ReactElement {
  const { locale } = useLanguage();
  const outcomes = useOutcomes().data?.items;
  if (!at) return <>–</>;
  const label = outcomes?.find((each) => each.code === code)?.label ?? code;
  return <TwoLines first={<bdi>{label ?? "…"}</bdi>} second={showIn(at, ownZone(), locale)} />;
}

/** Which promise to the donor it is in a row. From the third on it stands out: somebody has waited long. */
export function ChainCell({ callback: { chain_length: nth } }: Props): ReactElement {
  const say = useStrings();
  if (nth === 1) return <>–</>;
  const text = say("queue.chain_nth", { n: nth });
  return nth < longChain ? <TwoLines first={text} /> : <Badge as="span" variant="warning">{text}</Badge>;
}

export function ReasonCell({ callback }: Props): ReactElement {
  return <TwoLines first={callback.reason ?? callback.notes ?? "–"} second={callback.reason ? (callback.notes ?? undefined) : undefined} />;
}

export function SourceCell({ callback }: Props): ReactElement {
  const say = useStrings();
  const key = sourceKey(callback.source);
  return <TwoLines first={key ? say(key) : callback.source} second={callback.reference ?? undefined} />;
}

export function CreatedCell({ callback }: Props): ReactElement {
  const { locale } = useLanguage();
  const people = usePeople();
  return <TwoLines first={<bdi>{people.actor(callback.created_by)}</bdi>} second={showIn(callback.created_at, ownZone(), locale)} />;
}

export function OverrideCell({ callback: { override } }: Props): ReactElement | null {
  const say = useStrings();
  if (!override) return null;
  return (
    <span title={say("states.override_detail", { who: override.requested_by, how: override.captured_via })}>
      <Badge as="span" variant="decorative30">{say("queue.override_short")}</Badge>
    </span>
  );
}
