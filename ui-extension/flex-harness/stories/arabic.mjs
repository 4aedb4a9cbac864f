// Right to left: the plugin in Arabic, in a Flex that is not. What belongs to the plugin turns round, and Flex stays as it is.
import { axe, clean, noOverflow, perth, ring, same, shot, story, until } from "../story.mjs";

await story("an agent who reads Arabic has the tab, the card and the list from right to left", async (office) => {
  const desk = await office.desk("Maya", { language: "ar" });
  const { page } = desk;
  const call = await ring(office, desk, { name: "Amal Amin", phone: "+61491570156" });
  await office.simulator.hangUp(call);
  const book = page.getByRole("button", { name: "احجز المعاودة" });
  await book.waitFor();
  await looksRight(page, "the booking form", "flex-arabic-booking");
  const { date, time } = perth(2);
  await page.locator("[data-ringback] input[type=date]").fill(date);
  await page.locator("[data-ringback] input[type=time]").fill(time);
  await book.click();
  const callback = await office.callback(({ source_task_sid }) => source_task_sid === call);
  await looksRight(page, "the booked callback", "flex-arabic-booked");
  await page.getByRole("button", { name: "Complete", exact: true }).click();

  await page.getByRole("link", { name: "مكالماتي" }).click();
  await page.getByRole("heading", { name: "مكالماتي" }).waitFor();
  await page.getByText("Amal Amin").first().waitFor();
  await looksRight(page, "My Callbacks", "flex-arabic-mine");

  await page.getByRole("link", { name: "Agent Desktop" }).click();
  await until(async () => (await office.simulator.tasks((attributes) => attributes.callback_id === callback.id && attributes.taskType === "callback")).length > 0, 180_000, "the callback's task did not come");
  await page.getByRole("button", { name: "Accept", exact: true }).or(page.getByLabel(/accept/i)).first().click();
  await page.getByRole("article").waitFor();
  await looksRight(page, "the donor's card", "flex-arabic-card");
  clean(desk);
});

await story("a supervisor who reads Arabic has the queue from right to left", async (office) => {
  for (const minutes of [30, 90, 150]) {
    const { date, time } = perth(minutes);
    await office.api("/callbacks", { record: { phone: `+614915701${minutes}`.slice(0, 12), name: `Donor ${minutes}`, timezone: "Australia/Perth" }, local_time: `${date}T${time}`, timezone: "Australia/Perth", notes: "طلب أن نتصل به بعد العمل" });
  }
  const manager = await office.desk("Ines", { roles: ["supervisor"], path: "/ringback-queue", language: "ar" });
  const { page } = manager;
  await page.getByRole("row", { name: /Donor 30/ }).waitFor();
  await looksRight(page, "the queue", "flex-arabic-queue");
  await page.getByRole("button", { name: /Donor 30/ }).or(page.getByText("Donor 30")).first().click();
  const drawer = page.getByRole("dialog");
  await drawer.waitFor();
  same(await drawer.evaluate((each) => getComputedStyle(each).direction), "rtl", "the drawer's direction");
  await axe(page, "the queue's drawer");
  await shot(page, "flex-arabic-drawer");
  clean(manager);
});

async function looksRight(page, what, name) {
  same(await page.locator("[data-ringback=mount]").evaluateAll((mounts) => mounts.map((each) => getComputedStyle(each).direction).filter((each) => each !== "rtl")), [], `${what}: parts from left to right`);
  await noOverflow(page, what);
  await axe(page, what);
  await shot(page, name);
}
