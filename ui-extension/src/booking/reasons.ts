import type { Schema } from "../api/client";

type Reason = Schema<"Reason">;

/** labelOf is what people see of a reason in a language, such as en-GB. */
export function labelOf({ label, labels }: Pick<Reason, "label" | "labels">, locale: string): string {
  return labels[locale] ?? labels[locale.slice(0, 2)] ?? label;
}

/** chosenIn finds the reason that a text names, as the backend does: by its code, or what people see of it in any language. */
export function chosenIn(reasons: readonly Reason[], text: string): Reason | undefined {
  const name = bare(text);
  return name === "" ? undefined : reasons.find(({ code, label, labels }) => [code, label, ...Object.values(labels)].some((each) => bare(each) === name));
}

function bare(text: string): string {
  return text.toLowerCase().replaceAll(/[\s_-]/g, "");
}
