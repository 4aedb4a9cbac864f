package twilio

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"testing"
	"time"
)

func TestCreateTaskSendsOneForm(t *testing.T) {
	t.Parallel()
	got := make(chan url.Values, 2)
	c := serve(t, func(w http.ResponseWriter, r *http.Request) {
		user, password, _ := r.BasicAuth()
		if r.Method != http.MethodPost || r.URL.Path != tasksPath || user == "" || password != testPassword {
			t.Errorf("%s %s as %q", r.Method, r.URL.Path, user)
		}
		_ = r.ParseForm()
		got <- r.PostForm
		w.Header().Set("ETag", `"0"`)
		w.WriteHeader(http.StatusCreated)
		_, _ = w.Write([]byte(createdJSON(testTask)))
	})
	task, err := c.CreateTask(t.Context(), sampleTask())
	if err != nil || ClassOf(err) != Applied {
		t.Fatalf("create: %v", err)
	}
	want := Task{
		Sid: testTask, Status: "pending", ETag: `"0"`, CreatedAt: testNow(), CallbackID: "cb_1", Dispatch: 2,
		Attributes: sampleTask().Attributes,
	}
	if task != want {
		t.Errorf("task = %+v, want %+v", task, want)
	}
	form := <-got
	for name, want := range map[string]string{
		"TaskChannel": "voice", "WorkflowSid": testWorkflow, "Attributes": sampleTask().Attributes,
		"Timeout": "90", "Priority": "5", "VirtualStartTime": "2026-12-01T09:29:00Z",
	} {
		if form.Get(name) != want {
			t.Errorf("%s = %q, want %q", name, form.Get(name), want)
		}
	}
	if len(got) != 0 {
		t.Error("more than one request")
	}
}

func TestCreateTaskAnswers(t *testing.T) {
	t.Parallel()
	html := "<html><body>Bad gateway</body></html>"
	for name, test := range map[string]struct {
		answer *answer
		want   Class
		code   int
		pause  time.Duration
	}{
		"429":               {&answer{status: 429, body: `{"code":20429,"message":"Too many requests","status":429}`}, NotApplied, 20429, 0},
		"429 with seconds":  {&answer{status: 429, header: map[string]string{"Retry-After": "7"}}, NotApplied, 0, 7 * time.Second},
		"429 with date":     {&answer{status: 429, header: map[string]string{"Retry-After": "Tue, 01 Dec 2026 09:30:20 GMT"}}, NotApplied, 0, 20 * time.Second},
		"401":               {&answer{status: 401, body: `{"code":20003,"message":"Authenticate"}`}, Configuration, 20003, 0},
		"403":               {&answer{status: 403, body: html}, Configuration, 0, 0},
		"404":               {&answer{status: 404, body: `{"code":20404,"message":"not found"}`}, Configuration, 20404, 0},
		"402":               {&answer{status: 402}, Configuration, 0, 0},
		"400 of the Task":   {&answer{status: 400, body: `{"code":20001,"message":"Invalid attributes {\"name\":\"Anna +61491570156\"} for task in workspace WS1"}`}, Refused, 20001, 0},
		"400 bare":          {&answer{status: 400}, Refused, 0, 0},
		"422":               {&answer{status: 422}, Refused, 0, 0},
		"400 workflow":      {&answer{status: 400, body: `{"code":20001,"message":"Invalid WorkflowSid WW00"}`}, Configuration, 20001, 0},
		"400 channel":       {&answer{status: 400, body: `{"code":20001,"message":"No task channel voice"}`}, Configuration, 20001, 0},
		"400 start":         {&answer{status: 400, body: `{"code":20001,"message":"VirtualStartTime must not be in the future"}`}, Configuration, 20001, 0},
		"408":               {&answer{status: 408}, Unknown, 0, 0},
		"500":               {&answer{status: 500, body: `{"code":20500,"message":"Internal error"}`}, Unknown, 20500, 0},
		"502 html":          {&answer{status: 502, body: html}, Unknown, 0, 0},
		"503 with seconds":  {&answer{status: 503, header: map[string]string{"Retry-After": "3"}}, Unknown, 0, 3 * time.Second},
		"304":               {&answer{status: 304}, Unknown, 0, 0},
		"201 empty":         {&answer{status: 201}, Unknown, 0, 0},
		"201 html":          {&answer{status: 201, body: html}, Unknown, 0, 0},
		"201 cut":           {&answer{status: 201, header: map[string]string{"Content-Length": "500"}, body: createdJSON(testTask)}, Unknown, 0, 0},
		"201 half JSON":     {&answer{status: 201, body: createdJSON(testTask)[:40]}, Unknown, 0, 0},
		"201 without a sid": {&answer{status: 201, body: `{}`}, Unknown, 0, 0},
		"201 not a Task":    {&answer{status: 201, body: createdJSON(testWorker)}, Unknown, 0, 0},
		"204":               {&answer{status: 204}, Unknown, 0, 0},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := serve(t, test.answer.ServeHTTP)
			_, err := c.CreateTask(t.Context(), sampleTask())
			failed := mustClass(t, err, test.want)
			if failed.Status != test.answer.status || failed.Code != test.code || failed.RetryAfter != test.pause {
				t.Errorf("status %d, code %d, pause %s: %v", failed.Status, failed.Code, failed.RetryAfter, err)
			}
			if n := test.answer.asked.Load(); n != 1 {
				t.Errorf("%d requests, want 1", n)
			}
		})
	}
}

func TestCreateTaskFollowsNoRedirect(t *testing.T) {
	t.Parallel()
	var elsewhere answer
	elsewhere.status = http.StatusCreated
	other := httptest.NewServer(&elsewhere)
	t.Cleanup(other.Close)
	for _, status := range []int{301, 302, 303, 307, 308} {
		c := serve(t, (&answer{status: status, header: map[string]string{"Location": other.URL}}).ServeHTTP)
		_, err := c.CreateTask(t.Context(), sampleTask())
		wantClass(t, err, Unknown)
	}
	if n := elsewhere.asked.Load(); n != 0 {
		t.Errorf("followed %d redirects", n)
	}
}

func TestCreateTaskRefusesWithoutAsking(t *testing.T) {
	t.Parallel()
	var never answer
	c := serve(t, never.ServeHTTP)
	for name, spoil := range map[string]func(*NewTask){
		"no timeout":   func(n *NewTask) { n.Timeout = 0 },
		"long timeout": func(n *NewTask) { n.Timeout = maxTaskTimeout + 1 },
		"priority":     func(n *NewTask) { n.Priority = -1 },
		"attributes":   func(n *NewTask) { n.Attributes = string(make([]byte, MaxAttributes+1)) },
	} {
		task := sampleTask()
		spoil(&task)
		_, err := c.CreateTask(t.Context(), task)
		if ClassOf(err) != Refused {
			t.Errorf("%s: %v", name, err)
		}
	}
	if n := never.asked.Load(); n != 0 {
		t.Errorf("%d requests", n)
	}
}

func TestCreateParamsRoundUpAndLeaveOutTheFuture(t *testing.T) {
	t.Parallel()
	c := newTestClient(t, "http://127.0.0.1", nil)
	task := sampleTask()
	task.Timeout = 61*time.Second + time.Millisecond
	task.VirtualStartAt = testNow().Add(time.Second)
	params, err := c.createParams(task)
	if err != nil {
		t.Fatal(err)
	}
	if *params.Timeout != 62 {
		t.Errorf("timeout = %d, want 62", *params.Timeout)
	}
	if params.VirtualStartTime != nil {
		t.Errorf("virtual start = %s, want none", params.VirtualStartTime)
	}
}

func TestRateHeaders(t *testing.T) {
	t.Parallel()
	c := serve(t, (&answer{status: 429, header: map[string]string{
		"X-Rate-Limit-Limit": "30", "X-Rate-Limit-Remaining": "0", "Twilio-Concurrent-Requests": "many",
	}}).ServeHTTP)
	_, err := c.CreateTask(t.Context(), sampleTask())
	if rate := mustClass(t, err, NotApplied).Rate; rate != (Rate{Limit: 30, Remaining: 0, Concurrent: -1}) {
		t.Errorf("rate = %+v", rate)
	}
}
