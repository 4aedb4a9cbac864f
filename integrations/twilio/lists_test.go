package twilio

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

func taskSid(n int) string { return fmt.Sprintf("WT%032x", n) }

func listedTask(n int, attributes string) string {
	return fmt.Sprintf(`{"sid":%q,"assignment_status":"pending","attributes":%s}`, taskSid(n), attributes)
}

func page(key, next string, items ...string) string {
	if next == "" {
		next = "null"
	}
	return `{"` + key + `":[` + strings.Join(items, ",") + `],"meta":{"key":"` + key + `","next_page_url":` + next + `}}`
}

// serveLists answers by the page token and records every query.
func serveLists(t *testing.T, path string, pages map[string]string) (*Client, func() []url.Values) {
	t.Helper()
	var mu sync.Mutex
	var queries []url.Values
	c := serve(t, func(w http.ResponseWriter, r *http.Request) {
		body, ok := pages[r.URL.Query().Get("PageToken")]
		if r.URL.Path != path || !ok {
			t.Errorf("unexpected %s", r.URL)
		}
		mu.Lock()
		queries = append(queries, r.URL.Query())
		mu.Unlock()
		_, _ = w.Write([]byte(body))
	})
	return c, func() []url.Values {
		mu.Lock()
		defer mu.Unlock()
		return queries
	}
}

func TestLiveTasksReadsEveryPage(t *testing.T) {
	t.Parallel()
	ours := `"{\"taskType\":\"callback\",\"callback_id\":\"cb.42.7\",\"dispatch\":3}"`
	c, queries := serveLists(t, tasksPath, map[string]string{
		"": page("tasks", `"https://evil.example/v1/Workspaces/WS/Tasks?PageSize=1000&Page=1&PageToken=PTone.99"`,
			listedTask(9, ours), listedTask(8, `"{}"`)),
		"PTone.99": page("tasks", "", listedTask(8, `"{}"`), listedTask(7, `"not JSON"`)),
	})
	tasks, err := c.LiveTasks(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	var sids []string
	for _, task := range tasks {
		sids = append(sids, task.Sid)
	}
	if want := []string{taskSid(9), taskSid(8), taskSid(7)}; !slices.Equal(sids, want) {
		t.Errorf("tasks %v, want %v", sids, want)
	}
	if tasks[0].CallbackID != "cb.42.7" || tasks[0].Dispatch != 3 || tasks[1].CallbackID != "" {
		t.Errorf("callbacks: %+v", tasks[:2])
	}
	got := queries()
	if len(got) != 2 || got[1].Get("Page") != "1" {
		t.Fatalf("queries: %v", got)
	}
	for _, query := range got {
		if query.Get("WorkflowSid") != testWorkflow || query.Get("PageSize") != "1000" ||
			query.Get("Ordering") != "DateCreated:desc" || len(query["AssignmentStatus"]) != 4 {
			t.Errorf("query: %v", query)
		}
	}
}

func TestLiveTasksFetchesWhatTheListLeavesOut(t *testing.T) {
	t.Parallel()
	var fetched atomic.Int64
	c := serve(t, func(w http.ResponseWriter, r *http.Request) {
		sid, single := strings.CutPrefix(r.URL.Path, tasksPath+"/")
		switch {
		case !single:
			_, _ = w.Write([]byte(page("tasks", "", listedTask(1, "null"), listedTask(2, "null"), listedTask(3, `"{}"`))))
		case sid == taskSid(1):
			w.WriteHeader(http.StatusNotFound)
			_, _ = w.Write([]byte(`{"code":20404}`))
		default:
			_, _ = w.Write([]byte(createdJSON(sid)))
		}
		if single {
			fetched.Add(1)
		}
	})
	tasks, err := c.LiveTasks(t.Context())
	if err != nil || len(tasks) != 2 || tasks[0].CallbackID != "cb_1" || tasks[1].Sid != taskSid(3) {
		t.Errorf("tasks %+v, error %v", tasks, err)
	}
	if n := fetched.Load(); n != 2 {
		t.Errorf("%d fetched, want 2", n)
	}
}

// TestListsAreWholeOrFail: a list cut short would say that a Task does not exist, and it would be created again.
func TestListsAreWholeOrFail(t *testing.T) {
	t.Parallel()
	next := func(query string) string { return `"https://taskrouter.twilio.com/v1?` + query + `"` }
	for name, pages := range map[string]map[string]string{
		"not a list":       {"": `{}`},
		"no address":       {"": page("tasks", next("Page=1"))},
		"bad address":      {"": page("tasks", `"https://[::1"`)},
		"turns in circles": {"": page("tasks", next("PageToken=PT1")), "PT1": page("tasks", next("PageToken=PT1"))},
		"broken page":      {"": page("tasks", next("PageToken=PT1")), "PT1": `{"tasks":[`},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c, queries := serveLists(t, tasksPath, pages)
			tasks, err := c.LiveTasks(t.Context())
			if wantClass(t, err, Unknown); tasks != nil {
				t.Errorf("tasks: %v", tasks)
			}
			if n := len(queries()); n != len(pages) {
				t.Errorf("%d pages read, want %d", n, len(pages))
			}
		})
	}
}

func TestListsEnd(t *testing.T) {
	t.Parallel()
	var asked atomic.Int64
	c := serve(t, func(w http.ResponseWriter, _ *http.Request) {
		next := fmt.Sprintf(`"https://taskrouter.twilio.com/v1?PageToken=PT%d"`, asked.Add(1))
		_, _ = w.Write([]byte(page("workers", next)))
	})
	_, err := c.Workers(t.Context())
	wantClass(t, err, Unknown)
	if n := asked.Load(); n != maxPages {
		t.Errorf("%d pages, want %d", n, maxPages)
	}
}

func TestTasksCreatedSince(t *testing.T) {
	t.Parallel()
	event := func(kind, data string) string {
		return `{"sid":"EV1","event_type":"` + kind + `","event_date":"2026-12-01T09:30:00Z","resource_sid":"` +
			taskSid(6) + `","event_data":` + data + `}`
	}
	c, queries := serveLists(t, "/v1/Workspaces/"+testWorkspace+"/Events", map[string]string{"": page("events", "",
		event("task.created", `{"task_sid":"`+taskSid(5)+`","task_assignment_status":"pending","task_attributes":"{\"taskType\":\"callback\",\"callback_id\":\"cb_9\",\"dispatch\":\"4\"}"}`),
		event("task.created", `{}`),
		event("task.completed", `{"task_sid":"`+taskSid(7)+`"}`),
		event("task.created", `[]`),
		event("task.created", `null`),
		event("task.created", `{"task_sid":"nonsense"}`),
	)})
	since := time.Date(2026, 12, 1, 19, 30, 15, 987e6, time.FixedZone("AEST", 10*3600))
	tasks, err := c.TasksCreatedSince(t.Context(), since)
	if err != nil || len(tasks) != 2 {
		t.Fatalf("tasks %+v, error %v", tasks, err)
	}
	if tasks[0].CallbackID != "cb_9" || tasks[0].Dispatch != 4 || !tasks[0].CreatedAt.Equal(testNow()) || tasks[1].Sid != taskSid(6) {
		t.Errorf("tasks: %+v", tasks)
	}
	query := queries()[0]
	if query.Get("StartDate") != "2026-12-01T09:30:15Z" || query.Get("EventType") != "task.created" || query.Get("WorkflowSid") != testWorkflow {
		t.Errorf("query: %v", query)
	}
}

func TestWorkers(t *testing.T) {
	t.Parallel()
	c, _ := serveLists(t, "/v1/Workspaces/"+testWorkspace+"/Workers", map[string]string{"": page("workers", "",
		`{"sid":"`+testWorker+`","friendly_name":"ann","activity_name":"Available","available":true,"attributes":"{}"}`,
		`{"sid":"WK2"}`)})
	workers, err := c.Workers(t.Context())
	want := []Worker{{testWorker, "ann", "Available", true, "{}"}, {Sid: "WK2"}}
	if err != nil || !slices.Equal(workers, want) {
		t.Errorf("workers %+v, error %v", workers, err)
	}
}

func TestCheckWorkspace(t *testing.T) {
	t.Parallel()
	for body, want := range map[string]Class{
		`200{"sid":"` + testWorkspace + `"}`: Applied,
		`200{"sid":"WS1"}`:                   Configuration,
		`404{"code":20404}`:                  Configuration,
		`401{"code":20003}`:                  Configuration,
		`503`:                                Unknown,
	} {
		c := serve(t, func(w http.ResponseWriter, _ *http.Request) {
			if !strings.HasPrefix(body, "200") {
				status := map[string]int{"404": 404, "401": 401, "503": 503}[body[:3]]
				w.WriteHeader(status)
			}
			_, _ = w.Write([]byte(body[3:]))
		})
		if err := c.CheckWorkspace(t.Context()); ClassOf(err) != want {
			t.Errorf("%s: %v, want %s", body, err, want)
		}
	}
}

func TestBaseURLKeepsItsPath(t *testing.T) {
	t.Parallel()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/proxy/v1/Workspaces/"+testWorkspace {
			t.Errorf("path %s", r.URL.Path)
		}
		_, _ = w.Write([]byte(`{"sid":"` + testWorkspace + `"}`))
	}))
	t.Cleanup(server.Close)
	if err := newTestClient(t, server.URL+"/proxy/", nil).CheckWorkspace(t.Context()); err != nil {
		t.Error(err)
	}
}
