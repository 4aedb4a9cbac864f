// Administrators set the site up by clicking: hours with a trial and a way back, a list of donors, messages that were rejected, keys.
import { createHmac, randomBytes } from "node:crypto";

import { axe, openPage, shot, story, until } from "./harness.mjs";
import { nextWeekday } from "./people.mjs";

const secret = randomBytes(24).toString("base64");

async function open(page, ringback, path, heading) {
  await page.goto(`${ringback.url}/#/admin/${path}`);
  await page.getByRole("heading", { level: 1, name: heading }).waitFor();
}

/** ask speaks to the API beside the browser. */
async function ask(ringback, path) {
  const response = await fetch(`${ringback.url}/api/v1${path}`, { headers: { Authorization: `Bearer ${ringback.key}` } });
  if (!response.ok) throw new Error(`${path}: ${response.status}`);
  return response.json();
}

await story("Saturday's hours are changed after a trial, and gone back in", async ({ ringback, browser }) => {
  const { page, clean } = await openPage(browser, ringback, { key: ringback.key });
  await open(page, ringback, "hours", "Calling hours");
  await page.getByLabel("Find a set").fill("AU");
  await page.getByRole("link", { name: "Telemarketing and research calls industry standard", exact: true }).click();
  await page.getByLabel("Saturday, to").fill("09:30");
  const cell = page.getByRole("gridcell", { name: "Saturday 09:30", exact: false });
  if ((await cell.getAttribute("aria-selected")) !== "false") throw new Error("the picture does not follow the inputs");
  // The same by keyboard on the picture: open 09:30 to 10:00 again.
  await cell.click();
  if ((await page.getByLabel("Saturday, to").inputValue()) !== "10:00") throw new Error("the inputs do not follow the picture");
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Space");
  if ((await page.getByLabel("Saturday, to").inputValue()) !== "10:30") throw new Error("the keyboard does not paint");
  await page.getByRole("button", { name: "Check and save" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByText(/open promises?/).first().waitFor();
  if ((await ask(ringback, "/calling-hours")).version !== 0) throw new Error("a trial was saved");
  await axe(page, "the trial");
  await shot(page, "admin-hours-trial");
  await dialog.getByLabel("Why (optional)").fill("shorter Saturdays");
  await dialog.getByRole("button", { name: "Save the hours" }).click();
  await page.getByText("is saved.").waitFor();
  const saved = await ask(ringback, "/calling-hours");
  if (saved.version !== 1 || saved.sets[0].week.sat[0] !== "09:00-10:30") throw new Error(JSON.stringify(saved.sets));

  await open(page, ringback, "hours/versions", "Calling hours");
  await page.getByText("shorter Saturdays").waitFor();
  await page.getByRole("button", { name: "Go back to version 0" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Go back" }).click();
  await page.getByText("Version 0 is in force again.").waitFor();
  if ((await ask(ringback, "/calling-hours")).sets.length !== 0) throw new Error("it was not gone back");
  clean();
});

await story("1,000 donors are imported, bad rows are named, and one donor is erased", async ({ ringback, browser }) => {
  const { page, clean } = await openPage(browser, ringback, { key: ringback.key });
  await open(page, ringback, "records/import", "Records and import");
  const rows = Array.from({ length: 1000 }, (_, row) => `X-${row},Donor ${row},+6149157${String(1000 + row).padStart(4, "0")},Australia/Perth`);
  const file = (lines) => ({ name: "donors.csv", mimeType: "text/csv", buffer: Buffer.from(["external_id,name,phone,timezone", ...lines].join("\n")) });
  await page.getByLabel("File of records").setInputFiles(file(rows.with(7, "X-7,Donor 7,nonsense,Australia/Perth")));
  await page.getByRole("button", { name: "Import the file" }).click();
  await page.getByText("Nothing in force").waitFor();
  await page.getByRole("table", { name: "Bad rows" }).getByText("phone", { exact: true }).waitFor();
  const report = await page.request.get(await page.getByRole("link", { name: /Download/ }).getAttribute("href"));
  if (!(await report.text()).includes("phone")) throw new Error("the report does not name the column");
  await axe(page, "bad rows");
  await shot(page, "admin-import-errors");
  await page.getByLabel("File of records").setInputFiles(file(rows));
  await page.getByRole("button", { name: "Import the file" }).click();
  await page.getByText("1,000 new").waitFor();

  await open(page, ringback, "records", "Records and import");
  await page.getByLabel("External id or number").fill("X-7");
  await page.getByRole("button", { name: "Donor 7", exact: true }).click();
  await axe(page, "a record");
  await shot(page, "admin-record");
  await page.getByRole("button", { name: "Erase…" }).click();
  await page.getByRole("button", { name: "Erase for good" }).click();
  await page.getByText("That is not X-7.").waitFor();
  await page.getByLabel(/Type X-7/).fill("X-7");
  await axe(page, "the erasure's question");
  await page.getByRole("button", { name: "Erase for good" }).click();
  await page.getByText("X-7 is erased.").waitFor();
  if ((await ask(ringback, "/records?external_id=X-7")).items.length !== 0) throw new Error("X-7 is still there");
  clean();
});

/** sendWelcome sends a welcome call as a fundraiser's scheduler does. */
function sendWelcome(ringback, body, source = "") {
  const id = `msg_${randomBytes(8).toString("hex")}`;
  const at = String(Math.floor(Date.now() / 1000));
  const text = JSON.stringify(body);
  const signature = createHmac("sha256", Buffer.from(secret, "base64")).update(`${id}.${at}.${text}`).digest("base64");
  return fetch(`${ringback.url}/webhooks/welcome-calls${source}`, { method: "POST", headers: { "Content-Type": "application/json", "webhook-id": id, "webhook-timestamp": at, "webhook-signature": `v1,${signature}` }, body: text });
}

await story("a rejected message is mended and applied again", async ({ ringback, browser }) => {
  const tomorrow = new Date(Date.now() + 36 * 3_600_000).toISOString().slice(0, 10);
  const answer = await sendWelcome(ringback, { type: "welcome_call.requested", data: { reference: "P-1", record: { external_id: "W-1", name: "Wanda Low", phone: "nonsense" }, callback_request: { local_time: `${tomorrow}T11:00`, timezone: "Europe/London" } } });
  if (answer.status !== 422) throw new Error(`the message is answered ${answer.status} ${await answer.text()}`);
  const { page, clean } = await openPage(browser, ringback, { key: ringback.key });
  await open(page, ringback, "inbox", "Inbox");
  await page.getByRole("button", { name: "welcome_call.requested" }).click();
  await page.getByText("Why it was rejected").waitFor();
  await axe(page, "a rejected message");
  await shot(page, "admin-inbox-rejected");
  await page.getByLabel("Number", { exact: true }).fill("+447700900123");
  await page.getByRole("button", { name: "Mend and apply again" }).click();
  await page.getByText("It is being applied again.").waitFor();
  await until(async () => (await ask(ringback, "/records?external_id=W-1")).items.length === 1, 10_000, () => "the mended message was not applied");
  await page.getByText("Nothing waits for you").waitFor();
  clean();
}, ["--welcome-secret", `whsec_${secret}`]);

await story("a sender's own names are mapped, and its next welcome call is read by them", async ({ ringback, browser }) => {
  const { page, clean } = await openPage(browser, ringback, { key: ringback.key });
  await open(page, ringback, "welcome", "Welcome calls");
  const body = JSON.parse(await page.getByLabel("What the sender posts (JSON)").inputValue());
  body.call.at = `${nextWeekday("Australia/Perth", 3)}T18:00`; // a day on which donors there may be rung
  if ((await sendWelcome(ringback, body, "?source=street-app")).status !== 422) throw new Error("a sender that nobody mapped is read");
  await page.getByRole("button", { name: "Check and save" }).click();
  await axe(page, "the trial of a sender");
  await page.getByRole("dialog").getByRole("button", { name: "Save the senders" }).click();
  await page.getByText("The senders are saved.").waitFor();
  await page.getByLabel("Sender", { exact: true }).waitFor();
  const answer = await sendWelcome(ringback, body, "?source=street-app");
  if (answer.status !== 202) throw new Error(`the message is answered ${answer.status} ${await answer.text()}`);
  if ((await ask(ringback, `/records?external_id=${body.donor.id}`)).items[0]?.name !== body.donor.name) throw new Error("the donor is not known");
  await axe(page, "a sender");
  await shot(page, "admin-welcome-sender", { fullPage: true });
  await page.getByRole("button", { name: "Remove street-app" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Save the senders" }).click();
  await page.getByLabel("Sender", { exact: true }).waitFor({ state: "detached" });
  if ((await ask(ringback, "/welcome-sources")).items.length !== 0) throw new Error("the sender is still there");
  clean();
}, ["--welcome-secret", `whsec_${secret}`]);

await story("a key is made, shown once, works, and is revoked", async ({ ringback, browser }) => {
  const { page, clean, expect } = await openPage(browser, ringback, { key: ringback.key });
  expect(/422/); // a name that is taken
  await open(page, ringback, "keys", "Keys");
  await page.getByLabel("Name").fill("crm");
  await page.getByLabel("Role").selectOption("dialer");
  await page.getByRole("button", { name: "Make the key" }).click();
  const key = await page.locator("code", { hasText: "rbk_" }).innerText();
  await axe(page, "a key, once");
  const works = () => fetch(`${ringback.url}/api/v1/call-list`, { headers: { Authorization: `Bearer ${key}` } }).then(({ status }) => status);
  if ((await works()) !== 200) throw new Error("the key does not work");
  await page.getByRole("button", { name: "I have copied it" }).click();
  await page.getByLabel("Name").fill("crm");
  await page.getByRole("button", { name: "Make the key" }).click();
  await page.getByText(/there is, or was, a key of this name/).waitFor();
  await page.getByRole("button", { name: /^Make a sign-in link for demo/ }).click();
  await page.locator("code", { hasText: "/signin#code=" }).waitFor();
  await page.getByRole("button", { name: "Revoke crm" }).click();
  await axe(page, "the question before a revocation");
  await page.getByRole("button", { name: "Revoke the key" }).click();
  await page.getByText("lets nobody in any more").waitFor();
  if ((await works()) !== 401) throw new Error("the key still works");
  clean();
});

await story("the tour leads through the demonstration once", async ({ ringback, browser }) => {
  const { page, clean } = await openPage(browser, ringback, { key: ringback.key, tour: true });
  await page.getByRole("button", { name: "Show me" }).click();
  for (const title of ["What is owed", "How promises were kept", "When donors may be rung", "Your donors", "What came in"]) {
    await page.getByRole("heading", { name: title }).waitFor();
    await axe(page, `the tour: ${title}`);
    if (title === "When donors may be rung") await shot(page, "admin-tour");
    await page.getByRole("button", { name: "Next" }).click();
  }
  await page.getByRole("button", { name: "Done" }).click();
  await page.reload();
  await page.getByRole("heading", { level: 1 }).waitFor();
  if ((await page.getByRole("complementary", { name: "Tour" }).count()) !== 0) throw new Error("the tour comes again");
  clean();
});
