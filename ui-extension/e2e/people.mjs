// An agent of the demonstration, and the wall times that stories promise.

/** signAgent makes a key for one of the demonstration's agents, once TaskRouter has told of them. */
export async function signAgent(ringback, name) {
  const headers = { Authorization: `Bearer ${ringback.key}` };
  for (let tries = 0; tries < 200; tries++) {
    const { items } = await (await fetch(`${ringback.url}/api/v1/agents`, { headers })).json();
    const agent = items.find((each) => each.name === name);
    if (agent) return { workerSid: agent.worker_sid, key: await ringback.apikey(name.toLowerCase(), "--role", "agent", "--worker", agent.worker_sid, "--team", agent.team) };
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`there is no agent ${name}`);
}

/** ask calls the API beside the browser. */
export async function ask(ringback, key, path, body) {
  const response = await fetch(`${ringback.url}/api/v1${path}`, {
    method: body ? "POST" : "GET",
    headers: { Authorization: `Bearer ${key}`, "Content-Type": "application/json" },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
  return response.json();
}

/** wallTime is a zone's wall time so many minutes from now. */
export function wallTime(zone, minutes) {
  return new Intl.DateTimeFormat("sv-SE", { timeZone: zone, dateStyle: "short", timeStyle: "short" }).format(Date.now() + minutes * 60_000).replace(" ", "T");
}

/** nextWeekday is the next date after today of a weekday, Sunday being 0, in a zone. */
export function nextWeekday(zone, weekday) {
  for (let days = 1; days < 8; days++) {
    const date = wallTime(zone, days * 1440).slice(0, 10);
    if (new Date(`${date}T12:00Z`).getUTCDay() === weekday) return date;
  }
}
