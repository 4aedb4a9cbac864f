// An administrator gives agents a team by hand, and takes it back.
import { axe, openPage, shot, story, until } from "./harness.mjs";
import { ask } from "./people.mjs";

async function mayas(ringback) {
  const { items, version } = await ask(ringback, ringback.key, "/agents");
  return { ...items.find(({ name }) => name === "Maya"), version };
}

await story("an agent's team is given by hand after a trial, and taken back", async ({ ringback, browser }) => {
  await until(async () => (await mayas(ringback)).name === "Maya", 20_000, () => "TaskRouter has not told of Maya");
  const before = await mayas(ringback);
  const other = before.team === "renewals" ? "welcome" : "renewals";
  const { page, clean } = await openPage(browser, ringback, { key: ringback.key });
  await page.goto(`${ringback.url}/#/admin/agents`);
  const choice = page.getByLabel("Team of Maya");
  await choice.selectOption(other);
  await page.getByText("Changed", { exact: true }).waitFor();
  await page.getByRole("button", { name: "Check and save" }).click();
  await page.getByRole("dialog").getByLabel("Why (optional)").fill("she helps out");
  await axe(page, "the trial of a team");
  if ((await mayas(ringback)).version !== 0) throw new Error("a trial was saved");
  await page.getByRole("dialog").getByRole("button", { name: "Save the teams" }).click();
  await page.getByText("The agents' teams are saved.").waitFor();
  await page.getByText("By hand", { exact: true }).last().waitFor();
  await shot(page, "admin-agents-by-hand", { fullPage: true });
  const given = await mayas(ringback);
  if (given.team !== other || given.team_source !== "manual") throw new Error(JSON.stringify(given));
  await page.getByText("she helps out").waitFor();
  await page.getByRole("button", { name: "Go back to version 0" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Go back" }).click();
  await page.getByText("Version 0 is in force again.").waitFor();
  const after = await mayas(ringback);
  if (after.team !== before.team || after.team_source !== before.team_source) throw new Error(JSON.stringify(after));
  clean();
});
