package twiliosim_test

import (
	"net/http"
	"testing"

	tr "github.com/twilio/twilio-go/rest/taskrouter/v1"
)

// A further workspace is like the first one when it was new, shares nothing with it, and goes with all that is in it.
func TestFurtherWorkspaces(t *testing.T) {
	t.Parallel()
	o := open(t)
	api := tr.NewApiServiceWithClient(o.wire(account, token))
	made, err := api.CreateWorkspace((&tr.CreateWorkspaceParams{}).SetFriendlyName("Second").SetTemplate("NONE"))
	must(t, err)
	_, err = api.CreateTaskQueue(*made.Sid, (&tr.CreateTaskQueueParams{}).SetFriendlyName("Ours").SetTargetWorkers("1==1"))
	must(t, err)
	in := func(sid string) int {
		t.Helper()
		list, err := api.ListTaskQueue(sid, nil)
		must(t, err)
		return len(list)
	}
	first := in(o.sim.WorkspaceSid())
	if n := in(*made.Sid); n != 1 {
		t.Errorf("%d queues, want the one", n)
	}
	activities, err := api.ListActivity(*made.Sid, nil)
	must(t, err)
	all, err := api.ListWorkspace(nil)
	must(t, err)
	if len(activities) != 3 || len(all) != 2 || *all[1].FriendlyName != "Second" {
		t.Errorf("%d activities, %d workspaces", len(activities), len(all))
	}
	must(t, api.DeleteWorkspace(*made.Sid))
	_, err = api.ListTaskQueue(*made.Sid, nil)
	wantRefused(t, err, http.StatusNotFound)
	wantRefused(t, api.DeleteWorkspace(*made.Sid), http.StatusNotFound)
	wantRefused(t, api.DeleteWorkspace(o.sim.WorkspaceSid()), http.StatusBadRequest)
	if now := in(o.sim.WorkspaceSid()); now != first {
		t.Errorf("the first workspace has %d queues, had %d", now, first)
	}
	_, err = api.CreateWorkspace((&tr.CreateWorkspaceParams{}).SetFriendlyName("Third").SetTemplate("FIFO"))
	wantRefused(t, err, http.StatusBadRequest)
}
