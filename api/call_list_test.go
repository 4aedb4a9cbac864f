package api_test

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
)

const checkPath = "/api/v1/call-list/check"

func TestCheckCallList(t *testing.T) {
	each(t, func(t *testing.T, s *server) {
		s.ask(t, "admin", http.MethodPost, recordsPath, `{"external_id":"free","phone":"+61491570110"}`).want(t, http.StatusCreated)
		s.ask(t, "admin", http.MethodPost, recordsPath, `{"external_id":"shared","phone":"+61491570156"}`).want(t, http.StatusCreated)
		s.book(t, "intake", "promised", ``) // has the number of "shared"
		got := s.ask(t, "dialer", http.MethodPost, checkPath, `{"items":[{"external_id":"free"},{"external_id":"promised"},{"external_id":"shared"},
			{"phone":"+61 491 570 110"},{"phone":"+61491570156"},{"external_id":"nobody"},{"phone":"12"}]}`).want(t, http.StatusOK)
		var lines []string
		for _, item := range into[struct{ Items []checked }](t, got).Items {
			lines = append(lines, fmt.Sprintf("%s%s %v %v", str(item.ExternalID), str(item.Phone), item.Callable, item.Why))
		}
		want := []string{"free true []", "promised false [dormant]", "shared true []", "+61 491 570 110 true []", "+61491570156 false [dormant]", "nobody true [unknown_record]", "12 false [invalid_phone]"}
		if !slices.Equal(lines, want) {
			t.Errorf("got  %q\nwant %q", lines, want)
		}
	})
}

// checked is one answer.
type checked struct {
	ExternalID *string  `json:"external_id"`
	Phone      *string  `json:"phone"`
	Callable   bool     `json:"callable"`
	Why        []string `json:"why"`
}

func TestCheckCallListBounds(t *testing.T) {
	each(t, func(t *testing.T, s *server) {
		many := func(n int) string {
			return `{"items":[` + strings.TrimSuffix(strings.Repeat(`{"external_id":"x"},`, n), ",") + `]}`
		}
		got := s.ask(t, "dialer", http.MethodPost, checkPath, many(1000)).want(t, http.StatusOK)
		if n := len(into[struct{ Items []checked }](t, got).Items); n != 1000 {
			t.Errorf("%d answers", n)
		}
		for body, field := range map[string]string{
			many(1001): "items", many(0): "items", `{}`: "items", `{"items":[{}]}`: "items[0]", `{"items":{}}`: "items",
			`{"items":[{"phone":"1"},{"external_id":"x","phone":"y"}]}`: "items[1]", `{"items":[{"id":"x"}]}`: "id",
		} {
			s.ask(t, "dialer", http.MethodPost, checkPath, body).refused(t, http.StatusUnprocessableEntity, "validation_failed", field)
		}
	})
}
