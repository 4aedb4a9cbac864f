import type { tour as english } from "../en/tour";
import type { Translation } from "../types";

export const tour: Translation<typeof english> = {
  name: "الجولة",
  begin_title: "مرحبًا بك في العرض التجريبي",
  begin_detail: "موظفون محاكَون يتصلون بمتبرعين محاكَين؛ لا يُتصل بأحد حقًا. ست خطوات قصيرة تريك أين كل شيء.",
  begin: "أرني",
  not_now: "ليس الآن",
  next: "التالي",
  back: "السابق",
  end: "أنهِ الجولة",
  done: "تم",
  count: "{n} من {all}",
  queue_title: "ما نحن مدينون به",
  queue_detail: "كل وعد لمتبرع، مباشرة. افتح أحدها لترى قصته ولماذا ينتظر.",
  figures_title: "كيف أُوفيت الوعود",
  figures_detail: "نسبة الوعود الموفاة مع عددها، وما تأخر الآن.",
  hours_title: "متى يمكن الاتصال بالمتبرعين",
  hours_detail: "افتح مجموعة ولوّن الأسبوع واحفظ: ترى أولًا أي الوعود تتحرك.",
  records_title: "متبرعوك",
  records_detail: "استورد قائمة؛ يُسمّى كل صف سيئ. ومن طلب ذلك يُمحى نهائيًا.",
  inbox_title: "ما ورد",
  inbox_detail: "ما تعذّر تطبيقه ينتظر هنا حتى يصلحه أحد. لا يضيع شيء.",
  keys_title: "أدخِل غيرك",
  keys_detail: "أنشئ مفتاحًا لبرنامج، أو رابط دخول لزميل.",
};
