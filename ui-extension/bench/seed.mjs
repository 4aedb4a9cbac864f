// Fills a Ringback with promises through its own import, as a centre would that moves in.

const perFile = 500; // rows: answered within a second or two

/** seed adds open callbacks until there are so many, and says how many there are. */
export async function seed(ringback, count, until) {
  for (let from = 0; from < count; from += perFile) await importRows(ringback, from, Math.min(count, from + perFile), until);
  const stats = await (await ask(ringback, "/api/v1/stats")).json();
  if (stats.now.open < count) throw new Error(`only ${stats.now.open} of ${count} callbacks are open`);
  return stats.now.open;
}

async function importRows(ringback, from, to, until) {
  const lines = ["external_id,name,phone,region,campaign,local_time,timezone,routing,team,reason"];
  for (let n = from; n < to; n++) lines.push(row(n));
  let job = await (await post(ringback, lines.join("\n"), `seed-${from}`)).json();
  await until(
    async () => {
      job = await (await ask(ringback, `/api/v1/callbacks/import/${job.id}`)).json();
      return job.state !== "reading" && job.state !== "applying";
    },
    300_000,
    () => `the import stands at ${JSON.stringify(job)}`,
  );
}

// Sent again under the same key when the answer is lost.
async function post(ringback, body, key) {
  const headers = { "Content-Type": "text/csv", "Idempotency-Key": key };
  for (let left = 5; ; left--) {
    try {
      return await ask(ringback, "/api/v1/callbacks/import?spread=1", { method: "POST", body, headers });
    } catch (failure) {
      if (left === 0) throw failure;
      await new Promise((resolve) => setTimeout(resolve, 1000));
    }
  }
}

const reasons = ["driving", "at work", "dinner", "feeding the baby", "in a meeting"];

// Perth, weekdays from ten to seven: allowed by law, so that each row is a promise.
function row(n) {
  const day = new Date(Date.now() + (1 + Math.floor(n / 400)) * 86_400_000);
  while ([0, 6].includes(day.getUTCDay())) day.setUTCDate(day.getUTCDate() + 2);
  const minute = (n % 36) * 15;
  const time = `${String(10 + Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;
  const team = n % 2 ? "welcome" : "renewals";
  return [`B-${n}`, `Donor ${n}`, `+6141${String(1_000_000 + n).padStart(7, "0")}`, "AU", "bench", `${day.toISOString().slice(0, 10)}T${time}`, "Australia/Perth", "team", team, reasons[n % reasons.length]].join(",");
}

async function ask(ringback, path, { headers = {}, ...init } = {}) {
  const response = await fetch(ringback.url + path, { ...init, headers: { Authorization: `Bearer ${ringback.key}`, ...headers } });
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
  return response;
}
