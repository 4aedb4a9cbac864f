import { Box } from "@twilio-paste/box";
import { Button } from "@twilio-paste/button";
import { Input } from "@twilio-paste/input";
import { Label } from "@twilio-paste/label";
import { useState, type FormEvent, type ReactElement } from "react";

import { useId } from "../parts/useId";
import { useStrings } from "../strings/languages";
import { writeFilter, type QueueFilter } from "./filter";
import { filterOf, useSavedViews } from "./savedViews";

interface Props {
  filter: QueueFilter;
  change: (to: QueueFilter) => void;
}

/** SavedViews are filters under names of the reader's own, kept by this browser. */
export function SavedViews({ filter, change }: Props): ReactElement {
  const say = useStrings();
  const { views, save, forget } = useSavedViews();
  const [name, setName] = useState("");
  const field = useId();
  const now = writeFilter(filter);

  function keep(event: FormEvent) {
    event.preventDefault();
    if (name.trim() === "") return;
    save(name.trim(), filter);
    setName("");
  }
  return (
    <Box display="flex" flexDirection="column" rowGap="space50">
      <Box as="ul" display="flex" flexDirection="column" rowGap="space20" margin="space0" padding="space0" style={{ listStyle: "none" }}>
        {views.length === 0 ? <Box as="li" color="colorTextWeak">{say("queue.no_views")}</Box> : null}
        {views.map((view) => (
          <Box as="li" key={view.name} display="flex" justifyContent="space-between" columnGap="space50">
            <Button variant="link" aria-pressed={view.filter === now} onClick={() => { change(filterOf(view)); }}>{view.name}</Button>
            <Button variant="destructive_link" onClick={() => { forget(view.name); }}>{say("queue.forget_view", { name: view.name })}</Button>
          </Box>
        ))}
      </Box>
      <Box as="form" onSubmit={keep} display="flex" columnGap="space30" alignItems="flex-end">
        <Box flexGrow={1}>
          <Label htmlFor={field}>{say("queue.view_name")}</Label>
          <Input id={field} type="text" maxLength={60} value={name} onChange={(event) => { setName(event.target.value); }} />
        </Box>
        <Button type="submit" variant="secondary">{say("queue.save_view")}</Button>
      </Box>
    </Box>
  );
}
