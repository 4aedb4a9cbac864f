/** A text, or one text for each plural form of its language; `other` is always there. `{name}` is filled in. */
export type Text = string | ({ other: string } & Partial<Record<Intl.LDMLPluralRule, string>>);

/** The texts of one topic. */
export type Topic = Readonly<Record<string, Text>>;

/** Translation is what another language must hold: every key of the English topic, plurals where English has them. */
export type Translation<English extends Topic> = {
  readonly [Key in keyof English]: English[Key] extends string ? string : { other: string } & Partial<Record<Intl.LDMLPluralRule, string>>;
};

/** The names in braces of a text. */
export type Names<Text> = Text extends `${string}{${infer Name}}${infer Rest}` ? Name | Names<Rest> : never;
