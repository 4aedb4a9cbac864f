// Measures the console in Chromium against a real Ringback that owes 10,000 callbacks: how soon it is drawn and usable, how smoothly its
// queue scrolls, and what is sent to the browser. `make bench-ui` prints the table that docs/UI.md holds.
import { readdirSync, readFileSync } from "node:fs";
import { cpus, loadavg } from "node:os";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

import { openBrowser, openPage, startRingback, until } from "../e2e/harness.mjs";
import { seed } from "./seed.mjs";

const callbacks = Number(process.env["BENCH_CALLBACKS"] ?? 10_000);
const runs = 5;
const dist = new URL("../dist/", import.meta.url);

const rows = [];
const tell = (what, figure, target = "") => rows.push([what, figure, target]);
const sorted = (numbers) => [...numbers].sort((one, other) => one - other);
const at = (numbers, share) => sorted(numbers)[Math.min(numbers.length - 1, Math.ceil(numbers.length * share) - 1)];
const ms = (value) => `${Math.round(value)} ms`;
const kB = (bytes) => `${(bytes / 1000).toFixed(0)} kB`;

const ringback = await startRingback();
const browser = await openBrowser();
try {
  const seeded = await seed(ringback, callbacks, until);
  await loading();
  const { page, context } = await open();
  await scrolling(page, seeded);
  await changing(page);
  await context.close();
  sizes();
  print(seeded);
} finally {
  await browser.close();
  await ringback.stop();
}

async function open() {
  const opened = await openPage(browser, ringback, { key: ringback.key });
  await opened.page.locator("tbody tr[data-index]").first().waitFor({ timeout: 60_000 });
  return opened;
}

// Each run has an empty cache, as somebody's first visit.
async function loading() {
  const paints = [];
  const usable = [];
  for (let run = 0; run < runs; run++) {
    const { page, context } = await open();
    await page.evaluate(() => performance.setResourceTimingBufferSize(1000));
    const begun = Date.now();
    await page.goto("about:blank");
    await page.goto(`${ringback.url}/#/queue`, { waitUntil: "commit" });
    await page.locator("tbody tr[data-index]").first().waitFor();
    // Usable: a row answers to the keyboard.
    await page.locator("tbody tr[data-index]").first().press("ArrowDown");
    await page.locator('tbody tr[data-index="1"]:focus').waitFor();
    usable.push(Date.now() - begun);
    paints.push(await page.evaluate(() => performance.getEntriesByName("first-contentful-paint")[0].startTime));
    await context.close();
  }
  tell("console, first paint (median of 5)", ms(at(paints, 0.5)), "1,000 ms");
  tell("console, rows there and answering to the keyboard (median of 5)", ms(at(usable, 0.5)));
}

// A quick flick for the frames, then in leaps to the end, page after page.
async function scrolling(page, seeded) {
  const flick = await scroll(page, 240, 300, seeded);
  tell("frame while scrolling, four rows a frame, median", ms(at(flick.frames, 0.5)), "16.7 ms");
  tell("the same, 95 of 100", ms(at(flick.frames, 0.95)));
  const leaps = await scroll(page, 3000, Infinity, seeded);
  tell("rows scrolled through to the end", String(leaps.seen), String(seeded));
  tell("frame in leaps of fifty rows, all rows new, 95 of 100", ms(at(leaps.frames, 0.95)));
  tell("rows in the page at most", String(leaps.rowsDrawn));
}

function scroll(page, step, most, seeded) {
  return page.evaluate(
    async ({ step, most, seeded }) => {
      const region = document.querySelector("table[role=grid]").parentElement;
      const drawn = () => [...document.querySelectorAll("tbody tr[data-index]")];
      const seen = () => Number(drawn().at(-1)?.dataset.index ?? -1) + 1;
      const frames = [];
      let last = await new Promise(requestAnimationFrame);
      let still = 0;
      let rowsDrawn = 0;
      while (frames.length < most && still < 600 && seen() < seeded) {
        const before = region.scrollTop;
        region.scrollTop += step;
        const now = await new Promise(requestAnimationFrame);
        if (region.scrollTop > before) frames.push(now - last);
        still = region.scrollTop > before ? 0 : still + 1; // waiting for the next page
        last = now;
        rowsDrawn = Math.max(rowsDrawn, drawn().length);
      }
      return { frames, rowsDrawn, seen: seen() };
    },
    { step, most: Math.min(most, 1e9), seeded },
  );
}

// With every row read: how long one key takes, and a change made elsewhere until it is seen.
async function changing(page) {
  const [row] = (await ringbackJson("/api/v1/callbacks?due=owed&limit=1&sort=newest")).items;
  await page.evaluate(() => { document.querySelector("table[role=grid]").parentElement.scrollTop = 0; });
  await page.locator('tbody tr[data-index="0"]').press("ArrowDown");
  const keyTimes = [];
  for (let press = 0; press < 20; press++) {
    const begun = performance.now();
    await page.keyboard.press("ArrowDown");
    await page.locator(`tbody tr[data-index="${press + 2}"]:focus`).waitFor();
    keyTimes.push(performance.now() - begun);
  }
  tell("arrow key to the next row, median, all rows read", ms(at(keyTimes, 0.5)));
  await page.getByLabel("Search").fill(row.record.external_id);
  await page.locator("tbody").getByText(row.record.external_id).first().waitFor();
  const begun = Date.now();
  await ringbackJson(`/api/v1/callbacks/${row.id}/cancel`, { reason: "bench" });
  await page.locator("tbody").getByText("Cancelled", { exact: true }).waitFor();
  tell("change over HTTP until it is seen in the row", ms(Date.now() - begun));
}

async function ringbackJson(path, body) {
  const headers = { Authorization: `Bearer ${ringback.key}`, "Content-Type": "application/json" };
  const response = await fetch(ringback.url + path, body ? { method: "POST", headers, body: JSON.stringify(body) } : { headers });
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
  return response.json();
}

function sizes() {
  const zipped = (file) => gzipSync(readFileSync(file), { level: 9 }).length;
  const page = readFileSync(new URL("console/index.html", dist), "utf8");
  const first = [...page.matchAll(/(?:src|href)="\/(assets\/[^"]+\.(?:js|css))"/g)].map(([, name]) => new URL(`console/${name}`, dist));
  const all = readdirSync(new URL("console/assets/", dist)).filter((name) => /\.(js|css)$/.test(name)).map((name) => new URL(`console/assets/${name}`, dist));
  const sum = (files) => kB(files.reduce((total, file) => total + zipped(file), 0));
  tell("plugin, gzip", kB(zipped(new URL("plugin/plugin-ringback.js", dist))), "200 kB");
  tell("console before the first view, gzip", sum(first));
  tell("console, all views, gzip", sum(all));
}

function print(seeded) {
  const [load] = loadavg();
  console.log(`\n${seeded} open callbacks; Chromium ${browser.version()}, headless, without a GPU; ${cpus().length} cores, load ${load.toFixed(1)} at the end (${fileURLToPath(import.meta.url).split("/").at(-1)})\n`);
  console.log("| measured | figure | target |\n| --- | --- | --- |");
  for (const row of rows) console.log(`| ${row.join(" | ")} |`);
}
