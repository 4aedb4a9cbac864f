package webhooks_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"strconv"
	"strings"
	"testing"
	"time"

	standardwebhooks "github.com/standard-webhooks/standard-webhooks/libraries/go"

	"github.com/ringback/ringback/models"
	"github.com/ringback/ringback/models/dbtest"
)

const (
	welcomePath      = "/webhooks/welcome-calls"
	welcomeSecret    = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
	oldWelcomeSecret = "whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE="
)

func welcomeSources() []models.WelcomeSource {
	return []models.WelcomeSource{{Name: "street-app", Fields: map[string]string{"type": "welcome_call.requested", "reference": "$.pledge.id", "record.external_id": "$.donor.id",
		"record.phone": "$.donor.phones.0", "callback_request.local_time": "$.call.at", "callback_request.timezone": "$.call.zone",
		"callback_request.window_minutes": "$.call.minutes", "fundraiser.code": "$.fundraiser", "dry_run": "$.test"}}}
}

// welcomeBody is a welcome call; data is what differs from the usual one.
func welcomeBody(kind, reference, localTime, more string) string {
	return fmt.Sprintf(`{"type":"welcome_call.%s","data":{"reference":%q,"record":{"external_id":"D-%s","name":"Aroha Ngata","phone":"+61491570156"},`+
		`"callback_request":{"local_time":%q,"timezone":"Australia/Perth"},"fundraiser":{"code":"F12","team":"Street 4"}%s}}`, kind, reference, reference, localTime, more)
}

// call sends a welcome call as its sender signs it.
func (s *site) call(id, path, body string) *httptest.ResponseRecorder {
	s.t.Helper()
	return s.callSigned(id, path, body, welcomeSecret, s.clock.Now())
}

func (s *site) callSigned(id, path, body, secret string, at time.Time) *httptest.ResponseRecorder {
	s.t.Helper()
	hook, err := standardwebhooks.NewWebhook(secret)
	s.must(err)
	signature, err := hook.Sign(id, at, []byte(body))
	s.must(err)
	return s.callHeaders(path, body, id, strconv.FormatInt(at.Unix(), 10), signature)
}

func (s *site) callHeaders(path, body, id, at, signature string) *httptest.ResponseRecorder {
	s.t.Helper()
	req := httptest.NewRequestWithContext(s.t.Context(), http.MethodPost, path, strings.NewReader(body))
	for name, value := range map[string]string{"Content-Type": jsonType, "Webhook-Id": id, "Webhook-Timestamp": at, "Webhook-Signature": signature} {
		if value != "" {
			req.Header.Set(name, value)
		}
	}
	answer := httptest.NewRecorder()
	s.router.ServeHTTP(answer, req)
	held(s.t, req, answer)
	return answer
}

type welcomeTold struct {
	told
	Alternatives []struct {
		LocalTime     string `json:"local_time"`
		Timezone      string `json:"timezone"`
		WindowMinutes int    `json:"window_minutes"`
	}
	Allowed     *bool
	Problems    []struct{ Code, Field string }
	Suggestions []json.RawMessage
}

func (s *site) welcomed(answer *httptest.ResponseRecorder, status int) welcomeTold {
	s.t.Helper()
	var body welcomeTold
	if err := json.Unmarshal(answer.Body.Bytes(), &body); err != nil || answer.Code != status {
		s.t.Fatalf("answered %d %s, want %d: %v", answer.Code, answer.Body, status, err)
	}
	return body
}

func TestWelcomeCallsAreAnsweredOnce(t *testing.T) {
	each(t, func(t *testing.T, s *site) {
		body := welcomeBody("requested", "P-77", "2026-12-01T18:00", "")
		first := s.call("msg_1", welcomePath, body)
		made := s.welcomed(first, http.StatusAccepted).Callback
		if made == nil || made.LocalTime != "2026-12-01T18:00:00" || !strings.Contains(first.Body.String(), `"fundraiser":{"code":"F12","team":"Street 4"}`) {
			t.Fatalf("answered %s", first.Body)
		}
		moved := s.welcomed(s.call("msg_2", welcomePath, welcomeBody("rescheduled", "P-77", "2026-12-01T19:00", "")), http.StatusAccepted)
		if moved.Callback.ID != made.ID || moved.Callback.Version != 2 {
			t.Errorf("moved %+v", moved.Callback)
		}
		if again := s.call("msg_1", welcomePath, body); again.Code != first.Code || again.Body.String() != first.Body.String() {
			t.Errorf("the same webhook-id was answered\n%s\nthen\n%s", first.Body, again.Body)
		}
		refused := s.call("msg_3", welcomePath, welcomeBody("rescheduled", "P-none", "2026-12-01T19:00", ""))
		s.welcomed(refused, http.StatusNotFound)
		if again := s.call("msg_3", welcomePath, body); again.Body.String() != refused.Body.String() {
			t.Errorf("answered %s, then %s", refused.Body, again.Body)
		}
		s.welcomed(s.call("msg_4", welcomePath, welcomeBody("cancelled", "P-77", "2026-12-01T19:00", "")), http.StatusAccepted)
		if fresh := s.welcomed(s.call("msg_5", welcomePath, body), http.StatusAccepted); fresh.Callback.ID == made.ID {
			t.Error("no new callback after the cancel")
		}
		if s.hooks.of(&s.hooks.woken) == 0 {
			t.Error("the dispatcher was not woken")
		}
	})
}

func TestOneWelcomeCallManyTimesAtOnce(t *testing.T) {
	each(t, func(t *testing.T, s *site) {
		bodies := make([]string, 20)
		together(len(bodies), func(i int) {
			answer := s.call("msg_1", welcomePath, welcomeBody("requested", "P-77", "2026-12-01T18:00", ""))
			bodies[i] = fmt.Sprint(answer.Code, answer.Body)
		})
		for _, body := range bodies {
			if body != bodies[0] || !strings.HasPrefix(body, "202") {
				t.Fatalf("answered %s and %s", bodies[0], body)
			}
		}
		s.wantStored(1)
		if len(s.callbacks()) != 1 {
			t.Errorf("%d callbacks", len(s.callbacks()))
		}
	})
}

func TestWelcomeProof(t *testing.T) {
	t.Parallel()
	s := newSite(t, dbtest.SQLite(t))
	body, now := welcomeBody("requested", "P-1", "2026-12-01T18:00", ""), s.clock.Now()
	s.welcomed(s.callSigned("msg_1", welcomePath, body, oldWelcomeSecret, now), http.StatusAccepted)
	s.welcomed(s.callSigned("msg_2", welcomePath, body, welcomeSecret, now.Add(-5*time.Minute)), http.StatusAccepted)
	hook, err := standardwebhooks.NewWebhook(welcomeSecret)
	s.must(err)
	good, err := hook.Sign("msg_3", now, []byte(body))
	s.must(err)
	at := strconv.FormatInt(now.Unix(), 10)
	s.welcomed(s.callHeaders(welcomePath, body, "msg_3", at, "v1,xxxx v1a,yyyy "+good), http.StatusAccepted)
	before := len(s.stored())
	for name, answer := range map[string]*httptest.ResponseRecorder{
		"other secret": s.callSigned("msg_4", welcomePath, body, "whsec_b3RoZXIgc2VjcmV0IG9mIG90aGVycw==", now), "too old": s.callSigned("msg_4", welcomePath, body, welcomeSecret, now.Add(-301*time.Second)),
		"too new": s.callSigned("msg_4", welcomePath, body, welcomeSecret, now.Add(301*time.Second)), "other id": s.callHeaders(welcomePath, body, "msg_4", at, good),
		"other body": s.callHeaders(welcomePath, body+" ", "msg_3", at, good), "no id": s.callHeaders(welcomePath, body, "", at, good), "no time": s.callHeaders(welcomePath, body, "msg_3", "", good),
		"no signature": s.callHeaders(welcomePath, body, "msg_3", at, ""), "odd time": s.callHeaders(welcomePath, body, "msg_3", "9999999999999999999999", good),
		"least time": s.callHeaders(welcomePath, body, "msg_3", "-9223372036854775808", good), "v2": s.callHeaders(welcomePath, body, "msg_3", at, strings.Replace(good, "v1", "v2", 1)),
	} {
		if refused := s.welcomed(answer, http.StatusUnauthorized); refused.Code != "unauthenticated" {
			t.Errorf("%s: %s", name, answer.Body)
		}
	}
	if len(s.stored()) != before {
		t.Error("what nobody signed was stored")
	}
	if answer := s.call("msg_9", welcomePath, strings.Repeat(" ", 65<<10)); answer.Code != http.StatusRequestEntityTooLarge {
		t.Errorf("answered %d", answer.Code)
	}
}

func TestRefusedWelcomeCallsStayInTheInbox(t *testing.T) {
	each(t, func(t *testing.T, s *site) {
		for i, test := range []struct {
			path, body  string
			status      int
			code, field string
		}{
			{"", `{`, 422, "validation_failed", "body"}, {"", `[]`, 422, "validation_failed", "body"}, {"", `{} {}`, 422, "validation_failed", "body"}, {"", `{"type":"x","data":7}`, 422, "validation_failed", "body"},
			{"", welcomeBody("forgotten", "P-1", "2026-12-01T18:00", ""), 422, "validation_failed", "type"},
			{"", welcomeBody("requested", "", "2026-12-01T18:00", ""), 422, "validation_failed", "data.reference"},
			{"", welcomeBody("requested", strings.Repeat("x", 129), "2026-12-01T18:00", ""), 422, "validation_failed", "data.reference"},
			{"", welcomeBody("requested", "P-1", "2026-11-01T18:00", ""), 422, "in_the_past", "data.callback_request.local_time"},
			{"", welcomeBody("requested", "P-1", "2026-12-01T18:00+08:00", ""), 422, "validation_failed", "data.callback_request.local_time"},
			{"", `{"type":"welcome_call.requested","data":{"reference":"P-1"}}`, 422, "validation_failed", "data.callback_request"},
			{"?source=nobody", welcomeBody("requested", "P-1", "2026-12-01T18:00", ""), 422, "validation_failed", "body"},
			{"?source=street-app", `{"pledge":{"id":{}}}`, 422, "validation_failed", "body"},
			{"", welcomeBody("cancelled", "P-none", "2026-12-01T18:00", ""), 404, "not_found", ""},
		} {
			answer := s.call(fmt.Sprint("msg_", i), welcomePath+test.path, test.body)
			got := s.welcomed(answer, test.status)
			if got.Code == test.code && (test.field == "" || len(got.Errors) > 0 && got.Errors[0].Field == test.field) {
				continue
			}
			t.Errorf("%s%s: answered %s", test.path, test.body, answer.Body)
		}
		for key, entry := range s.stored() {
			if entry.State != models.InboxRejected || entry.Source != models.SourceWelcome || entry.Reason == "" {
				t.Errorf("%s is %s from %s: %q", key, entry.State, entry.Source, entry.Reason)
			}
		}
		s.wantStored(13)
	})
}

func TestWelcomeAlternativesCanBeBooked(t *testing.T) {
	each(t, func(t *testing.T, s *site) {
		full := []models.TeamSetting{{Name: "welcome", SlotCapacity: 1}}
		_, err := s.SavePolicy(t.Context(), models.ReplaceTeams(full), models.Saving{Actor: "test"})
		s.must(err)
		body := func(reference, at string) string {
			return strings.Replace(welcomeBody("requested", reference, at, ""), `"timezone"`, `"team":"welcome","timezone"`, 1)
		}
		s.welcomed(s.call("msg_1", welcomePath, body("P-1", "2026-12-01T18:00")), http.StatusAccepted)
		refused := s.welcomed(s.call("msg_2", welcomePath, body("P-2", "2026-12-01T18:00")), http.StatusUnprocessableEntity)
		if refused.Code != "slot_full" || len(refused.Alternatives) != 3 {
			t.Fatalf("refused %+v", refused)
		}
		for i, a := range refused.Alternatives {
			s.welcomed(s.call(fmt.Sprint("msg_a", i), welcomePath, body(fmt.Sprint("A-", i), a.LocalTime)), http.StatusAccepted)
		}
	})
}

func TestWelcomeDryRun(t *testing.T) {
	t.Parallel()
	s := newSite(t, dbtest.SQLite(t))
	good := s.welcomed(s.call("msg_1", welcomePath, welcomeBody("requested", "P-1", "2026-12-01T18:00", `,"dry_run":true`)), http.StatusOK)
	if good.Allowed == nil || !*good.Allowed || len(good.Suggestions) != 3 {
		t.Errorf("%+v", good)
	}
	bad := s.welcomed(s.call("msg_1", welcomePath, welcomeBody("requested", "", "2026-11-01T18:00", `,"dry_run":true`)), http.StatusOK)
	if bad.Allowed == nil || *bad.Allowed || len(bad.Problems) != 2 || bad.Problems[0].Field != "data.reference" {
		t.Errorf("%+v", bad)
	}
	if len(s.stored()) != 0 || len(s.callbacks()) != 0 {
		t.Error("a dry run stored something")
	}
}

func TestWelcomeCallOfASourceWithNamesOfItsOwn(t *testing.T) {
	t.Parallel()
	s := newSite(t, dbtest.SQLite(t))
	body := `{"pledge":{"id":77},"donor":{"id":"D-5","phones":["+61491570156"]},"call":{"at":"2026-12-01T18:00","zone":"Australia/Perth","minutes":"45"},"fundraiser":"F9","data":[1]}`
	made := s.welcomed(s.call("msg_1", welcomePath+"?source=street-app", body), http.StatusAccepted)
	if made.Callback.WindowMinutes != 45 || made.Callback.LocalTime != "2026-12-01T18:00:00" {
		t.Fatalf("%+v", made.Callback)
	}
	if story := s.story(made.Callback.ID); story.Reference != "77" || story.FundraiserCode != "F9" || story.CreatedBy != "welcome:street-app" || string(story.Record.ExternalID) != "D-5" {
		t.Errorf("%+v", story.Callback)
	}
	// Another sender's reference of the same text is another booking.
	s.welcomed(s.call("msg_2", welcomePath, welcomeBody("cancelled", "77", "", "")), http.StatusNotFound)
}

func TestWelcomeSchemaIsServed(t *testing.T) {
	t.Parallel()
	s := newSite(t, dbtest.SQLite(t))
	answer := s.send(http.MethodGet, "/schemas/welcome-call.v1.json", "", "", "")
	text, err := os.ReadFile("welcome-call.v1.json")
	if err != nil || answer.Code != http.StatusOK || answer.Body.String() != string(text) || !json.Valid(text) || answer.Header().Get("Content-Type") != "application/schema+json" {
		t.Errorf("answered %d, %v", answer.Code, err)
	}
}

// FuzzWelcome sends signed bodies of any kind: each is answered, none by a 5xx, and what is stored can be applied.
func FuzzWelcome(f *testing.F) {
	for _, source := range []string{"", "street-app", "x"} {
		f.Add(source, welcomeBody("requested", "P-1", "2026-12-01T18:00", ""))
		f.Add(source, welcomeBody("rescheduled", "P-1", "2026-12-01T18:00", `,"dry_run":true`))
		f.Add(source, `{"pledge":{"id":77},"donor":{"id":"D-5","phones":["+61491570156"]},"call":{"at":"2026-12-01T18:00","zone":"Australia/Perth","minutes":"45"},"test":"no"}`)
		f.Add(source, `{"type":"welcome_call.requested","data":{"reference":"\u0000","record":{"phone":"\ud800"},"callback_request":{"local_time":"9999-12-31T23:59","window_minutes":99999999999}}}`)
		f.Add(source, strings.Repeat("[", 20000))
	}
	s := newSite(f, dbtest.SQLite(f))
	n := 0
	f.Fuzz(func(t *testing.T, source, body string) {
		one := *s
		one.t = t
		n++
		path := welcomePath
		if source == "street-app" || source == "x" {
			path += "?source=" + source
		}
		answer := one.call(fmt.Sprint("msg_", n), path, body)
		if answer.Code >= http.StatusInternalServerError || answer.Code == http.StatusUnauthorized {
			t.Errorf("answered %d %s", answer.Code, answer.Body)
		}
		one.apply()
	})
}

// A mapping that is saved holds for the next welcome call, on every instance; what came by an earlier one stays.
func TestASavedMappingHoldsAtOnce(t *testing.T) {
	each(t, func(t *testing.T, s *site) {
		body := func(reference string) string {
			return `{"pledge":{"id":"` + reference + `"},"who":{"id":"D-` + reference + `","tel":"+61491570156"},"call":{"at":"2026-12-02T18:00","zone":"Australia/Perth"}}`
		}
		if w := s.call("msg_1", welcomePath+"?source=web", body("P-1")); w.Code != http.StatusUnprocessableEntity || !strings.Contains(w.Body.String(), "no sender of this name") {
			t.Errorf("an unknown sender is answered %d %s", w.Code, w.Body)
		}
		other := s.openStore()
		_, err := other.SavePolicy(t.Context(), models.ReplaceWelcomeSources([]models.WelcomeSource{{Name: "web", Fields: map[string]string{"type": "welcome_call.requested", "reference": "$.pledge.id",
			"record.external_id": "$.who.id", "record.phone": "$.who.tel", "callback_request.local_time": "$.call.at", "callback_request.timezone": "$.call.zone"}}}), models.Saving{Actor: "test"})
		s.must(err)
		if w := s.call("msg_2", welcomePath+"?source=web", body("P-2")); w.Code != http.StatusAccepted || !strings.Contains(w.Body.String(), `"reference":"P-2"`) {
			t.Errorf("a mapped sender is answered %d %s", w.Code, w.Body)
		}
		_, err = other.SavePolicy(t.Context(), models.BackTo(models.PolicyWelcome, 0), models.Saving{Actor: "test"})
		s.must(err)
		if w := s.call("msg_3", welcomePath+"?source=web", body("P-3")); w.Code != http.StatusUnprocessableEntity {
			t.Errorf("a sender that is mapped no more is answered %d %s", w.Code, w.Body)
		}
	})
}
