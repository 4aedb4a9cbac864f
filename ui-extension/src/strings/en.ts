import { admin } from "./en/admin";
import { booking } from "./en/booking";
import { card } from "./en/card";
import { figures } from "./en/figures";
import { mine } from "./en/mine";
import { queue } from "./en/queue";
import { shell } from "./en/shell";
import { states } from "./en/states";

export const en = { admin, booking, card, figures, mine, queue, shell, states } as const;
