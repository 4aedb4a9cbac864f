/** The Call Back Queue. */
export const queue = {
  title: "Call Back Queue",
  empty_title: "Nothing is owed",
  empty_detail: "Promises to donors are listed here as they are made.",
} as const;
