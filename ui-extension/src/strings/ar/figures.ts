import type { figures as english } from "../en/figures";
import type { Translation } from "../types";

export const figures: Translation<typeof english> = {
  title: "الأرقام",
};
