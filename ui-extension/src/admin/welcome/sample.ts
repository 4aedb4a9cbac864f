import { wallNow } from "../../time/wall";
import type { Mapping } from "./mapping";

const day = 24 * 3_600_000;

/** sample is a body as some sender may send it, for tomorrow. */
export function sample(now: number): string {
  const tomorrow = wallNow(now + day, "Australia/Perth").slice(0, 10);
  return JSON.stringify({ pledge: { id: "P-77" }, donor: { id: "D-5001", name: "A. Donor", phones: ["+61 491 570 156"] }, call: { at: `${tomorrow}T18:00`, zone: "Australia/Perth" }, fundraiser: "F12" }, null, 2);
}

/** sampleMapping fits it. */
export const sampleMapping: Mapping = {
  type: "welcome_call.requested",
  reference: "$.pledge.id",
  "record.external_id": "$.donor.id",
  "record.name": "$.donor.name",
  "record.phone": "$.donor.phones.0",
  "callback_request.local_time": "$.call.at",
  "callback_request.timezone": "$.call.zone",
  "callback_request.team": "welcome",
  "fundraiser.code": "$.fundraiser",
};
