// A number that an agent dials by Flex's own dialpad: Ringback is asked before the call is made.
import { axe, clean, noticed, openTab, same, shot, story, until } from "../story.mjs";

const donor = "+61491570156";
const some = (list) => list.length > 0 && list;

await story("a number dialled by hand is rung when the rules allow it, and a promise to the donor is told of", async (office) => {
  const desk = await office.desk("Maya");
  const { page } = desk;
  const calls = () => office.simulator.tasks((attributes) => attributes.outbound_to === donor);
  const asked = page.waitForRequest((request) => request.url().endsWith("/callbacks/preview"));
  await dial(page, donor);
  await asked;
  const [call] = await until(async () => some(await calls()), 20_000, "nobody was rung");
  same(JSON.parse(call.attributes).callback_id, undefined, "the callback of a call by hand");
  await finish(office, page, call);

  const soon = new Intl.DateTimeFormat("sv-SE", { timeZone: "Australia/Perth", dateStyle: "short", timeStyle: "short" }).format(Date.now() + 3 * 3_600_000).replace(" ", "T");
  await office.api("/callbacks", { record: { phone: donor, timezone: "Australia/Perth" }, local_time: soon, timezone: "Australia/Perth" });
  await dial(page, donor);
  await noticed(page, "This donor has a promise");
  await shot(page, "flex-hand-promise");
  await until(async () => (await calls()).length === 2, 20_000, "an open promise stopped the call");
  same((await office.api("/callbacks?limit=100")).items.length, 1, "callbacks");
  clean(desk);
});

await story("a number dialled by hand outside the hours is not rung, but by the donor's recorded wish", async (office) => {
  const desk = await office.desk("Maya");
  const { page } = desk;
  const calls = () => office.simulator.tasks((attributes) => attributes.outbound_to === donor);
  await closeNow(office);
  await dial(page, donor);
  const dialog = page.getByRole("dialog", { name: "This number was not rung" });
  await dialog.getByText(/Rule: .*closed-now/).waitFor();
  await dialog.getByText(/^Next allowed: /).waitFor();
  same(await page.evaluate(() => document.activeElement?.textContent), "Close", "where the keyboard is");
  await axe(page, "the dialog of a call that was not made");
  await shot(page, "flex-hand-refused");
  await dialog.getByRole("button", { name: "The donor asked to be rung now" }).click();
  await dialog.getByRole("button", { name: "Record the wish and ring" }).click();
  same(await dialog.count(), 1, "dialogs while the wish says nothing");
  await dialog.getByLabel(/In their words/).fill("I work nights: ring me now");
  await axe(page, "the dialog with the donor's wish");
  await shot(page, "flex-hand-wish");
  same((await calls()).length, 0, "calls before the wish is recorded");
  await dialog.getByRole("button", { name: "Record the wish and ring" }).click();

  const [call] = await until(async () => some(await calls()), 20_000, "nobody was rung");
  const callback = await office.callback(({ id }) => id === JSON.parse(call.attributes).callback_id);
  same(callback.override?.wording, "I work nights: ring me now", "the recorded wish");
  await dialog.waitFor({ state: "detached" });
  await page.locator(".Twilio-TaskListBaseItem").first().click();
  await openTab(page);
  await page.getByRole("article", { name: "Callback" }).waitFor();
  const story = await until(async () => {
    const told = await office.api(`/callbacks/${callback.id}`);
    return told.attempt_log.length > 0 && told;
  }, 20_000, "the call is no attempt of the callback");
  same(story.attempt_log[0].override_id, callback.override.id, "the wish that the attempt names");
  clean(desk);
});

await story("nobody is rung by hand who asked not to be called, whatever they wish", async (office) => {
  const desk = await office.desk("Maya");
  const { page } = desk;
  const { id } = await office.api("/records", { phone: donor });
  await office.api(`/records/${id}`, { do_not_call: true }, "PATCH");
  await dial(page, donor);
  const dialog = page.getByRole("dialog", { name: "This number was not rung" });
  await dialog.getByText("asked not to be called").waitFor();
  await dialog.getByRole("button", { name: "Close", exact: true }).last().click();
  await dialog.waitFor({ state: "detached" });
  same((await office.simulator.tasks((attributes) => attributes.outbound_to === donor)).length, 0, "calls");
  clean(desk);
});

/** dial types a number into Flex's dialpad and presses its button. */
async function dial(page, number) {
  const field = page.locator("#dialer-phone-input");
  if (!(await field.isVisible())) await page.getByRole("button", { name: "Outbound Dialpad" }).click();
  await field.fill(number);
  await page.getByRole("button", { name: "Call", exact: true }).click();
}

/** closeNow makes it a time at which the call centre rings nobody: its hours begin in six hours. */
async function closeNow(office) {
  const { sets, regions } = await office.api("/calling-hours");
  const hour = (ahead) => new Intl.DateTimeFormat("sv-SE", { timeZone: "Australia/Perth", hour: "2-digit" }).format(Date.now() + ahead * 3_600_000);
  const closed = { id: "closed-now", version: 1, layer: "policy", week: { "mon-sun": [`${hour(6)}:00-${hour(8)}:00`] }, holidays: { mode: "as_weekday" } };
  await office.api("/calling-hours", { sets: [...sets, closed], regions, everyone: ["closed-now"] }, "PUT");
}

/** finish hangs up and completes a call. */
async function finish(office, page, { sid }) {
  await page.locator(".Twilio-TaskListBaseItem").first().click();
  await office.simulator.hangUp(sid);
  await page.getByRole("button", { name: "Complete", exact: true }).click();
  await until(async () => (await office.simulator.tasks((_, each) => each.sid === sid)).every(({ status }) => status === "completed"), 20_000, "the call is not completed");
}
