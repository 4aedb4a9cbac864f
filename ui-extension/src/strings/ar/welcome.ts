import type { welcome as english } from "../en/welcome";
import type { Translation } from "../types";

export const welcome: Translation<typeof english> = {
  intro: "يسجّل جامع التبرعات متبرعًا ويحجز مكالمة الترحيب به. وحيث لأحداث المرسِل أسماء خاصة يقول التعيين ما المقصود.",
  mapping: "التعيين",
  mapping_intro: "مسار مثل $.donor.phones.0 أو نص ثابت. وما يُترك فارغًا لا يُقرأ.",
  leads_nowhere: "لا يؤدي إلى شيء في هذا النص: يُترك الحقل.",
  unfit: "يؤدي إلى قائمة أو كائن؛ اختر قيمة واحدة.",
  try: "جرّبه",
  try_intro: "لا يُحفظ شيء.",
  body: "ما يرسله المرسِل (JSON)",
  no_json: "هذا ليس JSON.",
  normalised: "ما يقرؤه النظام منه",
  go: "اسأل بماذا سيُجاب",
  would_202: "سيُحجز (202)",
  would_422: "سيُرفض (422)",
  alternatives: "ستُعرض هذه الأوقات بدلًا منه:",
  sender: "المرسِل",
  new_sender: "مرسِل جديد",
  taken: "يوجد مرسِل بهذا الاسم.",
  remove: "إزالة {name}",
  saved: "حُفظ المرسِلون، وتُقرأ مكالمة الترحيب التالية وفقهم.",
  review_title: "حفظ المرسِلين؟",
  review_save: "احفظ المرسِلين",
  source: "اسم المرسِل",
  source_help: "يسمي نفسه به بالترويسة X-Ringback-Source أو بـ ?source=.",
};
