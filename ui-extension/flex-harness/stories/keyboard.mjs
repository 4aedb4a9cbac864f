// The same by the keyboard alone: the promise within ten seconds, and the whole way from there to its outcome.
import { clean, hangUp, perth, ring, same, shot, story, until } from "../story.mjs";

await story("a callback is booked by the keyboard alone, within ten seconds", async (office) => {
  const desk = await office.desk("Maya");
  const { page } = desk;
  const donor = { name: "Kay Keys", phone: "+61491570156" };
  const call = await ring(office, desk, donor);
  await hangUp(office, desk, call);
  await page.getByText("Perth").first().waitFor();
  const tabTo = await keyboardOf(page);
  const begun = Date.now();
  await tabTo(/^In an hour/);
  await page.keyboard.press("Space");
  await tabTo(/^Book the callback/);
  await page.keyboard.press("Enter");
  await page.getByText("The callback is booked").waitFor();
  const took = (Date.now() - begun) / 1000;
  if (took > 10) throw new Error(`it took ${took} s`);
  same((await office.callback(({ source_task_sid }) => source_task_sid === call)).routing, "agent", "who rings");
  await tabTo(/^Complete$/);
  await page.keyboard.press("Enter");
  await page.getByText(donor.name).first().waitFor({ state: "detached" });
  clean(desk);
});

await story("a promise is made and kept by the keyboard alone: booked, accepted, dialled, its outcome set", async (office) => {
  const desk = await office.desk("Maya");
  const { page } = desk;
  const donor = { name: "Kay Keys", phone: "+61491570156" };
  const call = await ring(office, desk, donor);
  await hangUp(office, desk, call);
  await page.getByText("Perth").first().waitFor();
  const tabTo = await keyboardOf(page);
  const { date, time } = perth(2);
  await type(page, tabTo, /Date/, date, datesOf(date));
  await type(page, tabTo, /Time/, time, timesOf(time));
  await tabTo(/^Book the callback/);
  await page.keyboard.press("Enter");
  await page.getByText("The callback is booked").waitFor();
  const { id } = await office.callback(({ source_task_sid }) => source_task_sid === call);
  await tabTo(/^Complete$/);
  await page.keyboard.press("Enter");

  const tasks = (taskType) => office.simulator.tasks((attributes) => attributes.callback_id === id && attributes.taskType === taskType);
  await until(async () => (await tasks("callback")).length > 0, 180_000, "the callback's task did not come");
  await tabTo(/accept/i);
  await page.keyboard.press("Enter");
  await page.getByRole("article", { name: "Callback" }).waitFor();
  await tabTo(/^Ring now/);
  await shot(page, "flex-keyboard-ring");
  await page.keyboard.press("Enter");
  const [dial] = await until(async () => { const calls = await tasks("callback-outbound"); return calls.length > 0 && calls; }, 20_000, "nobody was rung");
  await page.getByRole("button", { name: "Reached" }).first().waitFor();
  await office.simulator.hangUp(dial.sid);
  await tabTo(/^Reached/);
  await page.keyboard.press("Enter");
  await until(async () => (await office.api(`/callbacks/${id}`)).status === "completed", 30_000, "the callback is open still");
  same((await tasks("callback-outbound")).length, 1, "calls");
  clean(desk);
});

/** keyboardOf puts the keyboard at the page's beginning, and gives the way to press Tab until something has it. */
async function keyboardOf(page) {
  await page.evaluate(() => document.activeElement?.blur());
  const at = () => page.evaluate(() => {
    const here = document.activeElement;
    return here?.getAttribute("aria-label") ?? (here?.labels?.[0] ?? here)?.textContent ?? "";
  });
  return (words) => until(async () => { await page.keyboard.press("Tab"); return words.test(await at()); }, 40_000, () => `no way to ${words} by the Tab key`);
}

/** type enters a date or time in its parts, in whichever order this browser has them. */
async function type(page, tabTo, label, wanted, ways) {
  await tabTo(label);
  const value = () => page.evaluate(() => document.activeElement.value);
  for (const keys of ways) {
    await page.keyboard.type(keys, { delay: 20 });
    if ((await value()) === wanted) return;
    for (let part = 0; part < 3; part++) await page.keyboard.press("ArrowLeft");
  }
  throw new Error(`${label} cannot be typed: ${await value()}, want ${wanted}`);
}

function datesOf(date) {
  const [year, month, day] = date.split("-");
  return [month + day + year, day + month + year, year + month + day];
}

function timesOf(time) {
  const [hour, minute] = time.split(":");
  const twelve = String(Number(hour) % 12 || 12).padStart(2, "0");
  return [twelve + minute + (Number(hour) < 12 ? "a" : "p"), hour + minute];
}
