import { Badge } from "@twilio-paste/badge";
import { Box } from "@twilio-paste/box";
import { Button } from "@twilio-paste/button";
import { Heading } from "@twilio-paste/heading";
import type { ReactElement } from "react";

import { useStrings } from "../../strings/languages";
import type { Faults } from "../form/faults";
import { NumberField } from "../form/Fields";
import { FormGrid } from "../form/FormGrid";
import { ZoneField } from "../form/ZoneField";
import { ladderOf, usual, type Team } from "./ladder";
import { LadderPicture } from "./LadderPicture";

interface Props {
  team: Team;
  change: (part: Partial<Team>) => void;
  remove: () => void;
  faults: Faults;
  /** Where the team stands in the body: items[0]. */
  place: string;
}

/** TeamCard is one team: its ladder drawn, and what it is made of. */
export function TeamCard({ team, change, remove, faults, place }: Props): ReactElement {
  const say = useStrings();
  const at = (field: string) => faults.at(`${place}.${field}`);
  const orUsual = (minutes: number) => say("ladder.usual", { n: minutes });
  return (
    <Box role="group" aria-label={team.name} display="flex" flexDirection="column" rowGap="space50" padding="space60" borderWidth="borderWidth10" borderStyle="solid" borderColor="colorBorderWeaker" borderRadius="borderRadius30">
      <Box display="flex" flexWrap="wrap" alignItems="center" justifyContent="space-between" columnGap="space40" rowGap="space30">
        <Box display="flex" alignItems="center" columnGap="space40">
          <Heading as="h2" variant="heading40" marginBottom="space0"><bdi>{team.name}</bdi></Heading>
          {team.configured ? null : <Badge as="span" variant="warning">{say("ladder.unconfigured")}</Badge>}
        </Box>
        <Button variant="secondary" size="small" aria-label={say("ladder.remove", { name: team.name })} onClick={remove}>{say("admin.remove")}</Button>
      </Box>
      <LadderPicture ladder={ladderOf(team)} />
      <FormGrid least="13rem">
        <NumberField label={say("ladder.owner_minutes")} help={orUsual(usual.owner)} unit={say("ladder.unit")} value={team.owner_minutes} fault={at("owner_minutes")} change={(owner_minutes) => { change({ owner_minutes }); }} />
        <NumberField label={say("ladder.team_minutes")} help={orUsual(usual.team)} unit={say("ladder.unit")} value={team.team_minutes} fault={at("team_minutes")} change={(team_minutes) => { change({ team_minutes }); }} />
        <NumberField label={say("ladder.alert_minutes")} help={orUsual(usual.alert)} unit={say("ladder.unit")} value={team.alert_minutes} fault={at("alert_minutes")} change={(alert_minutes) => { change({ alert_minutes }); }} />
        <ZoneField label={say("ladder.zone")} help={say("ladder.zone_help")} value={team.timezone ?? ""} fault={at("timezone")} change={(zone) => { change({ timezone: zone || null }); }} />
        <NumberField label={say("ladder.per_agent")} help={say("ladder.per_agent_help")} step={0.1} value={team.slot_per_agent} fault={at("slot_per_agent")} change={(slot_per_agent) => { change({ slot_per_agent }); }} />
        <NumberField label={say("ladder.capacity")} help={say("ladder.capacity_help")} value={team.slot_capacity} fault={at("slot_capacity")} change={(slot_capacity) => { change({ slot_capacity }); }} />
        <NumberField label={say("ladder.overbook")} help={say("ladder.overbook_help")} unit="%" value={team.slot_overbook_percent} fault={at("slot_overbook_percent")} change={(slot_overbook_percent) => { change({ slot_overbook_percent }); }} />
      </FormGrid>
    </Box>
  );
}
