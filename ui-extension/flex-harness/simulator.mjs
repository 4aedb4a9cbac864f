// Asks the TaskRouter simulator, by Twilio's own REST interface and by the simulator's switches.
import { startSimulator } from "./processes.mjs";

/** makeSimulator starts one, with nobody at work and nobody acting of their own accord. */
export async function makeSimulator() {
  const running = await startSimulator();
  const authorization = `Basic ${Buffer.from(`${running.account}:${running.token}`).toString("base64")}`;
  async function ask(method, path, body, type) {
    const response = await fetch(running.url + path, { method, headers: { authorization, ...(body ? { "content-type": type } : {}) }, body });
    const text = await response.text();
    return { status: response.status, body: text ? JSON.parse(text) : undefined };
  }
  /** A request of TaskRouter's own API, below the workspace. */
  async function rest(method, path, fields) {
    const values = Object.entries(fields ?? {}).map(([name, value]) => [name, typeof value === "string" ? value : JSON.stringify(value)]);
    const form = values.length > 0 ? new URLSearchParams(values).toString() : undefined;
    return ask(method, `/v1/Workspaces/${running.workspace}${path}`, form, "application/x-www-form-urlencoded");
  }
  /** One of the simulator's switches. */
  async function control(method, name, change) {
    const answer = await ask(method, `/_sim/${name}`, change && JSON.stringify(change), "application/json");
    if (answer.status >= 300) throw new Error(`the simulator's ${name}: ${answer.status} ${JSON.stringify(answer.body)}`);
    return answer.body;
  }
  const state = async () => {
    const told = await control("GET", "state");
    return { ...told, tasks: told.tasks ?? [] };
  };
  await control("POST", "agents", { behaviour: { decision: "" }, available: false });
  const { workers } = await state();
  return {
    ...running,
    rest,
    control,
    state,
    worker: (name) => workers.find((each) => each.name === name) ?? fail(`there is no worker ${name}`),
    /** The Tasks of a callback, or of a call by its attributes. */
    tasks: async (fits) => (await state()).tasks.filter((task) => fits(JSON.parse(task.attributes), task)),
    flexToken: async (workerSid, roles) => (await control("POST", "tokens", { worker_sid: workerSid, roles })).token,
    /** Puts an agent on a call with a donor, as the main list's dialler does. */
    call: async (workerSid, attributes) => (await control("POST", "call", { worker_sid: workerSid, attributes })).task_sid,
    /** The donor hangs up. */
    hangUp: (taskSid) => rest("POST", `/Tasks/${taskSid}`, { AssignmentStatus: "wrapping", Reason: "hang up" }),
  };
}

function fail(message) {
  throw new Error(message);
}
