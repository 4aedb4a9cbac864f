import type { mine as english } from "../en/mine";
import type { Translation } from "../types";

export const mine: Translation<typeof english> = {
  title: "مكالماتي",
  empty_title: "لا وعود",
  empty_detail: "ما تعد به المتبرعين يظهر هنا.",
};
