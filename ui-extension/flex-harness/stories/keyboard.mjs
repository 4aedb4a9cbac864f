// The same by the keyboard alone, from the end of the call to the promise.
import { clean, hangUp, ring, same, story, until } from "../story.mjs";

await story("a callback is booked by the keyboard alone, within ten seconds", async (office) => {
  const desk = await office.desk("Maya");
  const { page } = desk;
  const donor = { name: "Kay Keys", phone: "+61491570156" };
  const call = await ring(office, desk, donor);
  await hangUp(office, desk, call);
  await page.getByText("Perth").first().waitFor();
  const begun = Date.now();
  await page.locator("body").click({ position: { x: 5, y: 700 } });
  const at = () => page.evaluate(() => (document.activeElement?.labels?.[0] ?? document.activeElement)?.textContent ?? "");
  const tabTo = (words) => until(async () => { await page.keyboard.press("Tab"); return words.test(await at()); }, 20_000, `no way to ${words} by the Tab key`);
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
