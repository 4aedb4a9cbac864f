import { describe, expect, it } from "vitest";

import { ar } from "./ar";
import { en } from "./en";
import { languageFor, languages } from "./languages";
import { makeSay } from "./texts";
import type { Text } from "./types";

const braces = (text: Text) => [...new Set((typeof text === "string" ? text : text.other).match(/\{\w+\}/g) ?? [])].sort();

describe("the languages", () => {
  it("say the same things with the same names in braces", () => {
    for (const topic of Object.keys(en) as (keyof typeof en)[]) {
      const other: Record<string, Text> = ar[topic];
      for (const [key, text] of Object.entries(en[topic])) {
        expect(other[key], `${topic}.${key}`).toBeTruthy();
        expect(braces(other[key] ?? ""), `${topic}.${key}`).toEqual(braces(text as Text));
      }
    }
  });
  it("are chosen by the reader's wishes", () => {
    expect(languageFor(["fr-FR", "ar-EG", "en"])).toBe("ar");
    expect(languageFor(["xx"])).toBe("en");
  });
});

describe("saying a text", () => {
  it("fills in names, and numbers as the language writes them", () => {
    const say = makeSay(languages.en);
    expect(say("states.slot_of", { time: "18:00", promised: 1200, capacity: 3 })).toBe("18:00: 1,200 promised of 3");
  });
  it("takes the plural form that the language has for a number", () => {
    const texts = { ...en, queue: { ...en.queue, title: { one: "{n} callback", other: "{n} callbacks" } } };
    const say = makeSay({ locale: "en", direction: "ltr", texts: texts as unknown as typeof en });
    expect((say as (key: string, fill: object) => string)("queue.title", { n: 1 })).toBe("1 callback");
    expect((say as (key: string, fill: object) => string)("queue.title", { n: 2 })).toBe("2 callbacks");
  });
});
