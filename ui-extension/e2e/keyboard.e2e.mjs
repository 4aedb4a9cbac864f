// Every view of the console by the keyboard alone: each thing is reached and seen to be, and the main acts are done.
import { openPage, shot, story, until } from "./harness.mjs";
import { atStart, tabTo, walk } from "./keyboard.mjs";
import { ask, signAgent } from "./people.mjs";

const views = [
  ["queue", "Call Back Queue"], ["book", "Book a callback"], ["figures", "Figures"], ["figures/day", /day/i],
];

const chosen = (page) => page.evaluate(() => document.activeElement?.labels?.[0]?.textContent ?? "");

await story("each thing of each view is reached by the Tab key, and shows that it has the keyboard", async ({ ringback, browser }) => {
  const { page, clean } = await openPage(browser, ringback, { key: ringback.key });
  for (const [path, heading] of views) {
    await page.goto(`${ringback.url}/#/${path}`);
    await page.getByRole("heading", { level: 1, name: heading }).waitFor();
    await page.getByText("Loading").waitFor({ state: "hidden" });
    await walk(page, path);
  }
  clean();
});

await story("each page of the settings is reached by the keyboard, and each thing on it", async ({ ringback, browser }) => {
  const { page, clean } = await openPage(browser, ringback, { key: ringback.key });
  await page.getByRole("row").nth(1).waitFor();
  await atStart(page);
  await tabTo(page, /^Settings$/);
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { level: 1 }).waitFor();
  const settings = await page.locator('a[href^="#/admin/"]').allTextContents();
  if (settings.length < 10) throw new Error(`there are ${settings.length} pages of settings`);
  for (const name of settings) {
    await atStart(page);
    await tabTo(page, new RegExp(`^${name}`));
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { level: 1, name }).waitFor();
    await walk(page, name);
  }
  clean();
});

await story("a callback is booked, looked at and cancelled without a mouse", async ({ ringback, browser }) => {
  const { page, clean } = await openPage(browser, ringback, { key: ringback.key });
  await page.getByRole("row").nth(1).waitFor();
  await atStart(page);
  await tabTo(page, /^Book/);
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { level: 1, name: "Book a callback" }).waitFor();
  await tabTo(page, /^Telephone number/);
  await page.keyboard.type("+12125550177");
  await tabTo(page, /^Name/);
  await page.keyboard.type("Kay Keys");
  await page.keyboard.press("Enter");
  await tabTo(page, /^A new donor/);
  await page.keyboard.press("Enter");
  await page.getByRole("radio", { name: /Tomorrow morning/ }).waitFor();
  await tabTo(page, /^Callback Agent/);
  await page.keyboard.press("ArrowRight"); // to the Callback Queue
  await tabTo(page, /^(In an hour|In 2 hours|This evening|Tomorrow morning)/);
  for (let presses = 0; presses < 8 && !/^Tomorrow evening/.test(await chosen(page)); presses++) await page.keyboard.press("ArrowRight");
  await page.getByText("Allowed: within calling hours").waitFor();
  await tabTo(page, /^Book the callback/);
  await page.keyboard.press("Enter");
  await page.getByText("The callback is booked").waitFor();
  const { items } = await ask(ringback, ringback.key, "/callbacks?due=owed&q=Keys&limit=5");
  if (items.length !== 1) throw new Error(`${items.length} callbacks were booked`);

  await atStart(page);
  await tabTo(page, /^Call Back Queue/);
  await page.keyboard.press("Enter");
  await tabTo(page, /^Search/);
  await page.keyboard.type("Kay Keys");
  await until(async () => (await page.locator("tbody tr[data-index]").count()) === 1, 10_000, () => "the search does not narrow the list");
  await tabTo(page, /Kay Keys/);
  await page.keyboard.press("Enter");
  const drawer = page.getByRole("dialog", { name: "Kay Keys" });
  await drawer.getByText("What happened").waitFor();
  await walk(page, "the drawer");
  await shot(page, "keyboard-drawer");
  await page.keyboard.press("Escape");
  await drawer.waitFor({ state: "detached" });
  const back = await page.evaluate(() => document.activeElement?.closest("tr")?.textContent ?? "");
  if (!back.includes("Kay Keys")) throw new Error("the keyboard is not back where the drawer was opened");

  await page.keyboard.press("Space");
  await page.getByText("1 selected").waitFor();
  await atStart(page);
  await tabTo(page, /^Cancel$/);
  await page.keyboard.press("Enter");
  const bulk = page.getByRole("dialog");
  await bulk.getByLabel("Reason in words").waitFor();
  await tabTo(page, /^.?Reason in words/);
  await page.keyboard.type("rang back by herself");
  await page.keyboard.press("Enter");
  await bulk.getByText("1 callback would change").waitFor();
  await tabTo(page, /^Do it for 1/);
  await page.keyboard.press("Enter");
  await bulk.getByText("1 callback changed").waitFor();
  await page.keyboard.press("Escape");
  await bulk.waitFor({ state: "detached" });
  clean();
});

await story("an agent opens a callback, thinks better of it, and lays it aside without a mouse", async ({ ringback, browser }) => {
  const { key } = await signAgent(ringback, "Maya");
  await ask(ringback, key, "/callbacks", { record: { phone: "+12125550178", name: "Mine Only" }, local_time: `${new Date(Date.now() + 2 * 86_400_000).toISOString().slice(0, 10)}T11:00`, timezone: "America/New_York", routing: "agent" });
  const { page, clean } = await openPage(browser, ringback, { key });
  await page.getByText("Mine Only").waitFor();
  await walk(page, "My Callbacks");
  await atStart(page);
  await tabTo(page, /Mine Only/);
  await page.keyboard.press("Enter");
  const drawer = page.getByRole("dialog");
  await drawer.getByRole("article", { name: "Callback" }).waitFor();
  await walk(page, "the card");
  await atStart(page);
  await tabTo(page, /^Cancel$/);
  await page.keyboard.press("Enter");
  const asking = page.getByRole("dialog", { name: "Cancel this callback?" });
  await asking.waitFor();
  await page.keyboard.press("Escape");
  await asking.waitFor({ state: "detached" });
  await page.keyboard.press("Escape");
  await drawer.waitFor({ state: "detached" });
  clean();
});

await story("a setting is changed, tried and saved without a mouse", async ({ ringback, browser }) => {
  const { page, clean } = await openPage(browser, ringback, { key: ringback.key });
  await page.goto(`${ringback.url}/#/admin/reasons`);
  await page.getByRole("group", { name: "Driving" }).waitFor();
  await tabTo(page, /^New reason/);
  await page.keyboard.type("Has no card at hand");
  await tabTo(page, /^Add a reason$/);
  await page.keyboard.press("Enter");
  await page.getByRole("group", { name: "Has no card at hand" }).waitFor();
  await tabTo(page, /^Check and save$/);
  await page.keyboard.press("Enter");
  const trial = page.getByRole("dialog");
  await trial.getByRole("button", { name: "Save the reasons" }).waitFor();
  await tabTo(page, /^Save the reasons$/);
  await page.keyboard.press("Enter");
  await page.getByText("The reasons are saved.").waitFor();
  const { items } = await ask(ringback, ringback.key, "/reasons");
  if (!items.some(({ code }) => code === "has_no_card_at_hand")) throw new Error("the reason is not stored");
  clean();
});

await story("figures are narrowed, and the wallboard is left, without a mouse", async ({ ringback, browser }) => {
  const { page, clean } = await openPage(browser, ringback, { key: ringback.key });
  await page.goto(`${ringback.url}/#/figures`);
  await page.locator("figure").first().waitFor();
  await tabTo(page, /^Period/);
  const asked = page.waitForRequest((request) => request.url().includes("/stats?"));
  await page.keyboard.press("ArrowDown");
  await asked;
  await page.goto(`${ringback.url}/#/wallboard`);
  await page.locator("ol li").first().waitFor();
  await atStart(page);
  await page.keyboard.press("Tab");
  await shot(page, "keyboard-wallboard");
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { level: 1, name: "Call Back Queue" }).waitFor();
  clean();
});
