package twiliosim_test

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/ringback/ringback/integrations/twiliosim"
)

func (o *office) tell(method, path, body string) string {
	o.t.Helper()
	return o.send(method, o.web.URL+"/_sim/"+path, body)
}

func TestControlOfFaultsAndLimits(t *testing.T) {
	t.Parallel()
	o := open(t)
	o.tell(http.MethodPost, "faults", `{"op": "CreateTask", "kind": "429", "count": 1, "retry_after": 3}`)
	got, err := o.create(t.Context())
	must(t, err)
	if got.status != http.StatusTooManyRequests || got.retryAfter != "3" {
		t.Errorf("answer is %d with Retry-After %q", got.status, got.retryAfter)
	}
	o.tell(http.MethodPost, "faults", `{"kind": "error_before"}`)
	o.tell(http.MethodDelete, "faults", "")
	o.tell(http.MethodPost, "limits", `{"creates_per_second": 1}`)
	o.tell(http.MethodPost, "assume", `{"retry_after": 7, "hide_listed_attributes": true}`)
	for i, want := range []string{"", "7"} {
		got, err := o.create(t.Context())
		must(t, err)
		if got.retryAfter != want {
			t.Errorf("request %d is answered %d with Retry-After %q", i, got.status, got.retryAfter)
		}
	}
}

func TestControlOfPeopleAndSinks(t *testing.T) {
	t.Parallel()
	o := open(t)
	in := o.listen()
	o.tell(http.MethodPost, "sinks", `{"callback": "`+in.url+`", "stream": "`+in.url+`", "types": ["task.created"], "faults": {"double_next": 1}}`)
	o.tell(http.MethodPost, "agents", `{"available": false}`)
	if w := o.sim.Workers(); w[0].Available || w[2].Available {
		t.Error("the workers are available still")
	}
	o.tell(http.MethodPost, "agents", `{"worker_sid": "`+o.worker("ben")+`", "available": true, "behaviour": {"decision": "accept", "after": 1.5, "hand_dial": true}}`)
	sid := o.promise("cb_1", nil)
	o.pass(1500 * time.Millisecond)
	o.wantStatus(sid, twiliosim.StatusAssigned)
	var made map[string]string
	body := `{"worker_sid": "` + o.worker("ben") + `", "attributes": {"to": "+61400000001"}, "pace": {"talk_for": 60, "wrap_up_for": 5}, "outcome": {"code": "busy"}}`
	must(t, json.Unmarshal([]byte(o.tell(http.MethodPost, "call", body)), &made))
	o.pass(time.Minute)
	o.wantStatus(made["task_sid"], twiliosim.StatusWrapping)
	must(t, json.Unmarshal([]byte(o.tell(http.MethodPost, "call", `{"worker_sid": "`+o.worker("ben")+`"}`)), &made))
	o.wantStatus(made["task_sid"], twiliosim.StatusAssigned)
	o.tell(http.MethodPost, "settle", "")
	o.flush()
	if n := len(in.all()); n < 10 {
		t.Errorf("%d letters", n)
	}
}

func TestControlShowsTheState(t *testing.T) {
	t.Parallel()
	o := open(t)
	sid := o.promise("cb_1", nil)
	var state twiliosim.State
	must(t, json.Unmarshal([]byte(o.tell(http.MethodGet, "state", "")), &state))
	if state.Created != 1 || state.Live["cb_1"][0] != sid || len(state.Workers) != 3 || state.WorkspaceSid != o.sim.WorkspaceSid() {
		t.Errorf("state is %+v", state)
	}
	for path, want := range map[string]string{"events": "task.created", "requests": "CreateTask", "deliveries": "null"} {
		if got := o.tell(http.MethodGet, path, ""); !strings.Contains(got, want) {
			t.Errorf("%s is %.100s, want %s in it", path, got, want)
		}
	}
}

func TestControlRefusals(t *testing.T) {
	t.Parallel()
	o := open(t)
	for path, body := range map[string]string{"faults": `{"kind": "gremlin"}`, "limits": `{"unknown": 1}`, "sinks": `{`, "assume": `{} {}`,
		"agents": `{"worker_sid": "WK0", "available": true}`, "call": `{"worker_sid": "WK0"}`} {
		if got := o.tell(http.MethodPost, path, body); !strings.Contains(got, `"status":400`) {
			t.Errorf("%s answers %s", path, got)
		}
	}
	request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, o.web.URL+"/_sim/state", nil)
	must(t, err)
	response, err := o.web.Client().Do(request)
	must(t, err)
	must(t, response.Body.Close())
	if response.StatusCode != http.StatusUnauthorized {
		t.Errorf("a stranger is answered %d", response.StatusCode)
	}
}
