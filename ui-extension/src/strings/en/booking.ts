/** Booking a callback: the form in the softphone and in the console. */
export const booking = {
  title: "Book a callback",
  quick_in_an_hour: "In an hour",
  quick_in_2_hours: "In 2 hours",
  quick_this_evening: "This evening",
  quick_tomorrow_morning: "Tomorrow morning",
  quick_tomorrow_same_time: "Tomorrow, same time",
  quick_tomorrow_evening: "Tomorrow evening",
  quick_saturday_morning: "Saturday morning",
  quick_monday_evening: "Monday evening",
} as const;
