// One person's Flex in a browser of their own.
import { answerFor, notPlayed } from "./twilio/requests.mjs";
import { makeTaskRouter } from "./twilio/taskrouter.mjs";
import { replyTo } from "./twilio/twilsock.mjs";

/** openDesktop signs somebody in to Flex and waits until the plugin is there. */
export async function openDesktop({ browser, simulator, ringback, pageUrl, desktops, name, roles = ["agent"], dark = false, language = "en", width = 1440, height = 900, path = "/agent-desktop", withPlugin = true, before }) {
  const worker = simulator.worker(name);
  await simulator.control("POST", "agents", { worker_sid: worker.sid, available: true });
  const token = await simulator.flexToken(worker.sid, roles);
  const sockets = [];
  const tell = (event_type, payload) => sockets.forEach((socket) => socket.send(JSON.stringify({ event_type, payload })));
  const desktop = { simulator, worker, roles, dark, language, ringbackUrl: ringback.url, asked: [], taskRouter: makeTaskRouter(simulator, worker.sid, tell) };
  desktops.push(desktop);

  const context = await browser.newContext({ viewport: { width, height }, locale: language === "en" ? "en-GB" : language, timezoneId: "Australia/Sydney", colorScheme: dark ? "dark" : "light", reducedMotion: "reduce" });
  await context.addInitScript(signedIn, { token, roles, identity: name.toLowerCase() });
  await context.route((url) => url.origin !== pageUrl && url.origin !== ringback.url, async (route) => route.fulfill((await answerFor(route.request(), desktop)) ?? notPlayed));
  if (!withPlugin) await context.route(`${pageUrl}/plugins`, (route) => route.fulfill({ json: [] }));
  await context.routeWebSocket(/.*/, (socket) => {
    if (socket.url().includes("wschannels")) greet(socket, sockets, simulator, worker);
    else if (socket.url().includes("tsock")) socket.onMessage((message) => socket.send(replyTo(message, simulator.account)));
  });
  const page = await context.newPage();
  page.setDefaultTimeout(60_000); // Flex is 18 MB of script, and machines that test are busy
  const wrong = [];
  page.on("pageerror", (failure) => wrong.push(`page: ${failure.message}`));
  page.on("console", (message) => message.type() === "error" && /ringback/i.test(message.text()) && wrong.push(`console: ${message.text()}`));
  await before?.(page);
  await page.goto(pageUrl + path, { waitUntil: "domcontentloaded" });
  if (withPlugin) await page.waitForFunction(() => globalThis.Twilio?.Flex?.Plugins?.plugins?.some(({ state }) => state === "Initialized"), null, { timeout: 60_000 });
  return { page, worker, wrong, asked: desktop.asked, context };
}

function signedIn({ token, roles, identity }) {
  localStorage.setItem("TWILIO_FLEX_SSO", JSON.stringify({ token, identity, roles, expiration: new Date(Date.now() + 3_600_000).toISOString() }));
}

function greet(socket, sockets, simulator, worker) {
  sockets.push(socket);
  socket.onClose(() => sockets.splice(sockets.indexOf(socket), 1));
  setTimeout(() => socket.send(JSON.stringify({ event_type: "init", payload: { channel_id: worker.sid, account_sid: simulator.account, workspace_sid: simulator.workspace, token_lifetime: 3_600_000 } })), 20);
}
