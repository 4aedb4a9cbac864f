// What the stories have in common.
import { axe as axeOf } from "../e2e/harness.mjs";
import { openOffice } from "./office.mjs";

export { shot } from "../e2e/harness.mjs";
export { pause, until } from "./processes.mjs";

/** story runs steps in a call centre of their own, and clears up whatever happened. */
export async function story(name, steps) {
  const begun = Date.now();
  const office = await openOffice();
  try {
    await steps(office);
    console.log(`ok    ${name} (${((Date.now() - begun) / 1000).toFixed(0)} s)`);
  } catch (failure) {
    console.error(`FAIL  ${name}\n${failure.stack}\n${office.ringback.told()}`);
    await office.shots(name);
    process.exitCode = 1;
  } finally {
    await office.close();
  }
}

/** axe judges what the plugin put on the page; Flex's own parts are Twilio's. */
export const axe = (page, what) => axeOf(page, what, "[data-ringback]");

/** clean fails when the plugin threw, or wrote an error to the console. */
export function clean(desk, expected = /^$/) {
  const wrong = desk.wrong.filter((text) => !expected.test(text));
  if (wrong.length > 0) throw new Error(`on ${desk.worker.name}'s desk:\n${wrong.join("\n")}`);
}

export function same(found, wanted, what) {
  if (JSON.stringify(found) !== JSON.stringify(wanted)) throw new Error(`${what}: ${JSON.stringify(found)}, want ${JSON.stringify(wanted)}`);
}

let calls = 0;

/** ring puts an agent on a call with a donor who rang in, and opens it. */
export async function ring(office, desk, donor) {
  const call_sid = `CA${String(++calls).padStart(32, "0")}`;
  const sid = await office.simulator.call(desk.worker.sid, { direction: "inbound", call_sid, from: donor.phone, name: donor.name });
  await desk.page.getByText(donor.name).first().click();
  return sid;
}

/** hangUp ends the call; the tab opens by itself. */
export async function hangUp(office, desk, taskSid) {
  await office.simulator.hangUp(taskSid);
  await desk.page.getByRole("button", { name: "Book the callback" }).waitFor();
}

/** perth is a wall time there, so many minutes from now, as the form's fields take it. */
export function perth(minutes) {
  const [date, time] = new Intl.DateTimeFormat("sv-SE", { timeZone: "Australia/Perth", dateStyle: "short", timeStyle: "short" }).format(Date.now() + minutes * 60_000).split(" ");
  return { date, time };
}

/** choose fills the promised time in. */
export async function choose(page, { date, time }) {
  await page.getByLabel("Date").fill(date);
  await page.getByLabel("Time", { exact: true }).fill(time);
}

/** complete presses Flex's own button, and waits until the task has gone. */
export async function complete(page, name) {
  await page.getByRole("button", { name: "Complete", exact: true }).click();
  await page.getByText(name).first().waitFor({ state: "detached" });
}

/** go follows a link of Flex's side navigation. */
export const go = (page, name) => page.getByRole("link", { name, exact: true }).click();

/** openTab opens the Callback tab: Flex's tabs are buttons within buttons. */
export const openTab = (page) => page.locator(".Twilio-TabHeader", { hasText: "Callback" }).click();

/** noticed waits for a notice of Flex. It says each twice: in sight, and for screen readers. */
export const noticed = (page, words) => page.getByText(words).filter({ visible: true }).first().waitFor({ timeout: 30_000 });

/** noOverflow fails when what the plugin put on the page is wider than the place that Flex gives it. */
export async function noOverflow(page, what) {
  const wide = await page.locator("[data-ringback=mount]").evaluateAll((mounts) => mounts.map(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth).filter((over) => over > 0));
  if (wide.length > 0) throw new Error(`${what} is ${wide[0]} pixels wider than its place in Flex`);
}
