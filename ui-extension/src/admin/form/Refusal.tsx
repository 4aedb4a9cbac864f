import { CalloutHeading, CalloutList, CalloutListItem, CalloutText } from "@twilio-paste/callout";
import type { ReactElement } from "react";

import { Callout } from "../../parts/Callout";
import type { Problem } from "../../api/problem";
import { problemTexts } from "../../parts/ErrorState";
import { useStrings } from "../../strings/languages";

interface Props {
  problem: Problem | null | undefined;
  /** True for a fault that is told at its own field, and so not here again. */
  told?: (field: string) => boolean;
}

/** Refusal says above a form why it was not taken; what is wrong with a field stands at the field. */
export function Refusal({ problem, told = () => false }: Props): ReactElement | null {
  const say = useStrings();
  if (!problem) return null;
  const { title, detail } = problemTexts(problem, say);
  const left = problem.errors.filter(({ field }) => !told(field));
  const atFields = problem.errors.length > 0;
  return (
    <div role="alert">
      <Callout variant="error">
        <CalloutHeading as="h3">{atFields ? say("admin.refused") : title}</CalloutHeading>
        {atFields ? null : <CalloutText>{detail}</CalloutText>}
        {left.length > 0 ? (
          <CalloutList as="ul">
            {left.map((fault) => (
              <CalloutListItem key={`${fault.field} ${fault.detail}`}>
                <bdi>{fault.field}</bdi>: {fault.detail}
              </CalloutListItem>
            ))}
          </CalloutList>
        ) : null}
      </Callout>
    </div>
  );
}
