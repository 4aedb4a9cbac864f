import type { reasons as english } from "../en/reasons";
import type { Translation } from "../types";

export const reasons: Translation<typeof english> = {
  intro: "ما يختار منه الموظفون حين يريد المتبرع الاتصال لاحقًا، بهذا الترتيب. وما عداه يكتبونه بالكلمات؛ فإن وردت فيه كلمات سبب مذكورة هنا، وبينها فواصل، حُسب عليه.",
  none: "لا يُعرض أي سبب",
  none_detail: "يكتب الموظفون كل سبب بالكلمات.",
  label: "يراه الموظفون",
  label_in: "يراه الموظفون ({language})",
  match: "كلمات تدل عليه",
  team: "يُعرض على",
  everyone: "الجميع",
  up: "تقديم {code}",
  down: "تأخير {code}",
  remove: "إزالة {code}",
  new_label: "سبب جديد",
  new_help: "ما يراه الموظفون.",
  new_code: "رمزه {code}.",
  taken: "يوجد سبب بهذا الرمز.",
  add: "أضف سببًا",
  saved: "حُفظت الأسباب.",
  review_title: "حفظ هذه الأسباب؟",
  review_save: "احفظ الأسباب",
};
