import { useEffect, useState } from "react";

import { isLanguage, languageFor, languages, type LanguageName } from "../strings/languages";

export type ThemeWish = "system" | "light" | "dark";

/** Preferences are this browser's own; Ringback does not know them. */
export interface Preferences {
  theme: ThemeWish;
  language: LanguageName;
}

const place = "ringback.preferences";
const darkSystem = "(prefers-color-scheme: dark)";

/** usePreferences gives the preferences, whether it is dark, and how to change them. The page's element follows. */
export function usePreferences(): { preferences: Preferences; dark: boolean; change: (to: Partial<Preferences>) => void } {
  const [preferences, setPreferences] = useState(read);
  const systemIsDark = useSystemIsDark();
  const dark = preferences.theme === "dark" || (preferences.theme === "system" && systemIsDark);
  useEffect(() => {
    const page = document.documentElement;
    page.lang = preferences.language;
    page.dir = languages[preferences.language].direction;
    page.style.colorScheme = dark ? "dark" : "light";
  }, [preferences.language, dark]);

  function change(to: Partial<Preferences>) {
    const next = { ...preferences, ...to };
    setPreferences(next);
    try {
      localStorage.setItem(place, JSON.stringify(next));
    } catch {
      // a browser that keeps nothing: it holds for this page
    }
  }
  return { preferences, dark, change };
}

function read(): Preferences {
  const found: Preferences = { theme: "system", language: languageFor(navigator.languages) };
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(place) ?? "{}");
    if (typeof kept !== "object" || kept === null) return found;
    if ("theme" in kept && isTheme(kept.theme)) found.theme = kept.theme;
    if ("language" in kept && typeof kept.language === "string" && isLanguage(kept.language)) found.language = kept.language;
  } catch {
    // nothing kept, or not by us
  }
  return found;
}

function isTheme(wish: unknown): wish is ThemeWish {
  return wish === "system" || wish === "light" || wish === "dark";
}

function useSystemIsDark(): boolean {
  const [dark, setDark] = useState(() => matchMedia(darkSystem).matches);
  useEffect(() => {
    const media = matchMedia(darkSystem);
    const hear = () => {
      setDark(media.matches);
    };
    media.addEventListener("change", hear);
    return () => {
      media.removeEventListener("change", hear);
    };
  }, []);
  return dark;
}
