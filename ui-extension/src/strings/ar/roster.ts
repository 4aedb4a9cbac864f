import type { roster as english } from "../en/roster";
import type { Translation } from "../types";

export const roster: Translation<typeof english> = {
  intro: "من يكون حاضرًا ومتى. يحدد كم وعدًا يتسع له ربع الساعة، وينبّه حين يكون صاحب المعاودة خارج مناوبته.",
  week: "أسبوع {dates}",
  before: "الأسبوع السابق",
  this: "هذا الأسبوع",
  after: "الأسبوع التالي",
  shifts: "المناوبات",
  agent: "الموظف",
  none: "لا أحد مناوب هذا الأسبوع",
  none_detail: "استورد المناوبات أدناه. وحتى ذلك الحين لا يسري حد حسب الموظفين.",
  import: "استورد المناوبات",
  import_intro: "ملف CSV بهذه الأعمدة بأي ترتيب؛ الأوقات بتوقيت الموظف، والنهاية التي لا تلي البداية هي في اليوم التالي. تُستبدل أيام الملف للموظفين الذين يسميهم.",
  file: "ملف المناوبات",
  import_file: "استورد المناوبات",
  stored: { other: "{n} مناوبات سارية" },
  warnings: "انظر إلى هذه:",
  nothing_stored: { other: "{n} أسطر خاطئة، ولم يُحفظ شيء." },
};
