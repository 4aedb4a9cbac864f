// Package twiliosim is a Twilio TaskRouter that fits in memory: one workspace on the wire, with webhooks, agents, a
// clock of your own and faults at the flick of a switch. It serves tests (in process), `ringback simulate` and `serve
// --demo` (on a port), and benchmarks. Nothing in it has been compared with a live account; the table says of each
// rule how sure it is.
//
// # In a test
//
//	clock := clockwork.NewFakeClockAt(start)
//	sim := twiliosim.New(twiliosim.Config{Clock: clock, AccountSid: account, AuthToken: token})
//	seeded, err := sim.SeedRingback(twiliosim.SeedOptions{Teams: teams})
//	web := httptest.NewServer(sim) // base URL for the client
//	sim.SetEventCallback(product.URL + "/webhooks/twilio/events")
//	...
//	clock.Advance(time.Minute)
//	sim.Settle()   // everything that is due happens, each at its own time
//	sim.Flush(ctx) // every webhook that waits is delivered, and what became of it is in Deliveries
//
// Without [Server.Start] nothing runs on its own. [Server.Await] and [Server.OnRequest] tell how far a request has
// come; [Server.Inject] makes requests fail; [Server.SetWebhookFaults] makes webhooks fail; [Server.Undelivered],
// [Server.LiveByCallback] and [Server.Requests] are what a test ends with.
//
// # In a demo
//
// With the real clock, [Server.Start] and a [Behaviour] for the workers, the office works by itself; [Server.CallWith]
// plays an agent on the main list whose donor asks to be rung later. [Server.Close] ends it.
//
// # How sure each rule is
//
// "Documented" is Twilio's documentation or OpenAPI document; "observed" is what clients and recorded traffic in the
// field show; "assumed" is our choice where nothing was found, and a switch where it matters.
//
//	behaviour                                                     source                                   how sure
//	fields, parameters, ids, page sizes, 200/201/204              OpenAPI TaskRouter v1, twilio-go         documented
//	unknown or repeated parameters are a 400                      ours, so that mistakes show              assumed
//	further workspaces can be made and deleted, with all in them  OpenAPI; that all goes is assumed        documented; assumed
//	error JSON {code, message, more_info, status}                 twilio-go TwilioRestError, api docs      documented
//	401 code 20003, 404 code 20404, 429 code 20429                api/errors                               documented
//	400 code 20001 for bad parameters and impossible moves        field: 20001 on complete, wrapup         observed
//	412 when If-Match differs; its code                           OpenAPI (If-Match); code is ours         documented; assumed
//	ETag is the version in quotes                                 ours                                     assumed
//	attributes at most 4,096 characters, a JSON object            taskrouter/limits                        documented
//	Timeout to 1,209,600 s, 86,400 by default                     OpenAPI CreateTask                       documented
//	VirtualStartTime not in the future, not before 1900           OpenAPI CreateTask                       documented
//	TTL while pending or reserved: task.canceled,
//	  "Task TTL Exceeded"                                         OpenAPI CreateTask                       documented
//	1,000 assignments, then canceled                              taskrouter/limits; field (reason)        documented
//	24 h assigned: task.system-deleted, no task.completed         taskrouter/limits                        documented
//	completed and canceled Tasks go after 5 minutes, silently     lifecycle-task-state                     documented
//	cancel before assigned only; wrapping from assigned only      lifecycle-task-state                     documented
//	Attributes and AssignmentStatus in one request: 400           task docs say two requests               assumed (the 400)
//	Reason must come with canceled and completed                  OpenAPI UpdateTask                       documented
//	new attributes of a waiting Task route it anew                ours                                     assumed
//	first matching filter; targets in order                       lifecycle-task-workflows                 documented
//	target time-outs on the Task's age, adding up                 timeout evaluation                       documented
//	age counts from creation, not VirtualStartTime                ours; [Assumptions].VirtualAge           assumed, switch
//	skip_if only when no reservation could be made; counts queue  worker-presence                          documented
//	known worker must be in the queue; null still waits           known-agent-routing                      documented
//	default_filter only when nothing matched or all was skipped   lifecycle-task-workflows                 documented
//	no filter, no default: canceled                               ours                                     assumed
//	end of the last target: workflow.timeout, then task.canceled  event reference                          documented
//	a refused or timed-out reservation routes again               lifecycle-task-workflows                 documented
//	priority, then age (VirtualStartTime), then creation          task docs                                documented
//	worker offered something longest ago comes first              ours                                     assumed
//	one slot a channel, taken while pending, assigned, wrapping   multitasking docs                        documented
//	reservation time-out moves the worker to TimeoutActivity      workspace docs                           documented
//	MaxReservedWorkers; the first to accept wins, others rescind  OpenAPI, event reference                 documented
//	RoutingTarget worker ignores capacity unless told             OpenAPI CreateTask                       documented
//	ReEvaluateTasks=false leaves live Tasks where they are        OpenAPI UpdateWorkflow                   documented
//	bare names in target and queue expressions are the worker's   queue docs; targets ours                 documented; assumed
//	Task lists: filters, Ordering, PageToken, Page refused        OpenAPI; 40153 in the field              documented
//	attributes shown in lists                                     OpenAPI example, field; switch           observed, switch
//	Task lists and the Events API are immediate                   field: found within ms; switches         observed, switch
//	EvaluateTaskAttributes, TargetWorkersExpression: 3 a second   changelog 2024-10-24                     documented
//	rate of Task creation, concurrency                            none found; [Limits]                     assumed, switch
//	Retry-After on 429                                            none found; faults and [Assumptions]     assumed, switch
//	Events API: 15 minutes by default, 30 days, oldest first      OpenAPI; the order is ours               documented; assumed
//	event form: names, all texts, seconds and TimestampMs, Sid    event reference; recorded traffic        observed
//	CloudEvents: data.payload in snake case, eventtype, numbers,
//	  ISO times; both forms share payload.sid (EV...)             events/event-types; field                documented
//	order of events within one change                             ours                                     assumed
//	X-Twilio-Signature, bodySHA256, fragment left out             usage/security                           documented
//	callback: one retry, on connect failure, 15 s in all; switch  webhooks-connection-overrides            documented for webhooks, assumed here
//	connection overrides after '#' are read by nobody             ours                                     assumed
//	stream: 5 s, 4xx but 429 discards, else retried for 4 h       docs/events                              documented
//	stream batches of 20, pauses of 1 s doubling to 5 min         ours                                     assumed
//	StartOutboundCall: own Task, assigned at once, ignoring
//	  capacity, with its own workflow                             flex-ui, flex-project-template           observed
//	outcome in conversations.outcome by task.updated, then end    flex-project-template                    observed
//	Flex tokens: path, body and fields of the answer              twilio-flex-token-validator              observed
//	Plugins API: plugins, versions, configurations, releases;
//	  "active" names the newest release                            OpenAPI Flex v1; twilio's own CLI        documented; observed
//	status of an answer about an invalid token                    none found; [Assumptions]                assumed, switch
//
//	a sink is active once made; a subscription wants an active one OpenAPI of Events v1                     assumed; documented
//	of several subscriptions the newest delivers                   ours                                     assumed
//	a TaskQueue that a Workflow sends to cannot be deleted         ours                                     assumed
//
// Not built: telephony instructions on reservations, transfers, statistics, order_by in targets, tests and validation of
// sinks, deletion of anything but Tasks, TaskQueues, Workflows, sinks and subscriptions, regular expressions.
//
// # Its own HTTP interface
//
// JSON, with the account's credentials; durations are seconds; unknown fields are refused. Answers are 204 unless said.
//
//	GET    /_sim/state       workers, Tasks, live Tasks by callback, counts (200: [State])
//	GET    /_sim/events      what happened; /_sim/requests, /_sim/deliveries likewise (200)
//	POST   /_sim/faults      a [Fault]: {"op": "CreateTask", "kind": "error_after", "count": 3}
//	DELETE /_sim/faults      ends all faults, of webhooks too, and lets hanging requests go
//	POST   /_sim/release     lets hanging requests go
//	POST   /_sim/limits      [Limits]: {"concurrent": 50, "creates_per_second": 30}
//	POST   /_sim/assume      [Assumptions]: {"retry_after": 2, "list_lag": 1}
//	POST   /_sim/sinks       {"callback": URL, "stream": URL, "types": [...], "faults": [WebhookFaults]}
//	POST   /_sim/agents      {"worker_sid": "WK...", "available": true, "behaviour": [Behaviour]}; every worker without a sid
//	POST   /_sim/call        {"worker_sid", "attributes", "pace": [Behaviour], "outcome": [Outcome]} (200: {"task_sid"})
//	POST   /_sim/tokens      a [FlexToken]: {"worker_sid": "WK...", "roles": ["agent"]} (200: {"token"})
//	POST   /_sim/settle      runs what is due
package twiliosim
