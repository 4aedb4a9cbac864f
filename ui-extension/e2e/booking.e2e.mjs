import { axe, noSideways, openPage, shot, story } from "./harness.mjs";
import { ask, nextWeekday, signAgent } from "./people.mjs";

/** find names the donor, by the keyboard alone. */
async function find(page, { phone, id, name }) {
  await page.getByLabel("Telephone number").focus();
  await page.keyboard.type(phone);
  await page.keyboard.press("Tab");
  await page.keyboard.type(id);
  await page.keyboard.press("Tab");
  await page.keyboard.type(name);
  await page.keyboard.press("Enter");
}

async function openBook(browser, ringback, key, options = {}) {
  const opened = await openPage(browser, ringback, { key, ...options });
  await opened.page.goto(`${ringback.url}/#/book`);
  await opened.page.getByLabel("Telephone number").or(opened.page.getByLabel("رقم الهاتف")).waitFor();
  return opened;
}

await story("an agent books in under ten seconds, by keyboard alone", async ({ ringback, browser }) => {
  const { key, workerSid } = await signAgent(ringback, "Maya");
  const { page, clean } = await openBook(browser, ringback, key);
  await axe(page, "finding the donor");
  await find(page, { phone: "+12125550177", id: "E-1", name: "Omar Haddad" });
  await page.getByText("Donor's time zone: New York").waitFor();
  await page.getByText("from the number").waitFor();
  const began = Date.now();
  // From the first choice of the form on: Tab passes "who rings" and the zone's button, Space takes a quick choice, the arrows change it.
  await page.getByRole("radio", { name: "Callback Agent (me)" }).focus();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Space");
  while (!(await page.getByRole("radio", { name: "Tomorrow morning" }).isChecked())) await page.keyboard.press("ArrowRight");
  await page.getByText("Allowed: within calling hours").waitFor();
  await shot(page, "booking-light", { fullPage: true });
  await page.keyboard.press("Enter");
  await page.getByText("The callback is booked").waitFor();
  const took = Date.now() - began;
  if (took > 10_000) throw new Error(`booking took ${took} ms`);
  await axe(page, "a booked callback");
  const { items } = await ask(ringback, key, "/callbacks/mine?due=owed");
  const [made] = items.filter(({ record }) => record.external_id === "E-1");
  if (!made?.local_time.endsWith("T10:00:00") && !made?.local_time.endsWith("T10:00")) throw new Error(`booked ${JSON.stringify(made)}`);
  if (made.worker_sid !== workerSid || made.routing !== "agent") throw new Error(`booked for ${made.worker_sid}, ${made.routing}`);
  clean();
});

await story("a Sunday hour is refused by its rule; one click takes another, and a recorded wish lifts it", async ({ ringback, browser }) => {
  const { key } = await signAgent(ringback, "Maya");
  const sunday = nextWeekday("Australia/Perth", 0);
  const { page, clean } = await openBook(browser, ringback, key, { dark: true });
  await find(page, { phone: "+61491570156", id: "E-2", name: "Wendy Hart" });
  await page.getByText("the team's zone, assumed").waitFor();
  await page.getByRole("button", { name: "Change: Donor's time zone" }).click();
  await page.locator('optgroup[label="The number can be in"]').waitFor({ state: "attached" });
  await page.getByLabel("Donor's time zone").selectOption("Australia/Perth");
  await page.getByLabel("Date").fill(sunday);
  await page.getByLabel("Time", { exact: true }).fill("18:00");
  await page.getByText("This time cannot be promised").waitFor();
  await page.getByText("au: Sunday closed").waitFor();
  await page.getByText("The donor asked for exactly this time").waitFor();
  await axe(page, "a refused hour, dark");
  await shot(page, "booking-refused-dark", { fullPage: true });

  await page.getByRole("group", { name: "Take one of these instead" }).getByRole("button").first().click();
  await page.getByText("Allowed: within calling hours").waitFor();
  await page.getByLabel("Date").fill(sunday);
  await page.getByRole("button", { name: "The donor asked for exactly this time" }).click();
  await page.getByRole("button", { name: "Book the callback" }).click();
  await page.getByRole("alert").getByText("Write what the donor said.").waitFor();
  await page.getByLabel("In their words").fill("only Sundays, after church");
  await page.getByText("Allowed because the donor asked for it").waitFor();
  await axe(page, "a recorded wish, dark");
  await shot(page, "booking-override-dark", { fullPage: true });
  await page.getByRole("button", { name: "Book the callback" }).click();
  await page.getByText("The callback is booked").waitFor();
  const { items } = await ask(ringback, key, "/callbacks/mine?due=owed");
  const made = items.find(({ record }) => record.external_id === "E-2");
  if (made?.override?.wording !== "only Sundays, after church") throw new Error(`the wish was not recorded: ${JSON.stringify(made?.override)}`);

  await page.getByRole("button", { name: "Another donor" }).click();
  await find(page, { phone: "+61491570156", id: "E-2", name: "Wendy Hart" });
  await page.getByRole("radio", { name: "Tomorrow evening" }).check();
  await page.getByText("This donor has a callback already").waitFor();
  await page.getByRole("button", { name: "Move it to this time" }).waitFor();
  await axe(page, "an open callback, dark");
  await shot(page, "booking-open-dark", { fullPage: true });
  await page.getByRole("button", { name: "Move it to this time" }).click();
  await page.getByText("The callback is booked").waitFor();
  const moved = await ask(ringback, key, `/callbacks/${made.id}`);
  if (moved.window_start === made.window_start) throw new Error("it was not moved");
  clean();
});

await story("a booking that nobody answers is kept, and stored once Ringback is back", async ({ ringback, browser }) => {
  const { key } = await signAgent(ringback, "Maya");
  const { page, clean, expect } = await openBook(browser, ringback, key, { width: 360, height: 780 });
  expect(/ERR_FAILED|ERR_INTERNET|Failed to load/);
  await find(page, { phone: "+442079460123", id: "E-3", name: "Ada Byron" });
  await page.getByRole("radio", { name: "Tomorrow morning" }).check();
  await page.getByText("Allowed: within calling hours").waitFor();
  await noSideways(page, "booking on a telephone");
  await shot(page, "booking-narrow", { fullPage: true });
  await page.route("**/api/v1/callbacks", (route) => route.abort());
  await page.getByRole("button", { name: "Book the callback" }).click();
  await page.getByText("1 booking is kept here, not stored yet").waitFor();
  await axe(page, "a kept booking");
  await shot(page, "booking-kept-narrow", { fullPage: true });
  await page.getByRole("button", { name: "Abandon" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Cancel" }).click();
  await page.reload(); // what is kept is there when the page comes again
  await page.goto(`${ringback.url}/#/mine`);
  await page.getByText("1 booking is kept here, not stored yet").waitFor();
  await page.unroute("**/api/v1/callbacks");
  await page.getByRole("button", { name: "Try now" }).click();
  await page.getByRole("button", { name: "Open Ada Byron" }).waitFor();
  const { items } = await ask(ringback, key, "/callbacks/mine?due=owed");
  if (items.filter(({ record }) => record.external_id === "E-3").length !== 1) throw new Error("it is not stored once");
  clean();
});

await story("a supervisor books for an agent of any team, from the right in Arabic", async ({ ringback, browser }) => {
  await signAgent(ringback, "Maya");
  const { page, clean } = await openBook(browser, ringback, ringback.key, { language: "ar" });
  await page.getByLabel("معرّف المتبرع").fill("D-1004");
  await page.keyboard.press("Enter");
  await page.getByText("متبرع واحد له هذا الرقم").waitFor();
  await page.getByRole("status").getByRole("button").first().click();
  await page.getByRole("radio", { name: "صباح الغد" }).waitFor();
  await page.getByRole("radio", { name: "صباح الغد" }).check();
  await page.getByLabel("الموظف", { exact: true }).selectOption({ label: "Maya" });
  await axe(page, "booking from the right");
  await shot(page, "booking-rtl", { fullPage: true });
  clean();
});
