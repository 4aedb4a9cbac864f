import type { queue as english } from "../en/queue";
import type { Translation } from "../types";

export const queue: Translation<typeof english> = {
  title: "قائمة معاودة الاتصال",
  empty_title: "لا شيء مستحق",
  empty_detail: "تظهر الوعود للمتبرعين هنا عند تقديمها.",
};
