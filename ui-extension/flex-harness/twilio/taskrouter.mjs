// TaskRouter as Flex's own SDK speaks with it: requests wrapped in JSON, events over a socket. What happens is decided by the simulator;
// here is only its translation.

const seconds = (text) => (text ? Math.floor(Date.parse(text) / 1000) : null);

/** makeTaskRouter is one agent's line to the simulator. `tell` sends an event to the agent's browser. */
export function makeTaskRouter(simulator, workerSid, tell) {
  const about = { account_sid: simulator.account, workspace_sid: simulator.workspace };
  const get = async (path) => ok(await simulator.rest("GET", path));

  async function worker() {
    const w = await get(`/Workers/${workerSid}`);
    const attributes = { ...JSON.parse(w.attributes), email: `${w.friendly_name.toLowerCase()}@example.org`, contact_uri: `sip:${w.friendly_name.toLowerCase()}@example.org` }; // a desk telephone: there is no voice in this browser
    return { ...w, ...about, attributes: JSON.stringify(attributes), worker_sid: w.sid, worker_activity_sid: w.activity_sid, version: String(Date.now()), date_created: seconds(w.date_created), date_updated: seconds(w.date_updated), date_status_changed: seconds(w.date_status_changed) };
  }

  async function activities() {
    const { activities } = await get("/Activities");
    return activities.map((each) => ({ ...about, sid: each.sid, friendly_name: each.friendly_name, available: each.available, date_created: seconds(each.date_created), date_updated: seconds(each.date_updated) }));
  }

  async function channels() {
    const { channels } = await get(`/Workers/${workerSid}/Channels`);
    return channels.map((each) => ({ ...about, sid: each.sid, worker_sid: workerSid, task_channel_sid: each.task_channel_sid, task_channel_unique_name: each.task_channel_unique_name, assigned_tasks: each.assigned_tasks, available: each.available, available_capacity_percentage: each.available_capacity_percentage, configured_capacity: each.configured_capacity, date_created: seconds(each.date_created), date_updated: seconds(each.date_updated), last_reserved_time: seconds(each.date_updated) }));
  }

  async function task(sid) {
    const t = await get(`/Tasks/${sid}`);
    return { ...about, addons: "{}", age: t.age, attributes: t.attributes, assignment_status: t.assignment_status, date_created: seconds(t.date_created), date_updated: seconds(t.date_updated), priority: t.priority, queue_name: t.task_queue_friendly_name ?? "", queue_sid: t.task_queue_sid ?? "", reason: t.reason, routing_target: t.routing_target, sid, task_channel_sid: t.task_channel_sid, task_channel_unique_name: t.task_channel_unique_name, timeout: t.timeout, workflow_name: t.workflow_friendly_name ?? "", workflow_sid: t.workflow_sid ?? "", version: await version(sid), virtual_start_time: seconds(t.virtual_start_time) };
  }

  // TaskRouter's answers have the version in their ETag only; the simulator's state has it too.
  const version = async (sid) => String((await simulator.state()).tasks.find((each) => each.sid === sid)?.version ?? 0);

  async function reservation(taskSid, sid) {
    const r = await get(`/Tasks/${taskSid}/Reservations/${sid}`);
    return { ...about, sid, worker_sid: r.worker_sid, reservation_status: r.reservation_status, reservation_timeout: 120, date_created: seconds(r.date_created), date_updated: seconds(r.date_updated), version: String(seconds(r.date_updated)), task: await task(taskSid) };
  }

  const mine = new Map(); // the agent's reservations: the Task of each

  async function reservations() {
    const { tasks } = await simulator.state();
    for (const each of tasks) {
      const { reservations: all } = await get(`/Tasks/${each.sid}/Reservations?WorkerSid=${workerSid}`);
      for (const r of all) if (["pending", "accepted", "wrapping"].includes(r.reservation_status)) mine.set(r.sid, each.sid);
    }
    return Promise.all([...mine].map(([sid, taskSid]) => reservation(taskSid, sid)));
  }

  /** What the agent's browser asks. Twilio's refusals are passed on. */
  async function answer({ url, method, params }) {
    const [, kind, sid] = url.match(/\/(Reservations|Tasks|Workers)\/(W\w+)$/) ?? [];
    if (kind === "Reservations") return changeReservation(sid, params);
    if (kind === "Tasks") return changeTask(sid, method, params);
    if (kind === "Workers") {
      if (method === "POST") ok(await simulator.rest("POST", `/Workers/${workerSid}`, { ActivitySid: params.ActivitySid }));
      return worker();
    }
    if (url.endsWith("/Tasks") && method === "POST") return dial(params);
    if (url.endsWith("/Activities")) return { contents: await activities(), after_sid: null };
    if (url.endsWith("Channels")) return { contents: await channels(), after_sid: null };
    if (url.endsWith("/Reservations")) return { contents: await reservations(), after_sid: null };
    return { contents: [], after_sid: null, meta: { next_token: null } }; // a list that is ordered has its next page in meta
  }

  async function changeReservation(sid, params) {
    const taskSid = mine.get(sid);
    // A voice reservation is taken by an instruction that rings the agent and joins the two in a conference.
    const status = params.Instruction ? "accepted" : params.ReservationStatus;
    if (status) ok(await simulator.rest("POST", `/Tasks/${taskSid}/Reservations/${sid}`, { ReservationStatus: status }));
    return reservation(taskSid, sid);
  }

  async function changeTask(sid, method, params) {
    if (method === "POST" && params.Attributes) ok(await simulator.rest("POST", `/Tasks/${sid}`, { Attributes: params.Attributes }));
    if (method === "POST" && params.AssignmentStatus) ok(await simulator.rest("POST", `/Tasks/${sid}`, { AssignmentStatus: params.AssignmentStatus, Reason: params.Reason ?? "completed" }));
    return task(sid);
  }

  async function dial({ Attributes }) {
    const attributes = typeof Attributes === "string" ? JSON.parse(Attributes) : Attributes;
    const sid = await simulator.call(workerSid, { ...attributes, direction: "outbound", to: attributes.outbound_to, targetWorker: `client:${workerSid}` });
    return task(sid);
  }

  /** What the simulator tells of: the agent's own reservations, their Tasks, and the agent. */
  async function heard({ type, payload }) {
    const name = type.replace("com.twilio.taskrouter.", "");
    if (name.startsWith("reservation.") && payload.worker_sid === workerSid) {
      mine.set(payload.reservation_sid, payload.task_sid);
      tell(name, await reservation(payload.task_sid, payload.reservation_sid));
      if (/(completed|rejected|timeout|canceled|rescinded)$/.test(name)) mine.delete(payload.reservation_sid);
    }
    if (/^task\.(updated|canceled|completed|wrapup)$/.test(name) && [...mine.values()].includes(payload.task_sid)) tell(name, await task(payload.task_sid));
    if (/^worker\.(activity|attributes)\.update$/.test(name) && payload.worker_sid === workerSid) tell(name, await worker());
  }

  // One after the other, in the order in which the simulator told of them.
  let last = Promise.resolve();
  return { answer, heard: (event) => (last = last.then(() => heard(event)).catch((failure) => console.error(`an event for Flex: ${failure.message}`))) };
}

/** Refusal is Twilio's, to be handed on as it is. */
export class Refusal extends Error {
  constructor({ status, body }) {
    super(`${status} ${JSON.stringify(body)}`);
    Object.assign(this, { status, body });
  }
}

function ok(answer) {
  if (answer.status >= 300) throw new Refusal(answer);
  return answer.body;
}
