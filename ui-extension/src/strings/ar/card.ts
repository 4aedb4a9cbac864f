import type { card as english } from "../en/card";
import type { Translation } from "../types";

export const card: Translation<typeof english> = {
  title: "معاودة اتصال",
};
