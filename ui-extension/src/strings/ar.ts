import { access } from "./ar/access";
import { admin } from "./ar/admin";
import { booking } from "./ar/booking";
import { card } from "./ar/card";
import { desk } from "./ar/desk";
import { figures } from "./ar/figures";
import { hooks } from "./ar/hooks";
import { hours } from "./ar/hours";
import { inbox } from "./ar/inbox";
import { ladder } from "./ar/ladder";
import { mine } from "./ar/mine";
import { outcomes } from "./ar/outcomes";
import { queue } from "./ar/queue";
import { records } from "./ar/records";
import { shell } from "./ar/shell";
import { states } from "./ar/states";
import type { Languages } from "./texts";

export const ar: Languages = { access, admin, booking, card, desk, figures, hooks, hours, inbox, ladder, mine, outcomes, queue, records, shell, states };
