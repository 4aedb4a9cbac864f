// A call centre for one story: TaskRouter, Ringback, and Flex on the desks of its people.
import { openBrowser, shot } from "../e2e/harness.mjs";
import { openDesktop } from "./desktop.mjs";
import { servePage } from "./page.mjs";
import { prepareRingback, until } from "./processes.mjs";
import { makeSimulator } from "./simulator.mjs";

/** openOffice starts it all; `close` ends what was started. */
export async function openOffice() {
  const simulator = await makeSimulator();
  const desktops = [];
  let ringback;
  const page = await servePage({ account: () => simulator.account, plugins: () => plugins(ringback.url), heard: (event) => desktops.forEach(({ taskRouter }) => taskRouter.heard(event)) });
  ringback = await prepareRingback(simulator, page.url);
  await ringback.start();
  await simulator.control("POST", "sinks", { callback: `${ringback.url}/webhooks/twilio/events`, stream: `${page.url}/events` });
  const key = (await ringback.apikey("story", "--role", "admin")).match(/rbk_[\w-]+/)[0];
  const browser = await openBrowser();
  return {
    simulator,
    ringback,
    desk: async (name, options = {}) => openDesktop({ browser, simulator, ringback, pageUrl: page.url, desktops, name, ...options }),
    /** Asks Ringback beside the browser. */
    api: (path, body, method) => ask(`${ringback.url}/api/v1${path}`, key, body, method),
    /** Waits until Ringback holds a callback that fits. */
    callback: (fits, milliseconds = 20_000) =>
      until(async () => (await ask(`${ringback.url}/api/v1/callbacks?limit=100`, key)).items.find(fits), milliseconds, "no such callback in Ringback"),
    /** Pictures of every desk, for whoever looks into a failure. */
    shots: (name) => Promise.all(pages(browser).map((each, n) => shot(each, `failed ${name} ${n}`.replaceAll(/\W+/g, "-")).catch(() => undefined))),
    async close() {
      await browser.close();
      await ringback.stop();
      await simulator.stop();
      await page.stop();
      await ringback.clear();
    },
  };
}

const pages = (browser) => browser.contexts().flatMap((context) => context.pages());

/** The plugin as the Plugins API would name it: served by Ringback, with its hash. */
async function plugins(url) {
  const release = await fetch(`${url}/plugin/release.json`).then((response) => response.json(), () => undefined);
  return release ? [{ name: release.name, version: release.version, src: url + release.path, integrity: release.integrity, phase: 3 }] : [];
}

async function ask(url, key, body, method = body ? "POST" : "GET") {
  const response = await fetch(url, { method, headers: { authorization: `Bearer ${key}`, ...(body ? { "content-type": "application/json" } : {}) }, body: body && JSON.stringify(body) });
  const text = await response.text();
  if (!response.ok) throw new Error(`${url}: ${response.status} ${text}`);
  return text ? JSON.parse(text) : undefined;
}
