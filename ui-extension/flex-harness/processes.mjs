// The two programs behind the desktop: the TaskRouter simulator, and Ringback itself.
import { spawn } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";

const program = process.env["E2E_PROGRAM"] ?? fileURLToPath(new URL("../../bin/ringback", import.meta.url));

// Stories run at any hour of any day, so here donors may be rung at all of them.
const configuration = `
teams:
  - {name: welcome, timezone: Australia/Perth}
  - {name: renewals, timezone: Australia/Perth}
reasons:
  - {code: driving, label: Driving, match: [driving]}
  - {code: meeting, label: In a meeting, match: [meeting]}
calling_hours:
  sets:
    - {id: always, version: 1, layer: legal, status: unverified, week: {mon-sun: ["00:00-24:00"]}, holidays: {mode: as_weekday}}
  regions: {AU: always, "*": always}
`;

/** startProgram runs `ringback` and waits until its output, or `ready`, says that it is there. */
export async function startProgram(args, { env = {}, cwd, ready }) {
  const child = spawn(program, args, { cwd, env: { PATH: process.env.PATH, HOME: cwd, ...env }, stdio: ["ignore", "pipe", "pipe"] });
  let told = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (text) => (told += text));
  const ended = new Promise((resolve) => child.once("exit", resolve));
  const stop = async () => {
    if (child.exitCode === null) child.kill("SIGTERM");
    await ended;
  };
  const late = Date.now() + 60_000;
  while (!(await ready(told))) {
    if (child.exitCode !== null || Date.now() > late) {
      await stop();
      throw new Error(`ringback ${args[0]} did not start: ${told}`);
    }
    await pause(50);
  }
  return { stop, told: () => told };
}

export const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** until waits for a condition, and gives what it came to. */
export async function until(holds, milliseconds, message) {
  const late = Date.now() + milliseconds;
  for (;;) {
    const held = await holds();
    if (held) return held;
    if (Date.now() > late) throw new Error(typeof message === "function" ? message() : message);
    await pause(100);
  }
}

/** freePort is one that nobody listens on now. */
export async function freePort() {
  const server = createServer();
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** startSimulator plays TaskRouter, on a port of its own. */
export async function startSimulator() {
  const folder = await mkdtemp(path.join(tmpdir(), "ringback-flex-sim-"));
  const setting = (told, name) => told.match(new RegExp(`${name}=(\\S+)`))?.[1];
  const running = await startProgram(["simulate", "--listen", "127.0.0.1:0", "--events-url", ""], { cwd: folder, ready: (told) => setting(told, "TWILIO_WORKFLOW_SID") });
  const of = (name) => setting(running.told(), name);
  return {
    url: of("RINGBACK_TASKROUTER_URL"),
    account: of("TWILIO_ACCOUNT_SID"),
    token: of("TWILIO_AUTH_TOKEN"),
    workspace: of("TWILIO_WORKSPACE_SID"),
    workflow: of("TWILIO_WORKFLOW_SID"),
    async stop() {
      await running.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** prepareRingback gives a Ringback that can be started, ended and started again over the same data, at one address. */
export async function prepareRingback(simulator, flexOrigin) {
  const folder = await mkdtemp(path.join(tmpdir(), "ringback-flex-"));
  await writeFile(path.join(folder, "ringback.yaml"), configuration);
  const url = `http://127.0.0.1:${await freePort()}`;
  const env = {
    RINGBACK_LISTEN: url.slice("http://".length),
    RINGBACK_PUBLIC_URL: url,
    RINGBACK_CONFIG: path.join(folder, "ringback.yaml"),
    RINGBACK_TASKROUTER_URL: simulator.url,
    RINGBACK_IAM_URL: simulator.url,
    RINGBACK_FLEX_ORIGINS: flexOrigin,
    RINGBACK_LOG_LEVEL: "warn",
    TWILIO_ACCOUNT_SID: simulator.account,
    TWILIO_AUTH_TOKEN: simulator.token,
    TWILIO_WORKSPACE_SID: simulator.workspace,
    TWILIO_WORKFLOW_SID: simulator.workflow,
  };
  const ready = () => fetch(`${url}/readyz`).then((response) => response.ok, () => false);
  let running;
  return {
    url,
    start: async () => (running = await startProgram(["serve"], { env, cwd: folder, ready })),
    stop: () => running?.stop(),
    told: () => running?.told() ?? "",
    apikey: (name, ...args) => output(["apikey", "create", "--name", name, ...args], folder, env),
    clear: () => rm(folder, { recursive: true, force: true }),
  };
}

async function output(args, cwd, env) {
  const child = spawn(program, args, { cwd, env: { PATH: process.env.PATH, HOME: cwd, RINGBACK_CONFIG: env.RINGBACK_CONFIG }, stdio: ["ignore", "pipe", "inherit"] });
  let told = "";
  child.stdout.on("data", (text) => (told += text));
  const code = await new Promise((resolve) => child.once("exit", resolve));
  if (code !== 0) throw new Error(`ringback ${args.join(" ")}: exit ${code}`);
  return told.trim();
}
