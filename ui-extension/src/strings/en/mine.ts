/** My Callbacks, an agent's own list. */
export const mine = {
  title: "My Callbacks",
  empty_title: "Nothing is promised",
  empty_detail: "What you promise to donors is listed here.",
} as const;
