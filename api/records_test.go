package api_test

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
)

// record is the part of a record that tests look at.
type record struct {
	ID               string  `json:"id"`
	Name             *string `json:"name"`
	Phone            *string `json:"phone"`
	Timezone         *string `json:"timezone"`
	TimezoneInferred bool    `json:"timezone_inferred"`
	Region           *string `json:"region"`
	State            string  `json:"state"`
	Version          int64   `json:"version"`
}

const recordsPath = "/api/v1/records"

func TestPutRecord(t *testing.T) {
	each(t, func(t *testing.T, s *server) {
		made := s.ask(t, "admin", http.MethodPost, recordsPath, `{"external_id":"D-1","name":"Aroha","phone":"+6421555012"}`).want(t, http.StatusCreated)
		rec := into[record](t, made)
		if made.header.Get("Location") != recordsPath+"/"+rec.ID || str(rec.Timezone) == "" || !rec.TimezoneInferred || str(rec.Region) != "NZ" {
			t.Errorf("Location %q: %s", made.header.Get("Location"), made.body)
		}
		again := s.ask(t, "supervisor", http.MethodPost, recordsPath, `{"external_id":"D-1","name":"Aroha Ngata"}`).want(t, http.StatusOK)
		now := into[record](t, again)
		if now.ID != rec.ID || str(now.Name) != "Aroha Ngata" || str(now.Phone) != "+6421555012" || again.header.Get("ETag") != `"2"` {
			t.Errorf("updated: %s", again.body)
		}
		for body, want := range map[string]string{
			`{}`:                                   "validation_failed external_id",
			`{"name":"x"}`:                         "validation_failed external_id",
			`{"phone":"12"}`:                       "invalid_phone phone",
			`{"phone":true}`:                       "validation_failed phone",
			`{"external_id":"D-2","zone":"x"}`:     "validation_failed zone",
			`{"external_id":"D-2","timezone":"x"}`: "unknown_timezone timezone",
			`{"external_id":"D-2","name":"` + strings.Repeat("x", 201) + `"}`: "validation_failed name",
		} {
			code, field, _ := strings.Cut(want, " ")
			s.ask(t, "admin", http.MethodPost, recordsPath, body).refused(t, http.StatusUnprocessableEntity, code, field)
		}
	})
}

// TestPutRecordAtOnce has twenty callers put the same record: all are answered, and there is one.
func TestPutRecordAtOnce(t *testing.T) {
	each(t, func(t *testing.T, s *server) {
		answers := make([]answer, 20)
		var running sync.WaitGroup
		for i := range answers {
			running.Go(func() {
				body := fmt.Sprintf(`{"external_id":"D-1","name":"name %d"}`, i)
				answers[i] = s.serve(t, s.request(t.Context(), "admin", http.MethodPost, recordsPath, body))
			})
		}
		running.Wait()
		made := 0
		for _, a := range answers {
			switch a.status {
			case http.StatusCreated:
				made++
			case http.StatusOK:
			default:
				t.Errorf("status %d: %s", a.status, a.body)
			}
		}
		if made != 1 {
			t.Errorf("%d were made", made)
		}
	})
}

// TestPutRecordWithANewNumber holds that a zone taken from the old number does not outlive it.
func TestPutRecordWithANewNumber(t *testing.T) {
	each(t, func(t *testing.T, s *server) {
		s.ask(t, "admin", http.MethodPost, recordsPath, `{"external_id":"D-1","phone":"+6421555012"}`).want(t, http.StatusCreated)
		now := into[record](t, s.ask(t, "admin", http.MethodPost, recordsPath, `{"external_id":"D-1","phone":"+6561234567"}`).want(t, http.StatusOK))
		if str(now.Timezone) != "Asia/Singapore" || str(now.Region) != "SG" {
			t.Errorf("zone %s, region %s", str(now.Timezone), str(now.Region))
		}
	})
}

func TestListRecords(t *testing.T) {
	each(t, func(t *testing.T, s *server) {
		ids := map[string]string{}
		for i := range 5 {
			body := fmt.Sprintf(`{"external_id":"D-%d","phone":"+6149157015%d","timezone":"Australia/Perth","campaign":"c%d"}`, i, i, i%2)
			ids[fmt.Sprint("D-", i)] = into[record](t, s.ask(t, "admin", http.MethodPost, recordsPath, body).want(t, http.StatusCreated)).ID
			s.clock.Advance(1e6)
		}
		s.ask(t, "intake", http.MethodPost, "/api/v1/callbacks", `{"record_id":"`+ids["D-1"]+`","local_time":"2026-12-01T18:00"}`).want(t, http.StatusCreated)
		for path, want := range map[string][]string{
			recordsPath:                               {"D-0", "D-1", "D-2", "D-3", "D-4"},
			recordsPath + "?campaign=c1":              {"D-1", "D-3"},
			recordsPath + "?external_id=D-2":          {"D-2"},
			recordsPath + "?phone=%2B61491570153":     {"D-3"},
			recordsPath + "?phone=+61491570153":       {"D-3"}, // a plus that was not encoded
			recordsPath + "?state=dormant":            {"D-1"},
			"/api/v1/call-list":                       {"D-0", "D-2", "D-3", "D-4"},
			"/api/v1/call-list?campaign=c1&limit=200": {"D-3"},
		} {
			var names []string
			for _, id := range s.pages(t, path) {
				for name, known := range ids {
					if known == id {
						names = append(names, name)
					}
				}
			}
			if !slices.Equal(names, want) {
				t.Errorf("%s: %v, want %v", path, names, want)
			}
		}
		s.ask(t, "dialer", http.MethodGet, recordsPath+"?phone=12", "").refused(t, http.StatusUnprocessableEntity, "invalid_phone", "phone")
		s.ask(t, "dialer", http.MethodGet, recordsPath+"/rec_00000000000000000000000000", "").refused(t, http.StatusNotFound, "not_found", "")
	})
}

// pages lists the ids of all pages, two a page where the path has no limit.
func (s *server) pages(t *testing.T, path string) []string {
	t.Helper()
	if !strings.Contains(path, "?") {
		path += "?limit=2"
	}
	var ids []string
	for cursor := ""; ; {
		p := into[page](t, s.ask(t, "dialer", http.MethodGet, path+"&cursor="+cursor, "").want(t, http.StatusOK))
		for _, item := range p.Items {
			ids = append(ids, item.ID)
		}
		if cursor = str(p.NextCursor); cursor == "" {
			return ids
		}
	}
}
