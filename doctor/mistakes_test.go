package doctor_test

import (
	"strings"
	"time"

	"github.com/ringback/ringback/doctor"
	"github.com/ringback/ringback/integrations/twilio"
	"github.com/ringback/ringback/models"
)

func ownMistakes() []misconfiguration {
	return []misconfiguration{
		{"setting missing", "settings", "TWILIO_AUTH_TOKEN", "correct TWILIO_AUTH_TOKEN", doctor.Fail, func(f *doctor.Facts) { f.Problems = []string{"TWILIO_AUTH_TOKEN: missing"} }},
		{"public URL is http", "public URL", "plain http", "https", doctor.Warn, func(f *doctor.Facts) { f.PublicURL = "http://ringback.example.org" }},
		{"public URL unreachable", "instance", "no such host", "DNS", doctor.Fail, func(f *doctor.Facts) { f.Serve = doctor.Serve{Err: "no such host"} }},
		{"instance not ready", "instance", "scheduler", "/readyz", doctor.Fail, func(f *doctor.Facts) { f.Serve.Ready, f.Serve.NotReady = false, "scheduler" }},
		{"certificate ended", "certificate", "ended", "renew", doctor.Fail, func(f *doctor.Facts) { f.Serve.CertExpires = f.Now.Add(-time.Hour) }},
		{"certificate ends soon", "certificate", "5 days", "renew", doctor.Warn, func(f *doctor.Facts) { f.Serve.CertExpires = f.Now.AddDate(0, 0, 5) }},
		{"wrong auth token", "signatures", "403", "TWILIO_AUTH_TOKEN", doctor.Fail, func(f *doctor.Facts) { f.Serve.Signed = map[doctor.Form]int{doctor.AsConfigured: 403} }},
		{"http/https mismatch", "signatures", "other scheme", "scheme included", doctor.Fail, func(f *doctor.Facts) {
			f.Serve.Signed = map[doctor.Form]int{doctor.AsConfigured: 403, doctor.OtherScheme: 204}
		}},
		{"proxy takes the path off", "signatures", "without its path", "with the path", doctor.Fail, func(f *doctor.Facts) {
			f.Serve.Signed = map[doctor.Form]int{doctor.AsConfigured: 403, doctor.WithoutPath: 204}
		}},
		{"webhooks not passed on", "signatures", "404", "pass POST /webhooks/twilio/", doctor.Fail, func(f *doctor.Facts) { f.Serve.Signed[doctor.AsConfigured] = 404 }},
		{"webhooks were refused", "refused webhooks", "17", "signatures", doctor.Warn, func(f *doctor.Facts) { f.Serve.Refused = 17 }},
		{"Flex origin is not https", "Flex origins", "http://flex", "https://flex.twilio.com", doctor.Warn, func(f *doctor.Facts) { f.FlexOrigins = []string{"http://flex.example.org"} }},
		{"calls with the auth token", "API key", "auth token", "TWILIO_API_KEY", doctor.Warn, func(f *doctor.Facts) { f.HasAPIKey = false }},
		{"old time zone data", "time zone data", "2024a", "newer version", doctor.Warn, func(f *doctor.Facts) { f.Zones = "2024a" }},
	}
}

func workspaceMistakes() []misconfiguration {
	minutes, seconds := 10*time.Minute, -20*time.Second
	return []misconfiguration{
		{"wrong credentials", "Twilio", "refuses the credentials", "TWILIO_API_KEY", doctor.Fail, func(f *doctor.Facts) { f.Twilio = doctor.Twilio{Err: "401", Unauthorised: true} }},
		{"wrong workspace", "Twilio", "no workspace", "TWILIO_WORKSPACE_SID", doctor.Fail, func(f *doctor.Facts) { f.Twilio = doctor.Twilio{Err: "the account has no workspace WS1"} }},
		{"wrong workflow", "workflow", "names no workflow", "ringback setup", doctor.Fail, func(f *doctor.Facts) { f.Twilio.WorkflowSid = "WW9" }},
		{"time-out on the last target", "last target", "Ringback: everyone", "time-out off", doctor.Fail, func(f *doctor.Facts) {
			wf := &f.Twilio.State.Workflows[0]
			head, tail, _ := strings.Cut(wf.Configuration, `"filter_friendly_name":"Ringback: everyone"`)
			wf.Configuration = head + `"filter_friendly_name":"Ringback: everyone"` + strings.Replace(tail, `"}]`, `","timeout":60}]`, 1)
		}},
		{"filters changed", "plan", `workflow "Site"`, "setup --dry-run", doctor.Fail, func(f *doctor.Facts) {
			wf := &f.Twilio.State.Workflows[0]
			wf.Configuration = strings.Replace(wf.Configuration, "600", "601", 1)
		}},
		{"filters gone", "plan", `workflow "Site"`, "setup --dry-run", doctor.Fail, func(f *doctor.Facts) { f.Twilio.State.Workflows[0].Configuration = `{"task_routing":{"filters":[]}}` }},
		{"queue missing", "plan", "Ringback: everyone", "setup --dry-run", doctor.Fail, func(f *doctor.Facts) { f.Twilio.State.Queues = f.Twilio.State.Queues[1:] }},
		{"queue changed", "plan", "Ringback: welcome", "setup --dry-run", doctor.Fail, func(f *doctor.Facts) { f.Twilio.State.Queues[1].Workers = "1==2" }},
		{"voice channel missing", "plan", "voice", "setup --dry-run", doctor.Fail, func(f *doctor.Facts) { f.Twilio.State.Channels = nil }},
		{"no available activity", "plan", "activities", "add one in TaskRouter", doctor.Fail, func(f *doctor.Facts) { f.Twilio.State.Activities = []twilio.Activity{{Name: "Offline"}} }},
		{"other system's callback URL", "plan", "event callback", "--take-over", doctor.Fail, func(f *doctor.Facts) { f.Twilio.State.Workspace.EventCallbackURL = "https://crm.example.org/" }},
		{"events left out", "plan", "event callback", "setup --dry-run", doctor.Fail, func(f *doctor.Facts) { f.Twilio.State.Workspace.EventsFilter = "task.created" }},
		{"clock off by 10 minutes", "clock", "10m0s ahead of", "NTP", doctor.Fail, func(f *doctor.Facts) { f.Twilio.Skew = &minutes }},
		{"clock off by seconds", "clock", "20s behind", "NTP", doctor.Warn, func(f *doctor.Facts) { f.Twilio.Skew = &seconds }},
		{"events do not arrive", "loopback", "no event", "11200", doctor.Fail, func(f *doctor.Facts) { f.Twilio.Loopback = &doctor.Loopback{} }},
	}
}

func ledgerMistakes() []misconfiguration {
	return []misconfiguration{
		{"database unreachable", "database", "refused", "RINGBACK_DATABASE_URL", doctor.Fail, func(f *doctor.Facts) { f.Database = doctor.Database{Err: "connection refused"} }},
		{"database too old", "database", "5.7", "8.0", doctor.Fail, func(f *doctor.Facts) { f.Database.Server = "mysql 5.7.44" }},
		{"migrations missing", "schema", "the schema is 7", "migrate up", doctor.Fail, func(f *doctor.Facts) { f.Database.Has = 7 }},
		{"schema of a newer version", "schema", "newer", "newer program", doctor.Fail, func(f *doctor.Facts) { f.Database.Has = 9 }},
		{"wrong isolation", "connection", "REPEATABLE-READ", "RINGBACK_DATABASE_URL", doctor.Fail, func(f *doctor.Facts) { f.Database.Connection.Isolation = "REPEATABLE-READ" }},
		{"database's time zone", "connection", "SYSTEM", "time_zone", doctor.Fail, func(f *doctor.Facts) { f.Database.Connection.Zone = "SYSTEM" }},
		{"broken ledger", "ledger", "cb_1", "backup", doctor.Fail, func(f *doctor.Facts) {
			f.Database.Broken = []models.Broken{{Rule: "a record has one open callback at most", IDs: []string{"cb_1"}}}
		}},
		{"team not configured", "teams", "welcom", "ringback setup", doctor.Warn, func(f *doctor.Facts) { f.Database.Teams = append(f.Database.Teams, models.Team{Name: "welcom"}) }},
		{"agent not in queue", "agents", workerSid, "attribute team", doctor.Fail, func(f *doctor.Facts) { f.Database.Agents[0].SetTeam = "renewals" }},
		{"agent's attributes do not fit the team's queue", "agents", `"Ringback: welcome"`, "queue's expression", doctor.Fail, func(f *doctor.Facts) { f.Twilio.Members["Ringback: welcome"] = map[string]bool{} }},
		{"agent in no queue", "agents", `"Ringback: everyone"`, "queue's expression", doctor.Fail, func(f *doctor.Facts) { f.Twilio.Members = map[string]map[string]bool{"Ringback: everyone": {}} }},
		{"agent has left", "agents", workerSid, "hand-over", doctor.Warn, func(f *doctor.Facts) { f.Twilio.Workers = map[string]bool{} }},
		{"file overridden", "configuration file", "teams", "rollback", doctor.Warn, func(f *doctor.Facts) { f.Database.Overridden = []string{"teams"} }},
	}
}
