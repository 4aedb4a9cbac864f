package doctor_test

import (
	"os"
	"strings"
	"testing"
	"time"

	"github.com/ringback/ringback/doctor"
	"github.com/ringback/ringback/integrations/setup"
	"github.com/ringback/ringback/integrations/twilio"
	"github.com/ringback/ringback/models"
)

const (
	workflowSid = "WW00000000000000000000000000000001"
	workerSid   = "WK00000000000000000000000000000002"
)

func wanted() setup.Wanted {
	return setup.Wanted{PublicURL: "https://ringback.example.org", Events: setup.Callback, OwnerMinutes: 10, Workflow: workflowSid,
		Teams: []setup.Team{{Name: "welcome", OwnerMinutes: 10, TeamMinutes: 20}}}
}

// sound is a site with nothing wrong: its workspace is what the plan makes of an empty one.
func sound() doctor.Facts {
	now, skew := time.Date(2026, 12, 1, 9, 0, 0, 0, time.UTC), 200*time.Millisecond
	f := doctor.Facts{PublicURL: "https://ringback.example.org", FlexOrigins: []string{"https://flex.twilio.com"}, HasAPIKey: true, Now: now, Zones: "2026c"}
	f.Serve = doctor.Serve{Ready: true, CertExpires: now.AddDate(0, 2, 0), Signed: map[doctor.Form]int{doctor.AsConfigured: 204, doctor.OtherScheme: 403}}
	f.Twilio = doctor.Twilio{Skew: &skew, WorkflowSid: workflowSid, Workers: map[string]bool{workerSid: true},
		Members: map[string]map[string]bool{"Ringback: everyone": {workerSid: true}, "Ringback: welcome": {workerSid: true}}, Loopback: &doctor.Loopback{Took: time.Second}}
	f.Twilio.State = setup.State{Workspace: twilio.Workspace{Name: "Flex Task Assignment"},
		Workflows:  []twilio.Workflow{{Sid: workflowSid, Name: "Site", Configuration: `{"task_routing":{"filters":[]}}`}},
		Activities: []twilio.Activity{{Name: "Available", Available: true}}, Channels: []twilio.Channel{{UniqueName: "voice"}}}
	f.Database = doctor.Database{Server: "mariadb 10.11.6-MariaDB", Has: 8, Brings: 8, Connection: models.Connection{Isolation: "READ-COMMITTED", Zone: "+00:00"},
		Teams: []models.Team{{Name: "welcome", Configured: true}}, Agents: []models.Agent{{WorkerSid: workerSid, Team: "welcome", ToldTeam: "welcome"}}}
	for pending := setup.Plan(f.Twilio.State, wanted()); len(setup.Pending(pending)) > 0; pending = setup.Plan(f.Twilio.State, wanted()) {
		carryOut(&f.Twilio.State, setup.Pending(pending)[0])
	}
	return f
}

func carryOut(s *setup.State, step setup.Step) {
	switch step.Kind {
	case setup.QueueKind:
		s.Queues = append(s.Queues, twilio.Queue{Sid: "WQ" + step.Name, Name: step.Name, Workers: step.After})
	case setup.WorkflowKind:
		s.Workflows[0].Configuration = step.After
	case setup.EventsKind:
		s.Workspace.EventCallbackURL, s.Workspace.EventsFilter, _ = strings.Cut(step.After, "\n")
	case setup.ChannelKind, setup.ActivityKind, setup.SinkKind, setup.SubscriptionKind:
	}
}

func examine(f doctor.Facts) []doctor.Finding {
	if f.Twilio.Err == "" {
		f.Twilio.Steps = setup.Plan(f.Twilio.State, wanted())
	}
	return doctor.Examine(f)
}

func TestSoundSitePasses(t *testing.T) {
	t.Parallel()
	all := examine(sound())
	for _, f := range all {
		if f.Status != doctor.Pass || f.Seen == "" {
			t.Errorf("%+v", f)
		}
	}
	if doctor.Failed(all) || len(all) < 20 {
		t.Errorf("%d checks", len(all))
	}
}

// misconfiguration is one mistake, the check that finds it, a word of what is said to be seen, and one of the remedy.
type misconfiguration struct {
	name, check, seen, remedy string
	status                    doctor.Status
	make                      func(*doctor.Facts)
}

func TestEveryMisconfigurationIsNamedWithItsRemedy(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile("../docs/TROUBLESHOOTING.md")
	if err != nil {
		t.Fatal(err)
	}
	all := append(append(ownMistakes(), workspaceMistakes()...), ledgerMistakes()...)
	if len(all) < 25 {
		t.Fatalf("%d misconfigurations", len(all))
	}
	for _, c := range all {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			f := sound()
			c.make(&f)
			if !finds(examine(f), c) {
				t.Errorf("not found: %+v", doctor.Examine(f))
			}
			if !strings.Contains(string(text), "| "+c.name+" |") {
				t.Errorf("docs/TROUBLESHOOTING.md does not list %q", c.name)
			}
		})
	}
}

func finds(all []doctor.Finding, c misconfiguration) bool {
	for _, f := range all {
		if f.Check == c.check && f.Status == c.status && strings.Contains(f.Seen, c.seen) && strings.Contains(f.Remedy, c.remedy) && f.Why != "" {
			return true
		}
	}
	return false
}
