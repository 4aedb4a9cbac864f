/** readWords reads what stands between commas, of either writing. */
export function readWords(text: string): string[] {
  return text.split(/[,،]/).map((word) => word.trim()).filter(Boolean);
}

/** writeWords is the other way round. */
export function writeWords(words: readonly string[]): string {
  return words.join(", ");
}

/** moved is a list in which one is a place earlier (-1) or later (1). */
export function moved<Item>(list: readonly Item[], index: number, by: -1 | 1): Item[] {
  const next = [...list];
  const [item] = next.splice(index, 1);
  if (item !== undefined) next.splice(index + by, 0, item);
  return next;
}
