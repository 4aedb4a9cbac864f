// Why donors want to be rung later: an administrator says what is offered, agents choose from it or write it in words.
import { axe, noSideways, openPage, shot, story } from "./harness.mjs";
import { ask, signAgent } from "./people.mjs";

async function openReasons(page, ringback) {
  await page.goto(`${ringback.url}/#/admin/reasons`);
  await page.getByRole("group", { name: "Driving" }).waitFor();
}

async function openForm(page, ringback, id, phone = "+12125550177") {
  await page.goto(`${ringback.url}/#/book`);
  await page.reload();
  await page.getByLabel("Telephone number").fill(phone);
  await page.getByLabel("Donor ID").fill(id);
  await page.getByLabel("Donor ID").press("Enter");
  await page.getByLabel("Reason", { exact: true }).waitFor();
}

/** book books in the evening of tomorrow, and gives the reason as it is stored. */
async function book(page, ringback, key, id) {
  await page.getByRole("radio", { name: "Tomorrow evening" }).check({ force: true });
  await page.getByText("Allowed: within calling hours").waitFor();
  await page.getByRole("button", { name: "Book the callback" }).click();
  await page.getByText("The callback is booked").waitFor();
  const { items } = await ask(ringback, key, "/callbacks/mine?due=owed");
  return items.find(({ record }) => record.external_id === id)?.reason;
}

await story("an administrator changes the reasons, and agents choose from them or write another", async ({ ringback, browser }) => {
  const { page, clean, context } = await openPage(browser, ringback, { key: ringback.key });
  await openReasons(page, ringback);
  await page.getByLabel("New reason").fill("Has no card at hand");
  await page.getByText("Its code is has_no_card_at_hand.").waitFor();
  await page.getByRole("button", { name: "Add a reason" }).click();
  for (let place = 0; place < 5; place++) await page.getByRole("button", { name: "Move has_no_card_at_hand up" }).press("Enter");
  await page.getByRole("button", { name: "Check and save" }).click();
  await axe(page, "the trial of reasons");
  await page.getByRole("dialog").getByRole("button", { name: "Save the reasons" }).click();
  await page.getByText("The reasons are saved.").waitFor();
  clean();
  await context.close();

  const { key } = await signAgent(ringback, "Maya");
  const { page: maya, clean: mayaClean } = await openPage(browser, ringback, { key });
  await openForm(maya, ringback, "R-1");
  const offered = await maya.getByLabel("Reason", { exact: true }).locator("option").allInnerTexts();
  if (offered[1] !== "Has no card at hand" || offered.at(-1) !== "Other: in words") throw new Error(`offered are ${offered.join(", ")}`);
  await maya.getByLabel("Reason", { exact: true }).selectOption("Has no card at hand");
  const chosen = await book(maya, ringback, key, "R-1");
  if (chosen !== "Has no card at hand") throw new Error(`the reason is ${chosen}`);
  await openForm(maya, ringback, "R-2", "+12125550178");
  await maya.getByLabel("Reason", { exact: true }).selectOption("Other: in words");
  await maya.getByLabel("The reason in words").fill("at sea");
  await axe(maya, "a reason in words");
  await shot(maya, "booking-reason", { fullPage: true });
  const said = await book(maya, ringback, key, "R-2");
  if (said !== "at sea") throw new Error(`the reason is ${said}`);
  mayaClean();

  const { page: back, clean: backClean } = await openPage(browser, ringback, { key: ringback.key, dark: true });
  await openReasons(back, ringback);
  await back.getByRole("button", { name: "Go back to version 0" }).click();
  await back.getByRole("dialog").getByRole("button", { name: "Go back" }).click();
  await back.getByText("Version 0 is in force again.").waitFor();
  await noSideways(back, "the reasons");
  backClean();
});
