import { useMemo, type ReactElement } from "react";

import { useStrings } from "../../strings/languages";
import { zones } from "../../time/wall";
import { ChoiceField } from "./Fields";

interface Props {
  label: string;
  value: string;
  change: (zone: string) => void;
  help?: string;
  fault?: string | undefined;
}

/** ZoneField chooses a time zone; typing leads to its name. */
export function ZoneField({ label, value, change, help, fault }: Props): ReactElement {
  const say = useStrings();
  const of = useMemo(() => {
    const known = zones();
    const all = value === "" || known.includes(value) ? known : [value, ...known];
    return [{ value: "", label: say("admin.no_zone") }, ...all.map((zone) => ({ value: zone, label: zone.replaceAll("_", " ") }))];
  }, [say, value]);
  return <ChoiceField label={label} value={value} of={of} change={change} help={help} fault={fault} />;
}
