// A promise is made while Ringback is away. It is kept, goes with the task, and comes to one callback, whoever brings it first.
import { choose, clean, complete, hangUp, noticed, openTab, perth, ring, same, shot, story, until } from "../story.mjs";

await story("a booking while Ringback is away comes by the task as well, and is one callback", async (office) => {
  const desk = await office.desk("Maya");
  const { page, worker } = desk;
  const donor = { name: "Grace Giver", phone: "+61491570156" };
  const call = await ring(office, desk, donor);
  await openTab(page);
  await page.getByText("Perth").first().waitFor();
  await office.ringback.stop();
  await hangUp(office, desk, call);
  await choose(page, perth(90));
  await page.getByRole("button", { name: "Complete", exact: true }).click();
  await noticed(page, "The task was not completed");
  await page.getByRole("button", { name: "Book the callback" }).click();
  await noticed(page, "you may complete it");
  await shot(page, "flex-offline-kept");
  const [task] = await office.simulator.tasks((_, { sid }) => sid === call);
  const attributes = JSON.parse(task.attributes);
  same(attributes.conversations.outcome, "callback_agent", "the outcome on the task");
  same(attributes.callback_request.worker_sid, worker.sid, "the owner on the task");
  await complete(page, donor.name);

  await office.ringback.start();
  const callback = await office.callback(({ source_task_sid }) => source_task_sid === call, 60_000);
  same([callback.routing, callback.worker_sid], ["agent", worker.sid], "whose callback it is");
  // Both ways have been gone once the browser keeps nothing and Ringback has caught up with TaskRouter.
  await until(async () => (await page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith("ringback.outbox.")).length)) === 0, 90_000, "the browser keeps the booking still");
  same((await office.api("/callbacks?limit=100")).items.length, 1, "callbacks");
  clean(desk, /ERR_CONNECTION_REFUSED/);
});

await story("a booking reaches Ringback by its task when the agent's browser has gone", async (office) => {
  const desk = await office.desk("Maya");
  const { page } = desk;
  const donor = { name: "Harry Helper", phone: "+61491570157" };
  const call = await ring(office, desk, donor);
  await openTab(page);
  await page.getByText("Perth").first().waitFor();
  await office.ringback.stop();
  await hangUp(office, desk, call);
  await choose(page, perth(90));
  await page.getByRole("button", { name: "Book the callback" }).click();
  await noticed(page, "you may complete it");
  await complete(page, donor.name);
  await desk.context.close();
  await office.ringback.start();
  const callback = await office.callback(({ source_task_sid }) => source_task_sid === call, 90_000);
  same(callback.worker_sid, desk.worker.sid, "the owner");
});

await story("an agent gives up a promise that was not stored, and completes", async (office) => {
  const desk = await office.desk("Maya");
  const { page } = desk;
  const donor = { name: "Ida Inquirer", phone: "+61491570158" };
  const call = await ring(office, desk, donor);
  await hangUp(office, desk, call);
  await choose(page, perth(90));
  await page.getByRole("button", { name: "Complete", exact: true }).click();
  await noticed(page, "The task was not completed");
  await page.getByRole("button", { name: "Give this callback up" }).click();
  await page.getByText("Nobody will ring them").waitFor();
  await page.getByRole("button", { name: "Give this callback up" }).click();
  await complete(page, donor.name);
  same((await office.api("/callbacks?limit=100")).items.length, 0, "callbacks");
  clean(desk);
});
