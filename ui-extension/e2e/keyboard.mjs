// People without a mouse: the keys that they have, and the walk that every page must allow them.
import { until } from "./harness.mjs";

/** atStart puts the keyboard before the first thing of the page. */
export const atStart = (page) => page.evaluate(() => {
  document.body.tabIndex = -1;
  document.body.focus();
  document.body.removeAttribute("tabindex");
});

/** nameAt is what has the keyboard, as a screen reader would say it, as near as it matters here. */
const nameAt = (page) => page.evaluate(() => {
  const here = document.activeElement;
  return (here?.getAttribute("aria-label") ?? (here?.labels?.[0] ?? here)?.textContent ?? "").trim();
});

/** tabTo presses Tab until something of that name has the keyboard. */
export async function tabTo(page, name) {
  await until(async () => {
    await page.keyboard.press("Tab");
    return name.test(await nameAt(page));
  }, 20_000, () => `no way to ${name} by the Tab key`);
}

/**
 * walk presses Tab from the page's beginning to its end. Whatever can be pressed or filled in has to be met, and seen to have the keyboard.
 * What a page redraws meanwhile is not counted: the demonstration goes on.
 */
export async function walk(page, what) {
  await page.evaluate(begin);
  await atStart(page);
  const unseen = [];
  for (let presses = 0; presses < 400; presses++) {
    await page.keyboard.press("Tab");
    const met = await page.evaluate(meet);
    if (met === "end") break;
    if (met) unseen.push(met);
  }
  const { missed, count } = await page.evaluate(end);
  if (count < 3) throw new Error(`${what}: the Tab key meets ${count} things`);
  if (missed.length > 0) throw new Error(`${what}: the Tab key does not meet\n${missed.join("\n")}`);
  if (unseen.length > 0) throw new Error(`${what}: nothing shows that these have the keyboard\n${unseen.join("\n")}`);
  return count;
}

function begin() {
  const usable = "a[href], button, input, select, textarea, summary, [tabindex]:not([data-focus-guard])"; // guards lead back into a dialog
  const shown = (each) => each.checkVisibility({ visibilityProperty: true }) && !each.closest("[inert], [aria-hidden=true]");
  // Of a group of radio buttons Tab meets one, and the arrows the others.
  const first = (each) => each.type !== "radio" || each.checked || ![...document.getElementsByName(each.name)].some((other) => other.checked || other.compareDocumentPosition(each) & Node.DOCUMENT_POSITION_FOLLOWING);
  // How a thing and what is drawn in its stead look: a checkbox that is hidden is drawn by its neighbour.
  const looks = (each) => [each, each.nextElementSibling, each.parentElement, each.parentElement?.parentElement, each.labels?.[0], ...each.children].filter(Boolean).map((part) => {
    const { outline, boxShadow, borderColor, backgroundColor, textDecoration, top } = getComputedStyle(part);
    return [outline, boxShadow, borderColor, backgroundColor, textDecoration, top].join();
  }).join("|");
  const all = [...document.querySelectorAll(usable)].filter((each) => each.tabIndex >= 0 && !each.disabled && shown(each) && first(each));
  document.activeElement?.blur();
  const unlit = (each) => (each === document.activeElement ? "" : looks(each)); // a dialog may not let go of the keyboard
  globalThis.walked = { looks, before: new Map(all.map((each) => [each, unlit(each)])), met: new Set(), shown };
}

async function meet() {
  const { looks, before, met } = globalThis.walked;
  const here = document.activeElement;
  if (!here || here === document.body) return "end";
  if (met.size > 1 && here === [...met][0]) return "end"; // a dialog keeps the keyboard, and begins anew
  const again = met.has(here);
  met.add(here);
  if (again || !before.has(here)) return undefined;
  for (let tries = 0; tries < 10; tries++) {
    if (looks(here) !== before.get(here)) return undefined;
    await new Promise((resolve) => setTimeout(resolve, 30)); // a colour may need a moment
  }
  return here.outerHTML.slice(0, 200);
}

function end() {
  const { before, met, shown } = globalThis.walked;
  const missed = [...before.keys()].filter((each) => each.isConnected && !each.disabled && each.tabIndex >= 0 && shown(each) && !met.has(each));
  return { missed: missed.map((each) => each.outerHTML.slice(0, 200)), count: met.size };
}
