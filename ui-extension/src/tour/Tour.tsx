import { Box } from "@twilio-paste/box";
import { Button } from "@twilio-paste/button";
import { Heading } from "@twilio-paste/heading";
import { Text } from "@twilio-paste/text";
import { useState, type ReactElement, type ReactNode } from "react";

import { useStrings } from "../strings/languages";
import { useFrame } from "./frame";
import { remember } from "./remembered";
import { steps, type Step } from "./steps";

interface Props {
  /** Leads to a view: "/queue". */
  go: (path: string) => void;
}

/** Tour leads a newcomer through the demonstration. It stands beside the page, which can be used meanwhile, and comes once. */
export default function Tour({ go }: Props): ReactElement | null {
  const [at, setAt] = useState(-1);
  const [away, setAway] = useState(false);
  if (away) return null;
  function move(to: number) {
    const step = steps[to];
    if (!step) {
      end();
      return;
    }
    setAt(to);
    go(step.path);
  }
  function end() {
    remember();
    setAway(true);
  }
  const step = steps[at];
  return step ? <Stop step={step} at={at} move={move} end={end} /> : <Begin begin={() => { move(0); }} end={end} />;
}

function Begin({ begin, end }: { begin: () => void; end: () => void }): ReactElement {
  const say = useStrings();
  return (
    <Card title={say("tour.begin_title")} detail={say("tour.begin_detail")}>
      <Button variant="primary" size="small" onClick={begin}>{say("tour.begin")}</Button>
      <Button variant="secondary" size="small" onClick={end}>{say("tour.not_now")}</Button>
    </Card>
  );
}

interface StopProps {
  step: Step;
  at: number;
  move: (to: number) => void;
  end: () => void;
}

function Stop({ step, at, move, end }: StopProps): ReactElement {
  const say = useStrings();
  useFrame(step.target);
  const last = at === steps.length - 1;
  return (
    <Card title={say(`tour.${step.name}_title`)} detail={say(`tour.${step.name}_detail`)} count={say("tour.count", { n: at + 1, all: steps.length })}>
      <Button variant="primary" size="small" onClick={() => { move(at + 1); }}>{say(last ? "tour.done" : "tour.next")}</Button>
      {at > 0 ? <Button variant="secondary" size="small" onClick={() => { move(at - 1); }}>{say("tour.back")}</Button> : null}
      {last ? null : <Button variant="secondary" size="small" onClick={end}>{say("tour.end")}</Button>}
    </Card>
  );
}

interface CardProps {
  title: string;
  detail: string;
  count?: string;
  children: ReactNode;
}

function Card({ title, detail, count, children }: CardProps): ReactElement {
  const say = useStrings();
  return (
    <Box as="aside" aria-label={say("tour.name")} position="fixed" zIndex="zIndex50" padding="space60" backgroundColor="colorBackgroundBody" color="colorText" borderRadius="borderRadius30" borderWidth="borderWidth10" borderStyle="solid" borderColor="colorBorderWeaker" boxShadow="shadow" style={{ insetInlineEnd: 16, bottom: 16, width: "min(23rem, calc(100vw - 32px))" }}>
      <Box display="flex" flexDirection="column" rowGap="space40" aria-live="polite">
        {count ? <Text as="span" fontSize="fontSize20" color="colorTextWeak">{count}</Text> : null}
        <Heading as="h2" variant="heading40" marginBottom="space0">{title}</Heading>
        <Text as="p">{detail}</Text>
        <Box display="flex" flexWrap="wrap" columnGap="space30" rowGap="space20">{children}</Box>
      </Box>
    </Box>
  );
}
