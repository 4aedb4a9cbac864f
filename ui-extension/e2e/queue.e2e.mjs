// Supervisors see the queue change under their eyes, act on many after trying it, and close the day; by keyboard alone too.
import { axe, noSideways, openPage, shot, story, until } from "./harness.mjs";

const firstRow = (page) => page.locator("tbody tr[data-index]").first();

/** ask speaks to the API beside the browser. */
async function ask(ringback, path, body, method = body ? "POST" : "GET") {
  const headers = { Authorization: `Bearer ${ringback.key}`, "Content-Type": "application/json" };
  const response = await fetch(`${ringback.url}/api/v1${path}`, { method, headers, ...(body ? { body: JSON.stringify(body) } : {}) });
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
  return response.json();
}

// Of the seeded donors one whose callback lies hours ahead: the demonstration does not touch it meanwhile.
async function farAhead(ringback) {
  const { items } = await ask(ringback, "/callbacks?due=owed&limit=200");
  const found = items.filter(({ due_at }) => Date.parse(due_at) > Date.now() + 3 * 3_600_000);
  if (found.length < 3) throw new Error("the demonstration has too few callbacks ahead");
  return found;
}

await story("what is done to a callback is seen in the queue at once, where it stands", async ({ ringback, browser }) => {
  const [one, two] = await farAhead(ringback);
  const watching = await openPage(browser, ringback, { key: ringback.key });
  const { page } = watching;
  await page.getByLabel("Search").fill(one.record.external_id);
  const row = page.locator("tbody tr[data-index]").filter({ hasText: one.record.external_id });
  await until(async () => (await page.locator("tbody tr[data-index]").count()) === 1, 10_000, () => "the search does not narrow the list");
  await row.getByText("Scheduled").waitFor();
  await ask(ringback, `/callbacks/${one.id}/cancel`, { reason: "moved abroad", resolution: "donor_cancelled" });
  await row.getByText("Cancelled by the donor").waitFor({ timeout: 10_000 });

  // The drawer tells the same, live.
  await page.goto(`${ringback.url}/?callback=${two.id}#/queue`);
  const drawer = page.getByRole("dialog");
  await drawer.getByText("What happened").waitFor();
  await ask(ringback, `/callbacks/${two.id}/reassign`, { routing: "team", team: two.team === "welcome" ? "renewals" : "welcome" });
  await drawer.getByText("Given to others").waitFor({ timeout: 10_000 });
  await axe(page, "the drawer");
  await shot(page, "queue-drawer");
  watching.clean();
});

await story("the queue tells what came of ringing last and which promise in a row it is, and finds long chains", async ({ ringback, browser }) => {
  const [one, two] = await farAhead(ringback);
  await ask(ringback, `/callbacks/${two.id}/outcome`, { code: "no_answer" });
  let id = one.id;
  for (const days of [1, 2]) {
    const { timezone } = one;
    const day = new Date(Date.parse(one.window_start) + days * 7 * 86_400_000).toLocaleDateString("sv-SE", { timeZone: timezone });
    await ask(ringback, `/callbacks/${id}/outcome`, { code: "callback_queue", callback_request: { local_time: `${day}T11:00`, timezone, reason: "at work" } });
    const { items } = await ask(ringback, `/callbacks?status=scheduled&record_id=${one.record.id}`);
    id = items[0].id;
  }
  const { page, clean } = await openPage(browser, ringback, { key: ringback.key, width: 1920 });
  await page.locator("tbody tr[data-index]").filter({ hasText: two.record.external_id }).getByText("No answer").waitFor();
  await shot(page, "queue-chains");
  await page.getByLabel("Promises in a row").selectOption("Three or more");
  await until(async () => (await page.locator("tbody tr[data-index]").count()) === 1, 10_000, () => "the filter does not narrow the list");
  await firstRow(page).getByText("Promise 3").waitFor();
  if (!page.url().includes("chain=long")) throw new Error(`the address is ${page.url()}`);
  await axe(page, "a long chain");
  clean();
});

await story("an action on many is tried first, then done, by keyboard alone", async ({ ringback, browser }) => {
  const [one] = await farAhead(ringback);
  const { page, clean } = await openPage(browser, ringback, { key: ringback.key });
  await page.goto(`${ringback.url}/?team=${one.team}#/queue`);
  await firstRow(page).waitFor();
  await firstRow(page).focus();
  await page.keyboard.press("End");
  await page.keyboard.press("Space");
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("Space");
  await page.getByText("2 selected").waitFor();
  await axe(page, "a selection");
  await page.getByRole("button", { name: "Cancel", exact: true }).focus();
  await page.keyboard.press("Enter");
  const drawer = page.getByRole("dialog", { name: "Cancel 2 callbacks" });
  await drawer.getByLabel("Reason in words").focus();
  await page.keyboard.type("the campaign has ended");
  await page.keyboard.press("Enter");
  await drawer.getByText("2 callbacks would change").waitFor();
  await axe(page, "a dry run");
  await shot(page, "queue-bulk");
  const owed = (await ask(ringback, `/callbacks?due=owed&limit=200&team=${one.team}`)).items.length;
  await drawer.getByRole("button", { name: "Do it for 2" }).focus();
  await page.keyboard.press("Enter");
  await drawer.getByText("2 callbacks changed").waitFor();
  const left = (await ask(ringback, "/callbacks?status=cancelled&limit=200")).items.filter(({ resolution }) => resolution === "manager_cancelled").length;
  if (left !== 2) throw new Error(`${left} callbacks were cancelled, of ${owed} owed`);
  await page.keyboard.press("Escape");
  await until(async () => (await page.getByRole("dialog").count()) === 0, 5_000, () => "Escape does not close the drawer");
  clean();
});

await story("the queue, its figures and the wallboard look right in both themes, narrow, and from the right to the left", async ({ ringback, browser }) => {
  for (const [name, wish] of Object.entries({ light: {}, dark: { dark: true }, narrow: { width: 360, height: 740 }, rtl: { language: "ar" } })) {
    const { page, clean } = await openPage(browser, ringback, { width: 1440, height: 900, ...wish, key: ringback.key });
    await firstRow(page).waitFor();
    await look(page, `queue-${name}`);
    await page.goto(`${ringback.url}/#/figures`);
    await page.locator("figure").first().waitFor();
    await look(page, `figures-${name}`);
    await page.goto(`${ringback.url}/#/figures/day`);
    await page.locator("table").first().waitFor();
    await look(page, `day-close-${name}`);
    await page.goto(`${ringback.url}/#/wallboard`);
    await page.locator("ol li").first().waitFor();
    await look(page, `wallboard-${name}`);
    clean();
    await page.context().close();
  }
});

async function look(page, name) {
  await axe(page, name);
  await noSideways(page, name);
  await shot(page, name);
}

await story("a filter is kept under a name, a file holds what the filter finds, and the day's books balance", async ({ ringback, browser }) => {
  const { page, clean } = await openPage(browser, ringback, { key: ringback.key });
  await firstRow(page).waitFor();
  await page.getByLabel("Team").selectOption("welcome");
  await page.getByRole("button", { name: "Saved views" }).click();
  await page.getByLabel("Name of this view").fill("Welcome calls");
  await page.keyboard.press("Enter");
  await page.getByLabel("Team").selectOption("");
  await page.getByRole("button", { name: "Welcome calls", exact: true }).click();
  await until(() => page.url().includes("team=welcome"), 5_000, () => `the view is not in the address: ${page.url()}`);
  const [file] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "Export CSV" }).click()]);
  const { readFile } = await import("node:fs/promises");
  const lines = (await readFile(await file.path(), "utf8")).trim().split("\r\n");
  if (lines.length < 5 || lines.slice(1).some((line) => !line.includes("welcome"))) throw new Error(`the file holds ${lines.length} lines, some of another team`);
  await page.goto(`${ringback.url}/#/figures/day`);
  await page.getByText("The books balance").waitFor();
  clean();
});
