// What Flex asks of Twilio over HTTP when it starts, and the little that it needs to hear.

const sid = (prefix, digit) => prefix + String(digit).repeat(32);
const open = { "access-control-allow-origin": "*", "access-control-allow-headers": "*", "access-control-allow-methods": "*" };
const json = (body, status = 200) => ({ status, contentType: "application/json", headers: open, body: JSON.stringify(body) });

/** answerFor plays Twilio's HTTP for one desktop; undefined for what is not played. */
export async function answerFor(request, desktop) {
  const url = new URL(request.url());
  if (request.method() === "OPTIONS") return { status: 204, headers: open };
  if (url.host.startsWith("event-bridge")) return bridge(request, desktop);
  if (url.pathname === "/v1/Configuration") return json(configuration(desktop));
  if (url.pathname.endsWith("/Tokens/Info")) return json(tokenInfo(desktop));
  if (url.pathname === "/api/v1/Session") return json({ insights_active: false, insightsActive: false, features: [], config: {} });
  if (url.host === "status.twilio.com") return json({ status: { indicator: "none" }, components: [], incidents: [], scheduled_maintenances: [] });
  if (url.pathname.endsWith("countries.json")) return json([]);
  if (url.pathname.endsWith("flagPositions.json")) return json({});
  if (url.pathname.endsWith(".css")) return { status: 200, contentType: "text/css", headers: open, body: "" };
  return undefined;
}

export const notPlayed = { status: 404, contentType: "application/json", headers: open, body: "{}" };

async function bridge(request, { taskRouter, asked }) {
  const body = JSON.parse(request.postData() ?? "{}");
  asked.push(body);
  try {
    return json({ payload: await taskRouter.answer(body) });
  } catch (failure) {
    if (!failure.status) console.error(`Flex asked ${body.method} ${body.url}: ${failure.stack}`);
    return json(failure.body ?? { message: failure.message }, failure.status ?? 500);
  }
}

function tokenInfo({ worker, roles }) {
  const expiration = new Date(Date.now() + 3_600_000).toISOString();
  const identity = worker.name.toLowerCase();
  return { valid: true, code: 0, message: null, expiration, date_expired: expiration, identity, realm_user_id: identity, worker_sid: worker.sid, flex_user_sid: sid("FU", 9), roles };
}

function configuration({ simulator, ringbackUrl, dark, language }) {
  const now = new Date().toISOString();
  const queue = sid("WQ", 7);
  return {
    account_sid: simulator.account, attributes: {}, call_recording_enabled: false, call_recording_webhook_url: null, channel_configs: [], chat_service_instance_sid: sid("IS", 3), crm_attributes: null, crm_callback_url: "",
    crm_enabled: false, crm_fallback_url: "", crm_type: "", date_created: now, date_updated: now, debugger_integration: { enabled: false }, flex_instance_sid: sid("GO", 6), flex_service_instance_sid: sid("IS", 5),
    flex_ui_status_report: { enabled: false }, markdown: { enabled: false, mode: "readOnly" }, messaging_service_instance_sid: sid("MG", 4), notifications: { enabled: false, mode: "whenNotInFocus" },
    outbound_call_flows: { default: { enabled: true, caller_id: "+15005550006", queue_sid: queue, location: "", workflow_sid: simulator.workflow } }, plugin_service_attributes: null, plugin_service_enabled: true, public_attributes: {},
    queue_stats_configuration: null, runtime_domain: "http://127.0.0.1", runtime_instance_url: "", serverless_service_sids: [], service_version: "1.0", status: "ok", taskrouter_offline_activity_sid: sid("WA", 0), taskrouter_skills: [],
    taskrouter_target_taskqueue_sid: queue, taskrouter_target_workflow_sid: simulator.workflow, taskrouter_taskqueues: null, taskrouter_worker_attributes: null, taskrouter_worker_channels: null, taskrouter_workspace_sid: simulator.workspace,
    ui_api_version: null, ui_dependencies: {}, ui_language: language, ui_version: "2.17.1",
    ui_attributes: { version_compatibility: "yes", version_message: "", custom_data: { ringback: { url: ringbackUrl } }, ...(dark ? { theme: { isLight: false } } : {}) },
  };
}
