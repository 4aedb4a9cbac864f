package webhooks_test

import (
	"encoding/json"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/ringback/ringback/integrations/twilio"
	"github.com/ringback/ringback/models"
	"github.com/ringback/ringback/models/dbtest"
	"github.com/ringback/ringback/webhooks"
)

// FuzzRoutes posts signed bodies of any kind: whatever Twilio signs is answered, and what is stored can be applied.
func FuzzRoutes(f *testing.F) {
	for _, body := range goldenBodies(f) {
		f.Add(uint8(0), formType, body)
		f.Add(uint8(1), jsonType, body)
	}
	f.Add(uint8(2), formType, disposition().Encode())
	f.Add(uint8(2), jsonType, `{"outcome":"no_answer","callback_id":"cb_1","CallSid":"`+sid("CA", 1)+`"}`)
	f.Add(uint8(1), jsonType, `[{"type":"com.twilio.taskrouter.task.completed","id":"\ud800","data":{"payload":{"task_attributes":[]}}}]`)
	f.Add(uint8(0), formType, "EventType=task.completed&Sid=%ff&TaskSid=%00&TaskAttributes=%7b")
	f.Add(uint8(0), "text/plain; =", "")
	s := newSite(f, dbtest.SQLite(f))
	paths := []string{eventsPath, streamsPath, dispositionsPath}
	f.Fuzz(func(t *testing.T, route uint8, contentType, body string) {
		one := *s
		one.t = t
		if strings.ContainsAny(contentType, "\r\n") {
			return
		}
		if contentType != formType {
			contentType = jsonType
		}
		answer := one.post(paths[int(route)%len(paths)], contentType, body)
		if answer.Code >= http.StatusInternalServerError || answer.Code == http.StatusForbidden && !repeats(body) {
			t.Errorf("answered %d %s", answer.Code, answer.Body)
		}
		one.apply()
	})
}

// repeats says whether a form has a key twice or cannot be read, and so carries no valid signature.
func repeats(body string) bool {
	form, err := url.ParseQuery(body)
	for _, values := range form {
		if len(values) > 1 {
			return true
		}
	}
	return err != nil
}

// FuzzNormalise: what concerns us has a key, and is the same after it was stored and read again.
func FuzzNormalise(f *testing.F) {
	for _, body := range goldenBodies(f) {
		f.Add(body)
	}
	f.Add("EventType=task.created&TaskSid=WT1&TaskAttributes={\"callback_id\":\"cb_1\"}&TimestampMs=253402300799999")
	f.Fuzz(func(t *testing.T, body string) {
		form, err := url.ParseQuery(body)
		if err != nil {
			return
		}
		event, err := twilio.ParseForm(form)
		if err != nil {
			return
		}
		m, relevance := webhooks.Normalise(event, models.SourceEvents, known())
		if relevance != webhooks.Concerns {
			return
		}
		text, err := json.Marshal(m)
		if err != nil {
			t.Fatal(err)
		}
		var back models.Message
		if err := json.Unmarshal(text, &back); err != nil {
			t.Fatalf("%v: it could be stored, but never read: %s", err, text)
		}
		again, err := json.Marshal(back)
		if err != nil || m.DedupeKey == "" || len(m.DedupeKey) > 80 || !reflect.DeepEqual(text, again) {
			t.Errorf("stored %s\nread  %s", text, again)
		}
		if m.Role != "" && m.TaskSid == "" || m.Role == "" && m.Malformed == "" {
			t.Errorf("cannot be applied: %s", text)
		}
	})
}

func goldenBodies(f *testing.F) []string {
	f.Helper()
	names, err := filepath.Glob("testdata/*.body")
	if err != nil || len(names) == 0 {
		f.Fatalf("no bodies: %v", err)
	}
	bodies := make([]string, len(names))
	for i, name := range names {
		body, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		bodies[i] = strings.TrimSpace(string(body))
	}
	return bodies
}
