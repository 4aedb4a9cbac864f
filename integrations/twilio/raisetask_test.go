package twilio

import (
	"net/http"
	"testing"
)

// A Task is raised only while it waits, and as it was read; one that moved on is left alone.
func TestRaiseTask(t *testing.T) {
	t.Parallel()
	waiting := Task{Sid: testTask, Status: "pending", ETag: "3"}
	for name, c := range map[string]struct {
		task   Task
		status int // of the answer; 0: nothing is asked
		raised bool
		fails  bool
	}{
		"waiting":              {waiting, http.StatusOK, true, false},
		"an agent has it":      {Task{Sid: testTask, Status: "assigned"}, 0, false, false},
		"changed meanwhile":    {waiting, http.StatusPreconditionFailed, false, false},
		"gone":                 {waiting, http.StatusNotFound, false, false},
		"the provider is away": {waiting, http.StatusServiceUnavailable, false, true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			asked := make(chan string, 1)
			client := serve(t, func(w http.ResponseWriter, r *http.Request) {
				if err := r.ParseForm(); err != nil {
					t.Error(err)
				}
				asked <- r.PostForm.Encode() + " " + r.Header.Get("If-Match")
				w.WriteHeader(c.status)
				code := map[int]string{http.StatusPreconditionFailed: "20412", http.StatusNotFound: "20404", http.StatusServiceUnavailable: "20503", http.StatusOK: "0"}[c.status]
				_, _ = w.Write([]byte(`{"sid":"` + testTask + `","code":` + code + `}`))
			})
			raised, err := client.RaiseTask(t.Context(), c.task, 15)
			if raised != c.raised || (err != nil) != c.fails {
				t.Errorf("raised %v, %v", raised, err)
			}
			if c.status == 0 {
				if len(asked) > 0 {
					t.Errorf("asked for %q", <-asked)
				}
				return
			}
			if got := <-asked; got != "Priority=15 3" {
				t.Errorf("asked for %q", got)
			}
		})
	}
}
