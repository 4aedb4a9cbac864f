import { createContext, createElement, useContext, useMemo, type ReactElement, type ReactNode } from "react";

import { ar } from "./ar";
import { en } from "./en";
import { makeSay, type Language, type Say } from "./texts";

/** The languages that there are. English tells its times as the browser's own English does. */
export const languages = {
  en: { locale: ownEnglish(), direction: "ltr", texts: en },
  ar: { locale: "ar", direction: "rtl", texts: ar },
} as const satisfies Record<string, Language>;

export type LanguageName = keyof typeof languages;

/** languageFor picks the language of a list of wishes, such as the browser's; English if there is none. */
export function languageFor(wishes: readonly string[]): LanguageName {
  const known = wishes.map((wish) => wish.slice(0, 2)).find(isLanguage);
  return known ?? "en";
}

export function isLanguage(name: string): name is LanguageName {
  return Object.hasOwn(languages, name);
}

function ownEnglish(): string {
  const english = typeof navigator === "undefined" ? undefined : navigator.languages.find((each) => each.startsWith("en"));
  return english ?? "en-GB";
}

interface Spoken extends Language {
  say: Say;
}

const SpokenContext = createContext<Spoken>({ ...languages.en, say: makeSay(languages.en) });

/** LanguageProvider sets the language of the screens below it. */
export function LanguageProvider({ language, children }: { language: LanguageName; children: ReactNode }): ReactElement {
  const spoken = useMemo(() => ({ ...languages[language], say: makeSay(languages[language]) }), [language]);
  return createElement(SpokenContext.Provider, { value: spoken }, children);
}

/** useStrings gives the function that says a text: say("queue.title"). */
export function useStrings(): Say {
  return useContext(SpokenContext).say;
}

/** useLanguage gives the locale for Intl, and the direction of writing. */
export function useLanguage(): Pick<Language, "locale" | "direction"> {
  return useContext(SpokenContext);
}
