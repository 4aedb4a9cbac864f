import { access } from "./en/access";
import { admin } from "./en/admin";
import { booking } from "./en/booking";
import { card } from "./en/card";
import { desk } from "./en/desk";
import { figures } from "./en/figures";
import { hooks } from "./en/hooks";
import { hours } from "./en/hours";
import { inbox } from "./en/inbox";
import { ladder } from "./en/ladder";
import { mine } from "./en/mine";
import { outcomes } from "./en/outcomes";
import { queue } from "./en/queue";
import { records } from "./en/records";
import { shell } from "./en/shell";
import { states } from "./en/states";

export const en = { access, admin, booking, card, desk, figures, hooks, hours, inbox, ladder, mine, outcomes, queue, records, shell, states } as const;
