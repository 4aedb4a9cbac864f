import type { en } from "./en";
import type { Names, Text, Translation } from "./types";

type English = typeof en;

/** What each language must hold in full. */
export type Languages = { readonly [Topic in keyof English]: Translation<English[Topic]> };

/** Key names a text: "queue.title". */
export type Key = { [Topic in keyof English & string]: `${Topic}.${keyof English[Topic] & string}` }[keyof English & string];

type TextOf<K extends Key> = K extends `${infer Topic extends keyof English & string}.${infer Name}` ? (Name extends keyof English[Topic] ? English[Topic][Name] : never) : never;

/** What a text must be given: the names in its braces; a text with plural forms always has {n}. */
type Needs<T> = T extends string ? Names<T> : T extends { other: infer Other } ? Names<Other> | "n" : never;

export type Fill<K extends Key> = [Needs<TextOf<K>>] extends [never] ? [] : [values: Record<Needs<TextOf<K>>, string | number>];

/** Say gives a text in the reader's language. */
export type Say = <K extends Key>(key: K, ...fill: Fill<K>) => string;

export interface Language {
  /** As Intl and the lang attribute have it. */
  locale: string;
  direction: "ltr" | "rtl";
  texts: Languages;
}

/** makeSay gives the function by which screens get their texts. Numbers are written as the language does. */
export function makeSay({ locale, texts }: Language): Say {
  const plurals = new Intl.PluralRules(locale);
  const numbers = new Intl.NumberFormat(locale);
  const show = (value: string | number | undefined, name: string) => (typeof value === "number" ? numbers.format(value) : (value ?? `{${name}}`));
  return (key, ...fill) => {
    const values: Record<string, string | number> = fill[0] ?? {};
    const form = formOf(find(texts, key), Number(values["n"]), plurals);
    return form.replaceAll(/\{(\w+)\}/g, (_, name: string) => show(values[name], name));
  };
}

function find(texts: Languages, key: Key): Text {
  const [topic = "", name = ""] = key.split(".");
  const all: Record<string, Record<string, Text>> = texts;
  return all[topic]?.[name] ?? key;
}

function formOf(text: Text, n: number, plurals: Intl.PluralRules): string {
  return typeof text === "string" ? text : (text[plurals.select(n)] ?? text.other);
}
