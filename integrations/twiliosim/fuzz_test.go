package twiliosim_test

import (
	"net/http"
	"net/url"
	"testing"

	"github.com/ringback/ringback/integrations/twiliosim"
)

// seededFor makes a simulator for a fuzz target.
func seededFor(f *testing.F) (*twiliosim.Server, twiliosim.Seeded) {
	f.Helper()
	sim := twiliosim.New(twiliosim.Config{Seed: 1, AccountSid: account, AuthToken: token})
	seeded, err := sim.SeedRingback(twiliosim.SeedOptions{})
	if err != nil {
		f.Fatal(err)
	}
	return sim, seeded
}

func FuzzParameters(f *testing.F) {
	sim, seeded := seededFor(f)
	f.Add("WorkflowSid="+seeded.WorkflowSid+"&Attributes=%7B%7D", "")
	f.Add("RoutingTarget=WQ&Timeout=99&Priority=x", "Ordering=Priority%3Aasc&PageSize=2&PageToken=eyJzIjoxfQ")
	f.Add("Attributes=%5B1%5D", "EvaluateTaskAttributes=a+HAS+1&AssignmentStatus=pending")
	f.Fuzz(func(t *testing.T, form, query string) {
		created := try(t, sim, http.MethodPost, "/Tasks", "", form)
		listed := try(t, sim, http.MethodGet, "/Tasks", query, "")
		events := try(t, sim, http.MethodGet, "/Events", query, "")
		for _, status := range []int{created, listed, events} {
			if status/100 == 5 {
				t.Errorf("%q %q is answered %d", form, query, status)
			}
		}
	})
}

func FuzzConfiguration(f *testing.F) {
	sim, seeded := seededFor(f)
	f.Add(twiliosim.CallbackWorkflow(twiliosim.CallbackPlan{EveryoneSid: seeded.EveryoneSid}))
	f.Add(`{"task_routing":{"filters":[{"expression":"a == 1","targets":[{"queue":"` + seeded.EveryoneSid + `","skip_if":"1==1","timeout":1}]}]}}`)
	f.Add(`{"task_routing":{"filters":null,"default_filter":{"queue":""}}}`)
	f.Add(`[]`)
	attributes := url.Values{"WorkflowSid": {seeded.WorkflowSid}, "Attributes": {`{"a": 1, "taskType": "callback"}`}}
	f.Fuzz(func(t *testing.T, configuration string) {
		form := url.Values{"Configuration": {configuration}, "ReEvaluateTasks": {"true"}}
		changed := try(t, sim, http.MethodPost, "/Workflows/"+seeded.WorkflowSid, "", form.Encode())
		created := try(t, sim, http.MethodPost, "/Tasks", "", attributes.Encode())
		if changed/100 == 5 || created != http.StatusCreated {
			t.Errorf("%q is answered %d, the Task after it %d", configuration, changed, created)
		}
	})
}
