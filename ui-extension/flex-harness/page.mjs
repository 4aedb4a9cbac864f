// The page that Flex runs on, its list of plugins, and the place where the simulator's events arrive.
import { createReadStream } from "node:fs";
import { createServer } from "node:http";

import { flexScript } from "./bundle.mjs";

const page = (account) => `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Flex</title>
<style>html, body { height: 100%; margin: 0 } #container { height: 100%; display: flex; flex-direction: column } #container > * { flex: 1 1 auto; min-height: 0 }</style>
</head><body><div id="container"></div><script src="/flex-ui.js"></script><script>
Twilio.Flex.runDefault({ sso: { accountSid: "${account}" }, pluginService: { enabled: true, url: "/plugins" }, disableBrowserVoice: true, logLevel: "error" }, "#container");
</script></body></html>`;

/** servePage serves it all on a free port. `plugins` is asked at each load; `heard` is given each event of the simulator's. */
export async function servePage({ account, plugins, heard }) {
  const script = await flexScript();
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url, "http://page");
    const send = (type, body) => response.writeHead(200, { "content-type": type, "cache-control": "no-store" }).end(body);
    if (pathname === "/flex-ui.js") {
      response.writeHead(200, { "content-type": "text/javascript", "cache-control": "max-age=3600" });
      createReadStream(script).pipe(response);
    } else if (pathname === "/plugins") {
      send("application/json", JSON.stringify(await plugins()));
    } else if (pathname === "/events") {
      for (const { type, data } of JSON.parse(await text(request))) heard({ type, payload: data.payload });
      response.writeHead(204).end();
    } else if (pathname.includes(".")) {
      response.writeHead(404).end();
    } else {
      send("text/html", page(account()));
    }
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { url: `http://127.0.0.1:${server.address().port}`, stop: () => new Promise((resolve) => { server.closeAllConnections(); server.close(resolve); }) };
}

async function text(request) {
  let all = "";
  for await (const part of request) all += part;
  return all;
}
