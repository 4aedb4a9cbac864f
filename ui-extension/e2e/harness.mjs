// What every story of the console in a browser needs: a real Ringback with its demonstration, a browser that is signed in, and the checks
// that hold on each page. Nothing is mocked.
import { spawn } from "node:child_process";
import { mkdtemp, mkdir, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

const require = createRequire(import.meta.url);
const root = fileURLToPath(new URL("../..", import.meta.url));
const program = process.env["E2E_PROGRAM"] ?? path.join(root, "bin", "ringback");
const shots = process.env["E2E_SHOTS"] ?? path.join(root, "bin", "shots");
const browserArgs = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

/** startRingback runs the demonstration on a free port, with an empty data folder of its own. */
export async function startRingback(flags = []) {
  const folder = await mkdtemp(path.join(tmpdir(), "ringback-e2e-"));
  const child = spawn(program, ["serve", "--demo", "--listen", "127.0.0.1:0", ...flags], { cwd: folder, env: { ...process.env, RINGBACK_LOG_LEVEL: "error" }, stdio: ["ignore", "pipe", "pipe"] });
  let told = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (text) => (told += text));
  const ended = new Promise((resolve) => child.once("exit", resolve));
  const found = (pattern) => told.match(pattern)?.[0];
  await until(() => found(/rbk_[\w-]+/) && found(/http:\S+signin#code=\S+/), 60_000, () => `Ringback did not start: ${told}`);
  const link = found(/http:\S+signin#code=\S+/);
  return {
    url: new URL(link).origin,
    link,
    /** The demonstration's administrator's key, for what a story sets up or asks the API beside the browser. */
    key: found(/rbk_[\w-]+/),
    /** Makes a key: apikey("ben", "--role", "agent", "--worker", "WK..."). */
    apikey: (name, ...args) => run(folder, ["apikey", "create", "--name", name, ...args]),
    async stop() {
      child.kill("SIGTERM");
      await ended;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function run(cwd, args) {
  const child = spawn(program, args, { cwd, stdio: ["ignore", "pipe", "inherit"] });
  let told = "";
  child.stdout.on("data", (text) => (told += text));
  const code = await new Promise((resolve) => child.once("exit", resolve));
  if (code !== 0) throw new Error(`ringback ${args[0]}: exit ${code}`);
  return told.trim();
}

/** openBrowser starts Chromium with a profile of its own. */
export function openBrowser() {
  return chromium.launch({ executablePath: process.env["CHROMIUM"] ?? "/usr/bin/chromium", args: browserArgs });
}

/**
 * openPage gives a page that remembers what should not have happened: errors in its console, requests to anybody but Ringback. `clean`
 * throws if there were any; `expect` names, by pattern, what a story brings about on purpose.
 */
export async function openPage(browser, ringback, { dark = false, width = 1280, height = 800, language = "en", key, tour = false } = {}) {
  const context = await browser.newContext({ viewport: { width, height }, colorScheme: dark ? "dark" : "light", locale: language === "ar" ? "ar" : "en-GB", timezoneId: "Australia/Sydney", reducedMotion: "reduce" });
  // The demonstration's tour would stand in every other story's way.
  if (!tour) await context.addInitScript(() => { localStorage.setItem("ringback.tour", "seen"); });
  const page = await context.newPage();
  const wrong = [];
  const expected = [];
  page.on("console", (message) => message.type() === "error" && wrong.push(`console: ${message.text()} ${message.location().url}`));
  page.on("pageerror", (failure) => wrong.push(`page: ${failure.message}`));
  page.on("request", (request) => {
    const { origin, protocol } = new URL(request.url());
    if (origin !== ringback.url && protocol !== "data:" && protocol !== "blob:") wrong.push(`a request to ${origin}`);
  });
  if (key) await signInByKey(page, ringback, key);
  return {
    page,
    context,
    expect: (pattern) => expected.push(pattern),
    clean() {
      const left = wrong.filter((text) => !expected.some((pattern) => pattern.test(text)));
      if (left.length > 0) throw new Error(`on the page:\n${left.join("\n")}`);
    },
  };
}

/** signInByKey signs in as a person does who has a key. The first answer to nobody is a 401, which browsers write to their console. */
async function signInByKey(page, ringback, key) {
  const response = await page.request.post(`${ringback.url}/api/v1/session`, { data: { key } });
  if (!response.ok()) throw new Error(`sign in: ${response.status()} ${await response.text()}`);
  await page.goto(ringback.url);
}

/** axe fails on any accessibility violation of what is shown now, in the whole page or in a part of it. */
export async function axe(page, what, part) {
  await page.evaluate(require("node:fs").readFileSync(require.resolve("axe-core/axe.min.js"), "utf8"));
  // Paste's colours change gradually, and half-way between two of them is no contrast to judge.
  await page.waitForFunction(() => document.getAnimations().every((each) => !(each instanceof CSSTransition) || each.playState !== "running"));
  // Paste shows its notices at the end of the page's body, outside any landmark.
  const { violations } = await page.evaluate((within) => globalThis.axe.run(within ?? document, { rules: { region: { enabled: false } } }), part);
  if (violations.length === 0) return;
  const told = violations.map(({ id, help, nodes }) => `${id}: ${help}\n${nodes.map((node) => `  ${node.html}\n  ${node.failureSummary}`).join("\n")}`);
  throw new Error(`axe on ${what}:\n${told.join("\n")}`);
}

/** shot keeps a picture for people to look at, as bin/shots/<name>.png. */
export async function shot(page, name, options = {}) {
  await mkdir(shots, { recursive: true });
  await page.screenshot({ path: path.join(shots, `${name}.png`), ...options });
}

/** noSideways fails when the page is wider than its window. */
export async function noSideways(page, what) {
  const [content, room] = await page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]);
  if (content > room) throw new Error(`${what} is ${content} pixels wide, its window ${room}`);
}

/** until waits for a condition. */
export async function until(holds, milliseconds, message) {
  const end = Date.now() + milliseconds;
  while (!(await holds())) {
    if (Date.now() > end) throw new Error(message());
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** story runs steps against a Ringback and a browser of their own, and clears up whatever happened. */
export async function story(name, steps, flags = []) {
  const ringback = await startRingback(flags);
  const browser = await openBrowser();
  try {
    await steps({ ringback, browser });
    console.log(`ok    ${name}`);
  } catch (failure) {
    console.error(`FAIL  ${name}\n${failure.stack}`);
    process.exitCode = 1;
  } finally {
    await browser.close();
    await ringback.stop();
  }
}
