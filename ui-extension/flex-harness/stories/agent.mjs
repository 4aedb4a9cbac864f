// The whole way of a promise: an agent takes a call, books "ring me in two minutes", completes; the callback comes to that agent in the
// same Flex, is dialled once, and its outcome set. A supervisor sees each step in a second browser.
import { axe, choose, clean, complete, go, hangUp, perth, ring, same, shot, story, until } from "../story.mjs";

await story("a promise is kept by whoever made it, while a supervisor watches", async (office) => {
  const donor = { name: "Grace Giver", phone: "+61491570156" };
  const desk = await office.desk("Maya");
  const manager = await office.desk("Ines", { roles: ["supervisor"] });
  const { page, worker } = desk;
  await go(manager.page, "Call Back Queue");
  await manager.page.getByRole("heading", { name: "Call Back Queue" }).waitFor();
  const row = manager.page.getByRole("row", { name: new RegExp(donor.name) });
  const refresh = manager.page.getByRole("button", { name: /changes? to the list/ });
  // A list is not redrawn under the eyes of whoever reads it: it says that there is something new.
  const sees = (state) => until(async () => {
    if (await refresh.isVisible()) await refresh.click();
    return row.getByText(state, { exact: true }).first().isVisible();
  }, 40_000, `the supervisor does not see "${state}"`);

  const call = await ring(office, desk, donor);
  await hangUp(office, desk, call);
  const time = perth(2);
  await choose(page, time);
  await axe(page, "the booking form");
  await shot(page, "flex-booking");
  await page.getByRole("button", { name: "Book the callback" }).click();
  await page.getByText("The callback is booked").waitFor();
  await shot(page, "flex-booked");
  await complete(page, donor.name);
  const callback = await office.callback(({ source_task_sid }) => source_task_sid === call);
  same([callback.local_time, callback.timezone, callback.worker_sid], [`${time.date}T${time.time}:00`, "Australia/Perth", worker.sid], "the promise");
  await sees("Scheduled");
  await shot(manager.page, "flex-supervisor-scheduled");

  const [task] = await until(async () => await found(office, callback.id, "callback"), 180_000, "the callback's task did not come");
  await page.getByRole("button", { name: "Accept", exact: true }).or(page.getByLabel(/accept/i)).first().click();
  await page.getByRole("article", { name: "Callback" }).waitFor();
  await page.getByText(donor.name).first().waitFor();
  await sees("With an agent");
  await axe(page, "the donor's card");
  await shot(page, "flex-card");

  await page.getByRole("button", { name: "Ring now" }).dblclick();
  const calls = () => found(office, callback.id, "callback-outbound");
  const [dial] = await until(calls, 20_000, "nobody was rung");
  const told = JSON.parse(dial.attributes);
  same([told.outbound_to, told.conversations.conversation_id], [donor.phone, callback.id], "the call");
  await page.getByRole("button", { name: "Reached" }).first().waitFor();
  await shot(page, "flex-dialled");
  await office.simulator.hangUp(dial.sid);
  await page.getByRole("button", { name: "Reached" }).first().click();
  const done = await until(async () => await closed(office, callback.id), 30_000, "the callback is open still");
  same(done.attempts, 1, "attempts");
  same((await calls()).length, 1, "calls for the callback");
  await until(async () => {
    if (await refresh.isVisible()) await refresh.click();
    return (await row.count()) === 0;
  }, 40_000, "the supervisor sees a promise that was kept as owed");
  await until(async () => (await office.simulator.tasks((_, { sid }) => sid === task.sid)).every(({ status }) => status === "completed"), 30_000, "the callback's task is open still");
  await shot(manager.page, "flex-supervisor-kept");
  clean(desk);
  clean(manager);
});

async function found(office, callbackId, taskType) {
  const all = await office.simulator.tasks((attributes) => attributes.callback_id === callbackId && attributes.taskType === taskType);
  return all.length > 0 && all;
}

async function closed(office, id) {
  const { callback, ...story } = await office.api(`/callbacks/${id}`);
  const now = callback ?? story;
  return now.status === "completed" && now;
}
