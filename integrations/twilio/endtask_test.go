package twilio

import (
	"errors"
	"io"
	"net/http"
	"slices"
	"testing"
)

// step is one exchange of a scripted conversation.
type step struct {
	want   string // method and, of an update, the status asked for and the version
	status int
	body   string
	etag   string
}

// script answers with its steps in order and objects to any other request.
func script(t *testing.T, steps ...step) *Client {
	t.Helper()
	next := make(chan step, len(steps))
	for _, s := range steps {
		next <- s
	}
	t.Cleanup(func() {
		if n := len(next); n > 0 {
			t.Errorf("%d steps were never asked for", n)
		}
	})
	return serve(t, func(w http.ResponseWriter, r *http.Request) {
		got := r.Method
		if err := r.ParseForm(); err == nil && r.Method == http.MethodPost {
			got += " " + r.PostForm.Get("AssignmentStatus") + " " + r.Header.Get("If-Match") + " " + r.PostForm.Get("Reason")
		}
		if len(next) == 0 || r.URL.Path != tasksPath+"/"+testTask {
			t.Errorf("unexpected %s %s", got, r.URL.Path)
			w.WriteHeader(http.StatusTeapot)
			return
		}
		s := <-next
		if got != s.want {
			t.Errorf("got %q, want %q", got, s.want)
		}
		if s.etag != "" {
			w.Header().Set("ETag", s.etag)
		}
		w.WriteHeader(s.status)
		_, _ = io.WriteString(w, s.body)
	})
}

func found(status, etag string) step {
	return step{"GET", 200, `{"sid":"` + testTask + `","assignment_status":"` + status + `"}`, etag}
}

func TestEndTask(t *testing.T) {
	t.Parallel()
	gone := step{want: "GET", status: 404, body: `{"code":20404,"message":"not found","status":404}`}
	cancel := func(etag string, status int, body string) step {
		return step{want: "POST canceled " + etag + " moved", status: status, body: body}
	}
	complete := func(etag string, status int, body string) step {
		return step{want: "POST completed " + etag + " moved", status: status, body: body}
	}
	stale := `{"code":20412,"message":"version"}`
	notAssigned := `{"code":20001,"message":"not assigned"}`
	for name, test := range map[string]struct {
		steps []step
		want  string
		class Class
	}{
		"pending":             {[]step{found("pending", `"1"`), cancel(`"1"`, 200, "{}")}, EndedCanceled, Applied},
		"reserved":            {[]step{found("reserved", `"1"`), cancel(`"1"`, 200, "{}")}, EndedCanceled, Applied},
		"assigned":            {[]step{found("assigned", `"1"`), complete(`"1"`, 200, "{}")}, EndedCompleted, Applied},
		"wrapping":            {[]step{found("wrapping", `"1"`), complete(`"1"`, 200, "{}")}, EndedCompleted, Applied},
		"without a version":   {[]step{found("wrapping", ""), complete("", 200, "{}")}, EndedCompleted, Applied},
		"cancelled before":    {[]step{found("canceled", `"1"`)}, EndedGone, Applied},
		"completed before":    {[]step{found("completed", `"1"`)}, EndedGone, Applied},
		"gone":                {[]step{gone}, EndedGone, Applied},
		"gone between":        {[]step{found("pending", `"1"`), cancel(`"1"`, 404, gone.body)}, EndedGone, Applied},
		"taken between":       {[]step{found("pending", `"1"`), cancel(`"1"`, 412, stale), found("assigned", `"2"`), complete(`"2"`, 200, "{}")}, EndedCompleted, Applied},
		"ended between":       {[]step{found("assigned", `"1"`), complete(`"1"`, 400, notAssigned), found("completed", `"2"`)}, EndedGone, Applied},
		"never stands still":  {slices.Repeat([]step{found("pending", `"1"`), cancel(`"1"`, 412, stale)}, 3), "", Conflict},
		"never fits":          {slices.Repeat([]step{found("pending", `"1"`), cancel(`"1"`, 400, notAssigned)}, 3), "", Conflict},
		"in an unknown state": {[]step{found("dreaming", `"1"`)}, "", Unknown},
		"cannot be read":      {[]step{{want: "GET", status: 500}}, "", Unknown},
		"update fails":        {[]step{found("pending", `"1"`), cancel(`"1"`, 503, "")}, "", Unknown},
		"update throttled":    {[]step{found("pending", `"1"`), cancel(`"1"`, 429, "")}, "", NotApplied},
		"wrong credentials":   {[]step{{want: "GET", status: 401}}, "", Configuration},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			ended, err := script(t, test.steps...).EndTask(t.Context(), testTask, "moved")
			if ended != test.want || ClassOf(err) != test.class {
				t.Errorf("ended as %q, class %s, want %q, %s; error: %v", ended, ClassOf(err), test.want, test.class, err)
			}
		})
	}
}

func TestFetchTask(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		step step
		want Class
	}{
		"found":                 {found("pending", `"1"`), Applied},
		"gone":                  {step{want: "GET", status: 404, body: `{"code":20404}`}, Gone},
		"a gateway's own 404":   {step{want: "GET", status: 404, body: "<html>"}, Configuration},
		"about another":         {step{want: "GET", status: 200, body: createdJSON("WT000000000000000000000000000000ff")}, Unknown},
		"throttled":             {step{want: "GET", status: 429}, NotApplied},
		"success without words": {step{want: "GET", status: 200}, Unknown},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			task, err := script(t, test.step).FetchTask(t.Context(), testTask)
			if ClassOf(err) != test.want || err == nil && task.ETag != `"1"` {
				t.Errorf("task %+v, class %s, want %s: %v", task, ClassOf(err), test.want, err)
			}
		})
	}
}

func TestSidsAreCheckedBeforeUse(t *testing.T) {
	t.Parallel()
	c := script(t)
	for _, sid := range []string{"", "WT1", testWorker, "WT../../../../../../../../../../../", testTask + "/", "WT0000000000000000000000000000000g"} {
		_, err := c.FetchTask(t.Context(), sid)
		if ClassOf(err) != Refused {
			t.Errorf("fetch %q: %v", sid, err)
		}
		if _, err := c.EndTask(t.Context(), sid, "moved"); ClassOf(err) != Refused {
			t.Errorf("end %q: %v", sid, err)
		}
	}
}

func TestClassOf(t *testing.T) {
	t.Parallel()
	if got := ClassOf(nil); got != Applied {
		t.Errorf("nil is %s", got)
	}
	if got := ClassOf(errors.New("elsewhere")); got != Unknown {
		t.Errorf("a foreign error is %s", got)
	}
	if got := ClassOf(errors.Join(errors.New("dispatch"), &Error{Class: Gone})); got != Gone {
		t.Errorf("a wrapped error is %s", got)
	}
}
