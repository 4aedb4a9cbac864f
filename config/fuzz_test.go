package config

import (
	"os"
	"reflect"
	"strings"
	"testing"

	"github.com/ringback/ringback/models/hours"
)

// FuzzParseDirectory: no text may panic, and what is accepted keeps the rules
// that the code after it relies on.
func FuzzParseDirectory(f *testing.F) {
	full, err := os.ReadFile("testdata/full.yaml")
	if err != nil {
		f.Fatal(err)
	}
	for _, seed := range []string{
		string(full), "", "---\n", "teams: [{name: a, ladder: {}}]", "calling_hours: {}", "calling_hours: {sets: [{id: a, version: 1, layer: legal, week: {mon: [\"09:00-09:00\"]}}]}",
		"calling_hours: {closed: [{date: 2026-02-30}], confirmed: {au: null}, regions: {AU: au}}", "teams: [{name: a, slots: {per_agent: .inf}}]", "teams: [{name: a, ladder: null}]", "teams: null",
		"a: &a [*a]", "teams: &t [{name: a}]\nreasons: *t", "{", "\t", "grace_minutes: 1e3", "? x\n: y", "!!binary x", "\x00",
	} {
		f.Add([]byte(seed))
	}
	presets, err := hours.NewPresets()
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		first, err := ParseDirectory(data)
		if err != nil {
			return
		}
		for i, team := range first.Teams {
			if team.Name == "" || team.Ladder.OwnerMinutes < 1 || team.Ladder.TeamMinutes < 1 || team.Ladder.AlertMinutes < 1 || !(team.Slots.PerAgent >= 0) {
				t.Errorf("team %d was accepted: %+v", i, team)
			}
		}
		for i, o := range first.Outcomes {
			if o.Label == "" || (o.Action == ActionRetry) != (o.RetryAfter > 0) || (o.Action == ActionClose && o.Resolution == "") {
				t.Errorf("outcome %d was accepted: %+v", i, o)
			}
		}
		if first.CallingHours != nil {
			hours.NewRulebook(presets, *first.CallingHours).For("AU", "a", "a")
		}
		if second, err := ParseDirectory(data); err != nil || !reflect.DeepEqual(first, second) {
			t.Errorf("the second reading differs: %+v, %v", second, err)
		}
	})
}

// FuzzLoad: no environment may panic or print a secret in its error.
func FuzzLoad(f *testing.F) {
	for _, s := range settings() {
		f.Add(s.name, s.fallback)
		f.Add(s.name, "x")
	}
	f.Add("RINGBACK_DATABASE_URL", "mysql://u:%zz@h/n")
	f.Add("RINGBACK_PUBLIC_URL", "https://[::1%25eth0]:80/")
	f.Fuzz(func(t *testing.T, name, value string) {
		if name == "RINGBACK_CONFIG" {
			return // it would read files of this machine
		}
		c, err := Load(nil, []string{name + "=" + value, "RINGBACK_WELCOME_SECRET=distinctive-secret"}, Serve)
		if err == nil {
			t.Fatal("a wrong secret was accepted")
		}
		if strings.Contains(err.Error(), "distinctive-secret") || strings.Contains(c.String(), "distinctive-secret") {
			t.Errorf("a secret was printed: %v", err)
		}
	})
}
