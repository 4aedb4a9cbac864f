package e2e_test

import (
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	standardwebhooks "github.com/standard-webhooks/standard-webhooks/libraries/go"

	"github.com/ringback/ringback/models"
	"github.com/ringback/ringback/scheduler"
)

const welcomeSecret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"

// crm is another system's endpoint, which keeps what it is told.
type crm struct {
	t      *testing.T
	secret string
	answer func(n int) int // the status of its n-th answer; 0: the connection is cut after the body was read; -1: it hangs
	leave  chan struct{}

	mu     sync.Mutex
	n      int
	told   []told
	bodies [][]byte
}

// told is a webhook that was taken.
type told struct {
	ID, Type string
	Data     struct {
		Callback struct {
			ID, Status, Resolution, Reference string
			Version                           int64
			Fundraiser                        models.Fundraiser
		}
		Record struct{ Name, Phone string }
	}
}

func (c *crm) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return
	}
	hook, err := standardwebhooks.NewWebhook(c.secret)
	if err == nil {
		err = hook.VerifyIgnoringTimestamp(body, r.Header)
	}
	var one told
	if err := json.Unmarshal(body, &one); err != nil {
		c.t.Errorf("body %s: %v", body, err)
	}
	if err != nil {
		c.t.Errorf("signature: %v", err)
	}
	one.ID = r.Header.Get("webhook-id")
	c.mu.Lock()
	c.bodies = append(c.bodies, body)
	c.n++
	status := http.StatusNoContent
	if c.answer != nil {
		status = c.answer(c.n)
	}
	if status/100 == 2 || status == 0 {
		c.told = append(c.told, one)
	}
	c.mu.Unlock()
	switch status {
	case 0:
		panic(http.ErrAbortHandler)
	case -1:
		<-c.leave
		return
	}
	w.WriteHeader(status)
}

// crm opens an endpoint and has everything told to it.
func (w *world) crm(answer func(n int) int) *crm {
	w.t.Helper()
	c := &crm{t: w.t, answer: answer, leave: make(chan struct{})}
	server := httptest.NewServer(c)
	w.t.Cleanup(c.checkBodies)
	w.t.Cleanup(server.Close)
	w.t.Cleanup(func() { close(c.leave) })
	_, before := w.ask("GET", "/api/v1/webhooks", nil)
	items := append([]any{map[string]any{"url": server.URL}}, before["items"].([]any)...)
	status, made := w.ask("PUT", "/api/v1/webhooks", map[string]any{"items": items})
	if status != http.StatusOK {
		w.t.Fatalf("%d %v", status, made)
	}
	c.secret, _ = made["items"].([]any)[0].(map[string]any)["secret"].(string)
	return c
}

// checkBodies holds all that was told to the document. It takes longer than an endpoint may, and so waits for the end.
func (c *crm) checkBodies() {
	for _, body := range c.bodies {
		if err := isNotice(body); err != nil {
			c.t.Errorf("the document knows no such notice: %v: %s", err, body)
		}
	}
}

// heard are the types that a CRM was told of a callback, each once, in the order in which they came first.
func (c *crm) heard(id string) []string {
	c.mu.Lock()
	defer c.mu.Unlock()
	seen := map[string]bool{}
	var types []string
	for _, one := range c.told {
		if one.Data.Callback.ID == id && !seen[one.ID] {
			seen[one.ID] = true
			types = append(types, one.Type)
		}
	}
	return types
}

// welcomeCall posts a welcome call as a fundraiser's scheduler signs it.
func (w *world) welcomeCall(id, body string) (int, map[string]any) {
	w.t.Helper()
	hook, err := standardwebhooks.NewWebhook(welcomeSecret)
	w.must(err)
	signature, err := hook.Sign(id, w.clock.Now(), []byte(body))
	w.must(err)
	r, err := http.NewRequestWithContext(w.ctx, http.MethodPost, "http://"+w.app.Address()+"/webhooks/welcome-calls", strings.NewReader(body))
	w.must(err)
	r.Header.Set("Webhook-Id", id)
	r.Header.Set("Webhook-Timestamp", strconv.FormatInt(w.clock.Now().Unix(), 10))
	r.Header.Set("Webhook-Signature", signature)
	response, err := http.DefaultClient.Do(r)
	w.must(err)
	defer func() { w.must(response.Body.Close()) }()
	var answer map[string]any
	w.must(json.NewDecoder(response.Body).Decode(&answer))
	return response.StatusCode, answer
}

const welcomeBody = `{"type":"welcome_call.requested","data":{"reference":"P-77","record":{"external_id":"D-1","name":"Aroha Ngata","phone":"` + donorPhone + `"},
	"callback_request":{"local_time":"2026-12-01T12:20","timezone":"Australia/Perth","team":"welcome"},"fundraiser":{"code":"F12","team":"Street 4"}}}`

// A fundraiser books a welcome call in the street. It is rung, asked to be rung again, rung again; the fundraiser's system hears of all of
// it, in its order, with its own reference and fundraiser to the end of the chain.
func TestWelcomeCallFromTheStreetToTheEnd(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		system := w.crm(nil)
		status, answer := w.welcomeCall("msg_1", welcomeBody)
		if status != http.StatusAccepted {
			t.Fatalf("%d %v", status, answer)
		}
		id := answer["callback"].(map[string]any)["id"].(string)
		w.forward(20 * time.Minute)
		w.ring(w.ownTask(id).Sid, w.wish("callback_queue", 10*time.Minute))
		next := w.want(id, models.Completed, models.Rebooked).Chain[1].ID
		w.forward(11 * time.Minute)
		w.ring(w.ownTask(next).Sid, outcome("contacted"))
		w.want(next, models.Completed, models.Contacted)
		w.forward(time.Minute)
		if got, want := system.heard(id), []string{"callback.scheduled", "record.suppressed", "callback.queued", "callback.assigned", "callback.attempted", "callback.completed"}; !slices.Equal(got, want) {
			t.Errorf("heard %v, want %v", got, want)
		}
		if got, want := system.heard(next), []string{"callback.scheduled", "callback.queued", "callback.assigned", "callback.attempted", "callback.completed", "welcome_call.completed"}; !slices.Equal(got, want) {
			t.Errorf("heard %v, want %v", got, want)
		}
		last := system.told[len(system.told)-1].Data
		if last.Callback.Reference != "P-77" || last.Callback.Fundraiser.Code != "F12" || last.Callback.Resolution != "contacted" || last.Record.Name != "Aroha Ngata" {
			t.Errorf("the last told %+v", last)
		}
	})
}

// One endpoint answers 500 and loses answers, one hangs, one is well; two instances send. Each delivery comes at least once to those that
// live, in the order of its callback, and the well one does not wait for the others.
func TestADeadEndpointSlowsNobody(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		second := w.open()
		shaky := w.crm(func(n int) int { return []int{500, 204, 0, 204, 503, 204, 204}[n%7] })
		hanging := w.crm(func(int) int { return -1 })
		well := w.crm(nil)
		var ids []string
		for i := range 4 {
			ids = append(ids, w.promise("D-"+strconv.Itoa(i), "+6149157015"+strconv.Itoa(6+i%4), "Australia/Perth", "2026-12-01T18:00", nil))
		}
		for _, id := range ids {
			status, answer := w.ask("POST", "/api/v1/callbacks/"+id+"/cancel", map[string]any{"reason": "called off"})
			if status != http.StatusOK {
				t.Fatalf("%d %v", status, answer)
			}
		}
		var both sync.WaitGroup
		for _, instance := range []*scheduler.Scheduler{w.app.Scheduler(), second.Scheduler()} {
			both.Go(func() {
				if _, err := instance.RunOnce(w.ctx, scheduler.PassDeliver); err != nil {
					t.Error(err)
				}
			})
		}
		both.Wait()
		want := []string{"callback.scheduled", "record.suppressed", "callback.cancelled", "record.released"}
		for _, id := range ids {
			if got := well.heard(id); !slices.Equal(got, want) {
				t.Errorf("the well one heard %v", got)
			}
		}
		for range 60 {
			w.clock.Advance(30 * time.Second)
			for _, instance := range w.apps {
				if _, err := instance.Scheduler().RunOnce(w.ctx, scheduler.PassDeliver); err != nil {
					t.Fatal(err)
				}
			}
			if slices.IndexFunc(ids, func(id string) bool { return len(shaky.heard(id)) < len(want) }) < 0 {
				break
			}
		}
		for _, id := range ids {
			if got := shaky.heard(id); !slices.Equal(got, want) {
				t.Errorf("the shaky one heard %v", got)
			}
			if got := hanging.heard(id); len(got) != 0 {
				t.Errorf("the hanging one heard %v", got)
			}
		}
	})
}
