// An administrator sets the Twilio workspace up by clicking: the plan is shown, applied, found in force, tested, and taken back.
import { axe, noSideways, openPage, shot, story } from "./harness.mjs";

async function ask(ringback, path) {
  const response = await fetch(`${ringback.url}/api/v1${path}`, { headers: { Authorization: `Bearer ${ringback.key}` } });
  if (!response.ok) throw new Error(`${path}: ${response.status}`);
  return response.json();
}

/** looked waits until plan and findings have been read. */
async function looked(page) {
  await page.getByRole("list", { name: /^(Plan|الخطة)$/ }).waitFor();
  await page.getByRole("heading", { level: 3, name: /pass|سليم/ }).waitFor({ timeout: 45_000 });
}

await story("the workspace is set up by clicking, tested, and taken back", async ({ ringback, browser }) => {
  const { page, clean, context } = await openPage(browser, ringback, { key: ringback.key });
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.goto(`${ringback.url}/#/admin/setup`);
  await looked(page);
  await page.getByText("4 changes are to be made").waitFor();
  await page.getByRole("heading", { name: /fails?$/ }).waitFor();
  const summary = page.locator("summary").last();
  await summary.focus();
  await page.keyboard.press("Enter");
  await page.getByText('"filter_friendly_name": "Ringback: owner only"').waitFor();
  await axe(page, "the plan");
  await shot(page, "admin-setup-plan", { fullPage: true });

  await page.getByRole("button", { name: "Apply 4 changes" }).click();
  await axe(page, "the question");
  await page.getByRole("dialog").getByRole("button", { name: "Apply 4 changes" }).click();
  await page.getByText("Set-up is done").waitFor({ timeout: 20_000 });
  await axe(page, "the result");
  await shot(page, "admin-setup-applied");
  await page.getByRole("button", { name: "Close", exact: true }).click();
  await page.getByText("Nothing to do").waitFor();
  const plan = await ask(ringback, "/setup/plan");
  if (plan.status !== "nothing_to_do" || plan.undo.length !== 4) throw new Error(JSON.stringify(plan));

  await page.getByRole("button", { name: "Send a test task" }).click();
  await page.getByText(/arrived signed after/).waitFor({ timeout: 40_000 });
  await page.getByRole("heading", { name: /fails?$/ }).waitFor({ state: "detached", timeout: 45_000 });
  await shot(page, "admin-setup-sound", { fullPage: true });

  await page.getByRole("button", { name: "Copy: Dispositions URL" }).click();
  await page.getByRole("button", { name: "Copied: Dispositions URL" }).waitFor();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  if (copied !== `${ringback.url}/webhooks/twilio/dispositions`) throw new Error(`copied: ${copied}`);

  await page.getByRole("button", { name: "Undo set-up" }).click();
  await axe(page, "the question before undoing");
  await shot(page, "admin-setup-undo");
  await page.getByRole("dialog").getByRole("button", { name: "Undo set-up" }).click();
  await page.getByText("Set-up is undone").waitFor({ timeout: 20_000 });
  await page.getByRole("button", { name: "Close", exact: true }).click();
  await page.getByText("4 changes are to be made").waitFor();
  clean();
});

await story("the set-up page in each look", async ({ ringback, browser }) => {
  for (const [look, options] of Object.entries({ light: {}, dark: { dark: true }, narrow: { width: 360, height: 740 }, rtl: { language: "ar" } })) {
    const { page, context, clean } = await openPage(browser, ringback, { ...options, key: ringback.key });
    await page.goto(`${ringback.url}/#/admin/setup`);
    await looked(page);
    await axe(page, look);
    await noSideways(page, look);
    await shot(page, `setup-${look}`, { fullPage: true });
    clean();
    await context.close();
  }
});
