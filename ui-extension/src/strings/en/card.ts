/** One callback: the card in the softphone and the drawer in the console. */
export const card = {
  title: "Callback",
} as const;
