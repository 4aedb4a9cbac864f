package webhooks_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/ringback/ringback/models"
)

func TestCallerTakesTheSecondTime(t *testing.T) {
	each(t, func(t *testing.T, s *site) {
		for _, asJSON := range []bool{false, true} {
			p := newPlay(t, s, map[string]string{"greeting": "1", "offer_1": "2", "offer_2": "1"})
			p.asJSON = asJSON
			if last := p.play(); last != "promised" {
				t.Fatalf("ended at %s: %q", last, p.said)
			}
			want := []string{"press 1", "today at 2 pm, Perth time", "today at 4 pm, Perth time", "We will ring you today at 4 pm, Perth time"}
			if len(p.said) != len(want) {
				t.Fatalf("said %q", p.said)
			}
			for i, words := range want {
				if !strings.Contains(p.said[i], words) {
					t.Errorf("said %q, want %q in it", p.said[i], words)
				}
			}
		}
		cb := s.callbacks()[0]
		if cb.LocalTime != "2026-12-01T16:00:00" || cb.Timezone != "Australia/Perth" || cb.Team != "welcome" || len(s.callbacks()) != 1 {
			t.Errorf("promised %+v", cb)
		}
		if story := s.story(cb.ID); story.Record.Phone != donor {
			t.Errorf("rings %s", story.Record.Phone)
		}
	})
}

// Whatever goes wrong, the caller ends up in the queue, and nothing is promised.
func TestCallerGoesToTheQueue(t *testing.T) {
	each(t, func(t *testing.T, s *site) {
		always := map[string]string{"greeting": "1", "offer_1": "1"}
		for name, test := range map[string]struct {
			keys   map[string]string
			change func(*studioPlay)
			by     string // the state before the queue
		}{
			"presses nothing":             {nil, nil, "greeting"},
			"presses another key":         {map[string]string{"greeting": "5"}, nil, "pressed"},
			"says nothing to an offer":    {map[string]string{"greeting": "1"}, nil, "offer_1"},
			"another key at an offer":     {map[string]string{"greeting": "1", "offer_1": "9"}, nil, "chose_1"},
			"wants none of three":         {map[string]string{"greeting": "1", "offer_1": "2", "offer_2": "2", "offer_3": "2"}, nil, "chose_3"},
			"withholds the number":        {always, func(p *studioPlay) { p.from = "anonymous" }, "cannot"},
			"is in a zone nobody knows":   {always, func(p *studioPlay) { p.set["timezone"] = "" }, "cannot"},
			"signed with a wrong token":   {always, func(p *studioPlay) { p.token = "another account's" }, "cannot"},
			"thinks until it is too late": {always, func(p *studioPlay) { p.at["book"] = func() { s.clock.Advance(12 * time.Hour) } }, "cannot"},
		} {
			p := newPlay(t, s, test.keys)
			if test.change != nil {
				test.change(p)
			}
			if last := p.play(); last != "to_queue" || p.visited[len(p.visited)-2] != test.by {
				t.Errorf("%s: went %v", name, p.visited)
			}
		}
		if len(s.callbacks()) != 0 {
			t.Errorf("promised %v", s.callbacks())
		}
	})
}

// A donor who has a promise moves it.
func TestCallerMovesAPromise(t *testing.T) {
	each(t, func(t *testing.T, s *site) {
		s.tell(disposition("record", ""))
		p := newPlay(t, s, map[string]string{"greeting": "1", "offer_1": "1"})
		if last := p.play(); last != "promised" {
			t.Fatalf("went %v, said %q", p.visited, p.said)
		}
		if found := s.callbacks(); len(found) != 1 || found[0].LocalTime != "2026-12-01T14:00:00" || found[0].Version < 2 {
			t.Errorf("promises %+v", found)
		}
	})
}

// When few times are free, only those are offered.
func TestFewTimes(t *testing.T) {
	each(t, func(t *testing.T, s *site) {
		for n, keys := range []map[string]string{{"greeting": "1", "offer_1": "2"}, {"greeting": "1", "offer_1": "2", "offer_2": "2"}} {
			p := newPlay(t, s, keys)
			p.at["any_times"] = func() {
				parsed := p.widget("ask_times")["parsed"].(map[string]any)
				parsed["offered"], parsed["slots"] = float64(n+1), parsed["slots"].([]any)[:n+1]
			}
			if last := p.play(); last != "to_queue" || !slices.Contains(p.visited, "no_more") {
				t.Errorf("with %d times went %v", n+1, p.visited)
			}
		}
	})
}

// Asking for times stores nothing, and says what is wrong.
func TestOffers(t *testing.T) {
	each(t, func(t *testing.T, s *site) {
		before := len(s.stored())
		for name, test := range map[string]struct {
			form    []string
			status  int
			says    string
			offered bool
		}{
			"no time wished":    {[]string{"callback_request", `{"timezone":"Australia/Perth"}`}, 200, `"problems":[]`, true},
			"no request at all": {[]string{"callback_request", ""}, 200, "unknown_timezone", false},
			"near a wish":       {[]string{"callback_request", `{"local_time":"2026-12-03T17:10","timezone":"Australia/Perth"}`}, 200, `"local_time":"2026-12-03T18:00"`, true},
			"at a bad hour":     {[]string{"callback_request", `{"local_time":"2026-12-03T23:00","timezone":"Australia/Perth"}`}, 200, "outside_calling_hours", true},
			"too late":          {[]string{"callback_request", `{"local_time":"2026-11-03T17:00","timezone":"Australia/Perth"}`}, 200, "in_the_past", true},
			"nobody known":      {[]string{"record", "", "From", "anonymous"}, 200, `"field":"record"`, false},
			"asks for nothing":  {[]string{"outcome", "no_answer"}, 422, "asks for no callback", false},
			"no outcome":        {[]string{"outcome", ""}, 422, `"field":"outcome"`, false},
			"perhaps":           {[]string{"dry_run", "perhaps"}, 422, `"field":"dry_run"`, false},
		} {
			answer := s.post(dispositionsPath, formType, disposition(append([]string{"dry_run", "true"}, test.form...)...).Encode())
			body := answer.Body.String()
			if answer.Code != test.status || !strings.Contains(body, test.says) || strings.Contains(body, `"offered":3`) != test.offered {
				t.Errorf("%s: answered %d %s", name, answer.Code, body)
			}
		}
		if now := len(s.stored()); now != before+1 { // what cannot be read to be a dry run is kept, as any other
			t.Errorf("stored %d messages", now-before)
		}
		if len(s.callbacks()) != 0 {
			t.Error("promised something")
		}
	})
}

// Somebody who must not be rung is offered nothing.
func TestNoOffersForWhoMustNotBeRung(t *testing.T) {
	each(t, func(t *testing.T, s *site) {
		s.tell(disposition())
		cb := s.callbacks()[0]
		state := models.RecordDoNotCall
		_, err := s.ChangeRecord(t.Context(), cb.RecordID, models.RecordChange{State: &state}, models.Asked{Actor: "test"})
		s.must(err)
		answer := s.post(dispositionsPath, formType, disposition("dry_run", "true", "CallSid", sid("CA", 9)).Encode())
		if !strings.Contains(answer.Body.String(), `"offered":0,"slots":[]`) || !strings.Contains(answer.Body.String(), "do_not_call") {
			t.Errorf("answered %s", answer.Body)
		}
	})
}

// Where the number tells no zone, the team's is taken, and its place is said.
func TestCallerIsOfferedTheTeamsClock(t *testing.T) {
	each(t, func(t *testing.T, s *site) {
		s.must(s.PutTeams(t.Context(), models.Team{Name: "welcome", Timezone: "Australia/Sydney"}))
		p := newPlay(t, s, map[string]string{"greeting": "1", "offer_1": "1"})
		p.set["timezone"] = ""
		if last := p.play(); last != "promised" || !strings.Contains(p.said[2], "today at 4 pm, Sydney time") {
			t.Errorf("went %v, said %q", p.visited, p.said)
		}
	})
}
