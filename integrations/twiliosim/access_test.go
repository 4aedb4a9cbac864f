package twiliosim_test

import (
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"testing"

	tr "github.com/twilio/twilio-go/rest/taskrouter/v1"

	"github.com/ringback/ringback/integrations/twiliosim"
)

// send sends a request with the account's credentials and gives the body of the answer.
func (o *office) send(method, address, body string) string {
	o.t.Helper()
	request, err := http.NewRequestWithContext(o.t.Context(), method, address, strings.NewReader(body))
	must(o.t, err)
	if strings.HasPrefix(body, "{") {
		request.Header.Set("Content-Type", "application/json")
	} else {
		request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	request.SetBasicAuth(account, token)
	response, err := o.web.Client().Do(request)
	must(o.t, err)
	answer, err := io.ReadAll(response.Body)
	must(o.t, err)
	must(o.t, response.Body.Close())
	return string(answer)
}

func TestCredentials(t *testing.T) {
	t.Parallel()
	o := open(t)
	for user, c := range map[string]struct {
		password string
		good     bool
	}{account: {token, true}, "SKkey": {"secret", true}, "SKother": {"secret", false}, "": {"", false}} {
		_, err := tr.NewApiServiceWithClient(o.wire(user, c.password)).FetchWorkspace(o.sim.WorkspaceSid())
		if c.good {
			must(t, err)
			continue
		}
		wantRefused(t, err, http.StatusUnauthorized)
	}
	for _, crossed := range [][2]string{{account, "secret"}, {"SKkey", token}, {account, ""}} {
		_, err := tr.NewApiServiceWithClient(o.wire(crossed[0], crossed[1])).FetchWorkspace(o.sim.WorkspaceSid())
		wantRefused(t, err, http.StatusUnauthorized)
	}
}

func TestNoKeyPairMeansNoSecondWayIn(t *testing.T) {
	t.Parallel()
	o := open(t)
	o.web.Config.Handler = twiliosim.New(twiliosim.Config{AccountSid: account, AuthToken: token})
	_, err := tr.NewApiServiceWithClient(o.wire("", "")).ListWorkspace(nil)
	wantRefused(t, err, http.StatusUnauthorized)
}

func TestWrongPlaces(t *testing.T) {
	t.Parallel()
	o := open(t)
	_, err := o.api.FetchWorkspace("WS00000000000000000000000000000000")
	wantRefused(t, err, http.StatusNotFound)
	_, err = o.api.CreateTask("WS00000000000000000000000000000000", nil)
	wantRefused(t, err, http.StatusNotFound)
	_, err = o.api.FetchTask(o.sim.WorkspaceSid(), "WT00000000000000000000000000000000")
	wantRefused(t, err, http.StatusNotFound)
	if got := o.send(http.MethodGet, o.web.URL+"/v2/Elsewhere", ""); !strings.Contains(got, `"code":20404`) {
		t.Errorf("another path answers %s", got)
	}
	if got := o.send(http.MethodPost, o.web.URL+"/v1/Workspaces/"+o.sim.WorkspaceSid()+"/Tasks", `{"WorkflowSid": "x"}`); !strings.Contains(got, "must be a form") {
		t.Errorf("JSON answers %s", got)
	}
}

func TestRequestsAreRecorded(t *testing.T) {
	t.Parallel()
	o := open(t)
	sid := o.promise("cb_1", nil)
	_, err := o.api.FetchTask(o.sim.WorkspaceSid(), sid)
	must(t, err)
	requests := o.sim.Requests()
	if len(requests) != 2 || requests[0].Op != "CreateTask" || requests[0].Status != http.StatusCreated || requests[1].Op != "FetchTask" {
		t.Fatalf("requests are %+v", requests)
	}
	if got := requests[0].Params.Get("WorkflowSid"); got != o.seeded.WorkflowSid {
		t.Errorf("WorkflowSid was %q", got)
	}
	if got, _ := json.Marshal(requests[0]); !strings.Contains(string(got), `"op":"CreateTask"`) {
		t.Errorf("as JSON: %s", got)
	}
}

func TestOneSeedMakesTheSameIds(t *testing.T) {
	t.Parallel()
	first, second := open(t), open(t)
	if a, b := first.promise("cb_1", nil), second.promise("cb_1", nil); a != b {
		t.Errorf("the first Task is %s and %s", a, b)
	}
	other := twiliosim.New(twiliosim.Config{Seed: 8})
	if other.WorkspaceSid() == first.sim.WorkspaceSid() {
		t.Error("another seed makes the same workspace")
	}
}
