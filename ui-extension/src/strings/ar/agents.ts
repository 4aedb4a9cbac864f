import type { agents as english } from "../en/agents";
import type { Translation } from "../types";

export const agents: Translation<typeof english> = {
  intro: "فريق الموظف هو ما يذكره TaskRouter. إن لم يذكر فريقًا أو ذكر غير ما تريد فحدده هنا، ويبقى إلى أن تلغيه. وتبقى الوعود للفريق الذي عُقدت له.",
  none: "لا موظفين معروفين بعد",
  none_detail: "يظهرون هنا متى أخبر TaskRouter عنهم.",
  find: "ابحث عن موظف",
  none_found: "لا موظف بهذا الاسم.",
  agent: "الموظف",
  now: "الآن",
  available: "متاح",
  away: "غير متاح",
  never_seen: "لم يخبر TaskRouter عنه",
  team: "الفريق",
  team_of: "فريق {name}",
  by_taskrouter: "كما يقول TaskRouter",
  by_taskrouter_team: "كما يقول TaskRouter: {team}",
  by_taskrouter_none: "كما يقول TaskRouter: بلا فريق",
  by_hand: "يدويًا",
  changed: "تغيّر",
  saved: "حُفظت فرق الموظفين.",
  review_title: "حفظ هذه الفرق؟",
  review_save: "احفظ الفرق",
};
