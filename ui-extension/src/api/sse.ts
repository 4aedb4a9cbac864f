/** One server-sent event. */
export interface Sent {
  id: string | undefined;
  event: string;
  data: string;
}

/** makeSseParser takes text as it comes, cut anywhere, and tells each event once it is whole. Comments are passed over. */
export function makeSseParser(tell: (sent: Sent) => void): (text: string) => void {
  let rest = "";
  let fields = new Map<string, string>();

  function line(text: string) {
    if (text === "") {
      if (fields.has("data")) tell({ id: fields.get("id"), event: fields.get("event") ?? "message", data: fields.get("data") ?? "" });
      fields = new Map();
      return;
    }
    const colon = text.indexOf(":");
    if (colon === 0) return;
    const name = colon < 0 ? text : text.slice(0, colon);
    const value = colon < 0 ? "" : text.slice(colon + 1).replace(/^ /, "");
    const before = fields.get(name);
    fields.set(name, name === "data" && before !== undefined ? `${before}\n${value}` : value);
  }

  return (text) => {
    const lines = (rest + text).split(/\r\n|\n|\r(?!$)/);
    rest = lines.pop() ?? "";
    lines.forEach(line);
  };
}
