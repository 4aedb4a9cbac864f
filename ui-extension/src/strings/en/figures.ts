/** Figures and the day-close report. */
export const figures = {
  title: "Figures",
} as const;
