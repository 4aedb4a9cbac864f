import type { booking as english } from "../en/booking";
import type { Translation } from "../types";

export const booking: Translation<typeof english> = {
  title: "حجز معاودة اتصال",
  quick_in_an_hour: "بعد ساعة",
  quick_in_2_hours: "بعد ساعتين",
  quick_this_evening: "هذا المساء",
  quick_tomorrow_morning: "صباح الغد",
  quick_tomorrow_same_time: "غدًا في الوقت نفسه",
  quick_tomorrow_evening: "مساء الغد",
  quick_saturday_morning: "صباح السبت",
  quick_monday_evening: "مساء الاثنين",
};
