import { admin } from "./en/admin";
import { booking } from "./en/booking";
import { card } from "./en/card";
import { desk } from "./en/desk";
import { figures } from "./en/figures";
import { hours } from "./en/hours";
import { ladder } from "./en/ladder";
import { mine } from "./en/mine";
import { outcomes } from "./en/outcomes";
import { queue } from "./en/queue";
import { records } from "./en/records";
import { shell } from "./en/shell";
import { states } from "./en/states";

export const en = { admin, booking, card, desk, figures, hours, ladder, mine, outcomes, queue, records, shell, states } as const;
