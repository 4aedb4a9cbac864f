package config

import (
	"reflect"
	"strings"
	"testing"
	"time"
)

func TestReadDirectory(t *testing.T) {
	t.Parallel()
	got, err := ReadDirectory("testdata/full.yaml")
	if err != nil {
		t.Fatal(err)
	}
	want := Directory{
		Teams: []Team{
			{Name: "welcome", Timezone: "Australia/Perth", Ladder: Ladder{OwnerMinutes: 5, TeamMinutes: 20, AlertMinutes: 45},
				Slots: Slots{Capacity: 12, PerAgent: 1.5, OverbookPercent: 10}},
			{Name: "upgrades", Ladder: Ladder{OwnerMinutes: 10, TeamMinutes: 20, AlertMinutes: 30}},
		},
		Outcomes: []Outcome{
			{Code: "pledge_confirmed", Label: "Pledge confirmed", Action: ActionContact, Resolution: "contacted"},
			{Code: "not_now", Label: "Not now", Action: ActionCallback},
			{Code: "engaged", Label: "engaged", Action: ActionRetry, RetryAfter: 15 * time.Minute, RetryMax: 4},
			{Code: "moved_abroad", Label: "Moved abroad", Action: ActionClose, Resolution: "refused"},
		},
		Reasons: []Reason{
			{Code: "driving", Label: "Driving", Match: []string{"driving", "in the car"}},
			{Code: "at_work", Label: "at_work", Labels: map[string]string{"ar": "في العمل"}, Team: "welcome"},
		},
		Privacy: Privacy{TaskAttributes: "full", MaskNumbers: []string{"agent"}}, Retention: Retention{ClosedDays: 400}, Retry: Retry{MaxAttempts: 8}, Limits: Limits{PerSecond: 20, Burst: 40}, CallingHours: fullHours(),
		Suppression: Suppression{TaskTypes: []string{"main_list"}},
		Webhooks:    Webhooks{AllowPrivate: true, Timeout: 5 * time.Second},
		Welcome:     Welcome{Sources: map[string]map[string]string{"street-app": {"type": "welcome_call.requested", "reference": "$.pledge.id", "record.phone": "$.donor.phones.0"}}},
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got  %+v\nwant %+v", got, want)
	}
}

func TestParseDirectoryDefaults(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"", "# nothing\n", "---\n", "teams: []\n", "teams:\nretry:\ngrace_minutes:\nprivacy: {}\n"} {
		got, err := ParseDirectory([]byte(text))
		if err != nil || got.CallingHours != nil || got.GraceMinutes != 15 || !got.Suppression.Enabled || got.Retry.MaxAttempts != 6 || got.Limits != (Limits{50, 100}) || got.Webhooks != (Webhooks{false, 15 * time.Second}) || got.Welcome.Sources != nil || got.Privacy.TaskAttributes != "minimal" {
			t.Errorf("%q: %+v, %v", text, got, err)
		}
	}
}

func TestParseDirectoryRefusesWhatItDoesNotKnow(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"teams:\n  - name: a\n    zone: UTC\n":                      "[3:5] unknown field \"zone\"",
		"teams:\n  - name: a\n    ladder:\n      owner_minute: 3\n": "[4:7] unknown field \"owner_minute\"",
		"settings: {}\n":                           "[1:1] unknown field",
		"grace_minutes: soon\n":                    "[1:16]",
		"grace_minutes: 1\ngrace_minutes: 2\n":     "[2:1]",
		"outcomes:\n  - {retry_after: tomorrow}":   `invalid duration "tomorrow"`,
		"teams: [\n":                               "read YAML",
		"retry: {max_attempts: 3}\n---\nteams: []": "one document",
	} {
		_, err := ParseDirectory([]byte(text))
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %q in it", text, err, want)
		}
	}
	if _, err := ParseDirectory(make([]byte, maxFileSize+1)); err == nil || !strings.Contains(err.Error(), "bytes") {
		t.Errorf("a file too large: %v", err)
	}
}

func TestParseDirectoryReportsAllAtOnce(t *testing.T) {
	t.Parallel()
	_, err := ParseDirectory([]byte(`
teams:
  - {name: welcome, timezone: UTC+8, ladder: {owner_minutes: 0, team_minutes: 1441}}
  - {name: Welcome, timezone: Local}
  - {name: "", ladder: {alert_minutes: 0}, slots: {capacity: -1, per_agent: .nan, overbook_percent: 101}}
outcomes:
  - {code: no answer, action: retry}
  - {code: No_Answer, action: close}
  - {code: c, action: callback, resolution: contacted, retry_max: 1}
  - {code: d, action: contact, resolution: deceased}
  - {code: e, action: dial}
reasons:
  - {code: a, match: [x, ""]}
  - {code: A, match: [X]}
privacy: {task_attributes: some, mask_numbers: [dialer]}
retention: {closed_days: 30}
retry: {max_attempts: 0}
suppression: {task_types: [callback]}
limits: {per_second: 0, burst: -1}
webhooks: {timeout: 1h}
welcome:
  sources:
    Street: {type: a, reference: "$.a b", record.colour: red, record.name: ""}
    app: {record.name: $}
grace_minutes: -1
`))
	wantProblems(t, err,
		"teams[0].timezone", "teams[0].ladder.owner_minutes", "teams[0].ladder.team_minutes",
		"teams[1].name", "teams[1].timezone", "teams[2].name",
		"teams[2].ladder.alert_minutes", "teams[2].slots.capacity", "teams[2].slots.per_agent", "teams[2].slots.overbook_percent",
		"outcomes[0].retry_after", "outcomes[0].retry_max", "outcomes[1].code", "outcomes[1].resolution",
		"outcomes[2].resolution", "outcomes[2]", "outcomes[3].resolution", "outcomes[4].action",
		"reasons[0].match[1]", "reasons[1].code", "reasons[1].match[0]",
		"privacy.task_attributes", "privacy.mask_numbers[0]", "retention.closed_days", "suppression.task_types[0]", "retry.max_attempts", "limits.per_second", "webhooks.timeout",
		"welcome.sources.Street", "welcome.sources.Street.record.colour", "welcome.sources.Street.record.name", "welcome.sources.Street.reference",
		"welcome.sources.app.record.name", "welcome.sources.app.type", "welcome.sources.app.reference", "limits.burst", "grace_minutes")
}

func TestZoneNames(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]bool{
		"": true, "UTC": true, "Australia/Perth": true, "America/Argentina/Buenos_Aires": true, "Etc/GMT+5": true,
		"America/Port-au-Prince": true, "GMT+0": true, "Japan": true,
		"Local": false, "UTC+8": false, "+08:00": false, "Perth time": false, "../etc/passwd": false, "australia/perth": false,
	} {
		var p Problems
		p.zone("zone", name)
		if got := len(p) == 0; got != want {
			t.Errorf("%q accepted = %t, want %t", name, got, want)
		}
	}
}
