import type { Manager } from "@twilio/flex-ui";

import { languageFor, type LanguageName } from "../strings/languages";

/**
 * languageIn is the language of the plugin: the one that the Flex configuration names for Ringback, else Flex's own where the agent or the
 * account chose it, else the browser's. Flex falls back to American English for want of others: that is nobody's choice.
 */
export function languageIn({ configuration, localization }: Pick<Manager, "configuration" | "localization">, browser: readonly string[]): LanguageName {
  const ringback = configuration.custom_data?.["ringback"];
  const named = typeof ringback === "object" && ringback !== null && "language" in ringback ? ringback.language : undefined;
  const chosen = localization && localization.localeSource !== "flex default" ? [localization.localeTag] : [];
  return languageFor([...(typeof named === "string" ? [named] : []), ...chosen, ...browser]);
}
