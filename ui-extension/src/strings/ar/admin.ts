import type { admin as english } from "../en/admin";
import type { Translation } from "../types";

export const admin: Translation<typeof english> = {
  title: "الإعدادات",
  pages: "صفحات الإعدادات",
  page_teams: "الفرق والتدرج",
  page_outcomes: "النتائج وإعادة المحاولة",
  page_hours: "ساعات الاتصال",
  page_roster: "المناوبات",
  page_keys: "المفاتيح",
  page_inbox: "الوارد",
  page_webhooks: "إشعارات الويب",
  page_records: "السجلات والاستيراد",
};
