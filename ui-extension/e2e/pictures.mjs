// Takes the pictures of the README and the docs anew, from the demonstration: `make pictures` writes docs/screens/.
import { openPage, shot, story } from "./harness.mjs";
import { ask, signAgent, wallTime } from "./people.mjs";

const wish = { requested_by: "donor", captured_via: "call", wording: "I work nights, ring me at any hour" };

/** steady waits until nothing is being loaded any more. */
async function steady(page) {
  await page.getByRole("heading", { level: 1 }).first().waitFor();
  await page.waitForFunction(() => !document.querySelector('[aria-busy="true"]'));
}

await story("pictures", async ({ ringback, browser }) => {
  const maya = await signAgent(ringback, "Maya");
  for (const [id, name, zone, phone, minutes] of [
    ["E-1", "Wendy Hart", "America/Denver", "+13035550142", 4],
    ["E-2", "Omar Haddad", "America/New_York", "+12125550177", 95],
    ["E-3", "Grace Liu", "America/Chicago", "+13125550188", 26 * 60],
  ]) {
    await ask(ringback, maya.key, "/callbacks", { record: { external_id: id, name, phone, timezone: zone, campaign: "welcome" }, local_time: wallTime(zone, minutes), timezone: zone, routing: "agent", reason: "driving", notes: "Asked about the newsletter.", override: wish });
  }
  for (const dark of [false, true]) {
    const look = dark ? "dark" : "light";
    const { page } = await openPage(browser, ringback, { key: ringback.key, dark, height: 860 });
    for (const [name, path] of [["queue", "queue"], ["figures", "figures"], ["wallboard", "wallboard"], ["book", "book"], ["hours", "admin/hours"], ["teams", "admin/teams"], ["records", "admin/records"], ["inbox", "admin/inbox"]]) {
      await page.goto(`${ringback.url}/#/${path}`);
      await steady(page);
      await shot(page, `${name}-${look}`);
    }
    const agent = await openPage(browser, ringback, { key: maya.key, dark, height: 860 });
    await steady(agent.page);
    await shot(agent.page, `mine-${look}`);
    await agent.page.getByRole("button", { name: "Open Wendy Hart" }).click();
    await agent.page.getByRole("dialog").getByText("Asked about the newsletter.").waitFor();
    await shot(agent.page, `card-${look}`);
    await agent.context.close();
    await page.context().close();
  }
});

await story("pictures of the set-up page", async ({ ringback, browser }) => {
  for (const dark of [false, true]) {
    const { page, context } = await openPage(browser, ringback, { key: ringback.key, dark, height: 860 });
    await page.goto(`${ringback.url}/#/admin/setup`);
    await page.getByRole("button", { name: /^Apply/ }).waitFor(); // the workspace is read
    await page.getByRole("heading", { level: 3, name: /pass/ }).waitFor({ timeout: 45_000 });
    await shot(page, `setup-${dark ? "dark" : "light"}`);
    await context.close();
  }
});
