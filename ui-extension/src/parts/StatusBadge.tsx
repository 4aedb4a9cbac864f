import { Badge, type BadgeVariants } from "@twilio-paste/badge";
import type { ReactElement } from "react";

import type { Schema } from "../api/client";
import { useStrings } from "../strings/languages";
import type { Key } from "../strings/texts";

type Variant = (typeof BadgeVariants)[number];
type Shown = Pick<Schema<"Callback">, "status" | "overdue" | "broken">;

const variants: Record<Schema<"Status">, Variant> = {
  scheduled: "decorative10",
  dispatching: "info",
  queued: "info",
  assigned: "new",
  completed: "success",
  cancelled: "decorative10",
  expired: "warning",
  failed: "warning",
};

/** StatusBadge is one callback's state in a word; a promise that is late or broken says that instead while it is still owed. */
export function StatusBadge({ callback }: { callback: Shown }): ReactElement {
  const say = useStrings();
  const [variant, key] = look(callback);
  return (
    <Badge as="span" variant={variant}>
      {say(key)}
    </Badge>
  );
}

function look({ status, overdue, broken }: Shown): [Variant, PlainKey] {
  const waiting = status === "scheduled" || status === "dispatching" || status === "queued";
  if (waiting && broken) return ["error", "states.broken"];
  if (waiting && overdue) return ["warning", "states.overdue"];
  return [variants[status], `states.status_${status}`];
}

type PlainKey = Extract<Key, "states.broken" | "states.overdue" | `states.status_${string}`>;
