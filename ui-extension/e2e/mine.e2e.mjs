import { axe, noSideways, openPage, shot, story } from "./harness.mjs";
import { ask, signAgent, wallTime } from "./people.mjs";

const wish = { requested_by: "donor", captured_via: "call", wording: "ring me at any hour" };

/** promise books in the agent's own name; the wish makes it hold at whatever hour the story runs. */
function promise(ringback, key, id, name, zone, phone, minutes) {
  return ask(ringback, key, "/callbacks", { record: { external_id: id, name, phone, timezone: zone, campaign: "welcome" }, local_time: wallTime(zone, minutes), timezone: zone, routing: "agent", reason: "driving", notes: "Asked about the newsletter.", override: wish });
}

await story("My Callbacks: reminded, opened, moved, handed on, cancelled with a reason", async ({ ringback, browser }) => {
  const { key } = await signAgent(ringback, "Maya");
  const soon = await promise(ringback, key, "E-11", "Wendy Hart", "America/Denver", "+13035550142", 4);
  const later = await promise(ringback, key, "E-12", "Omar Haddad", "America/New_York", "+12125550177", 30 * 60);
  const last = await promise(ringback, key, "E-13", "Grace Liu", "America/Chicago", "+13125550188", 50 * 60);
  const { page, clean } = await openPage(browser, ringback, { key });
  await page.getByRole("heading", { name: "My Callbacks" }).waitFor();
  await page.getByText("In 5 minutes or less: Wendy Hart").waitFor();
  await page.getByRole("button", { name: "Open Omar Haddad" }).waitFor();
  await axe(page, "My Callbacks");
  await shot(page, "mine-light");

  await page.getByRole("button", { name: "Open Wendy Hart" }).click();
  const drawer = page.getByRole("dialog");
  await drawer.getByText("Asked about the newsletter.").waitFor();
  await drawer.getByRole("list", { name: "Who is asked" }).waitFor();
  await axe(page, "the card");
  await shot(page, "card-light");
  await drawer.getByRole("button", { name: "Move" }).click();
  await drawer.getByRole("radio", { name: "Tomorrow evening" }).check();
  await drawer.getByText("Allowed: within calling hours").waitFor();
  await drawer.getByRole("button", { name: "Move the callback" }).click();
  await drawer.getByText("The callback is moved").waitFor();
  if ((await ask(ringback, key, `/callbacks/${soon.id}`)).window_start === soon.window_start) throw new Error("it was not moved");
  await page.keyboard.press("Escape");

  await page.getByRole("button", { name: "Open Omar Haddad" }).click();
  await drawer.getByRole("button", { name: "Hand to the team" }).click();
  await page.getByText("The team has it now").first().waitFor();
  if ((await ask(ringback, key, `/callbacks/${later.id}`)).worker_sid !== null) throw new Error("it is still the agent's");
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Open Omar Haddad" }).waitFor({ state: "detached" });

  await page.getByRole("button", { name: "Open Grace Liu" }).click();
  await drawer.getByRole("button", { name: "Cancel" }).click();
  const asked = page.getByRole("dialog", { name: "Cancel this callback?" });
  await asked.getByRole("button", { name: "Cancel the callback" }).click();
  await asked.getByText("Write why").waitFor();
  await asked.getByLabel("Why", { exact: true }).fill("has given already");
  await axe(page, "cancelling");
  await asked.getByRole("button", { name: "Cancel the callback" }).click();
  await page.getByText("The callback is cancelled").first().waitFor();
  const ended = await ask(ringback, key, `/callbacks/${last.id}`);
  if (ended.resolution !== "donor_cancelled") throw new Error(`it ended as ${ended.resolution}`);
  clean();
});

await story("the agent's calendar has an address that can be taken back", async ({ ringback, browser }) => {
  const { key } = await signAgent(ringback, "Maya");
  await promise(ringback, key, "E-21", "Wendy Hart", "America/Denver", "+13035550142", 60);
  const { page, clean } = await openPage(browser, ringback, { key, dark: true, width: 360, height: 780 });
  await page.getByRole("button", { name: "Open Wendy Hart" }).waitFor();
  await page.getByRole("button", { name: "Get an address" }).click();
  const address = await page.getByLabel("Address for your calendar").inputValue();
  if (!(await (await fetch(address)).text()).includes("BEGIN:VEVENT")) throw new Error("the calendar is empty");
  await axe(page, "My Callbacks, dark and narrow");
  await noSideways(page, "My Callbacks on a telephone");
  await shot(page, "mine-dark-narrow", { fullPage: true });
  await page.getByRole("button", { name: "Revoke" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Revoke the address" }).click();
  await page.getByText("The address is revoked").waitFor();
  if ((await fetch(address)).ok) throw new Error("the address still answers");

  await page.getByRole("button", { name: "Open Wendy Hart" }).click();
  await page.getByRole("dialog").getByText("Asked about the newsletter.").waitFor();
  await axe(page, "the card, dark and narrow");
  await shot(page, "card-dark-narrow");
  clean();
});
