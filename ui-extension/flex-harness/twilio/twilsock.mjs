// Twilio's socket for its other products (Sync, Conversations, telemetry). A message is a line with its protocol and the size of its
// header, the header in JSON, and a payload. Flex needs an answer to each, and little in it.

/** replyTo gives the answer to one message. */
export function replyTo(message, account) {
  const bytes = Buffer.from(message);
  const lineEnd = bytes.indexOf("\r\n");
  const size = Number(bytes.subarray(0, lineEnd).toString().split(" ")[2]);
  const header = JSON.parse(bytes.subarray(lineEnd + 2, lineEnd + 2 + size).toString());
  if (header.method === "init") return pack(header.id, 200, welcome(header));
  if (header.method === "ping") return pack(header.id, 200);
  const { code, body } = resource(header.http_request ?? {}, account);
  return pack(header.id, code, body);
}

const welcome = ({ registrations }) => ({
  continuation_token: "token",
  continuation_token_status: { reissued: true },
  offline_storage: null,
  init_registrations: (registrations ?? []).map(({ product }) => ({ product, type: product, status: "ok" })),
  debug_info: null,
  confirmed_capabilities: [],
});

function resource({ host = "", path = "" }, account) {
  if (host.startsWith("cds.") && path.includes("/Items")) return { code: 200, body: { items: [], meta: {} } };
  if (host.startsWith("cds.") && path.includes("/Maps")) return { code: 200, body: emptyMap(path.split("/").pop(), account) };
  if (host === "flex-sdk.twilio.com") return { code: 200, body: {} };
  return { code: 404, body: { status: 404, code: 404, message: "not played" } };
}

function emptyMap(name, account) {
  const url = `https://cds.us1.twilio.com/v3/Maps/${name}`;
  const now = new Date().toISOString();
  return { sid: `MP${"0".repeat(32)}`, unique_name: name, account_sid: account, service_sid: `IS${"5".repeat(32)}`, url, links: { items: `${url}/Items` }, revision: "0", last_event_id: 0, date_created: now, date_updated: now, created_by: "system" };
}

function pack(id, code, body) {
  const payload = body === undefined ? "" : JSON.stringify(body);
  const status = { code, status: code < 300 ? "OK" : "Not Found" };
  const header = JSON.stringify({ method: "reply", id, status, http_status: status, http_header: {}, payload_size: Buffer.byteLength(payload), ...(payload ? { payload_type: "application/json" } : {}) });
  return Buffer.from(`TWILSOCK V3.0 ${Buffer.byteLength(header)}\r\n${header}\r\n${payload}`);
}
