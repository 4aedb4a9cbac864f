package webhooks_test

import (
	"time"

	"github.com/ringback/ringback/models"
)

// must fails the test on an error.
func (s *site) must(err error) {
	s.t.Helper()
	if err != nil {
		s.t.Fatal(err)
	}
}

// stored are all messages in the inbox by their keys.
func (s *site) stored() map[string]models.InboxEntry {
	s.t.Helper()
	entries, err := s.Inbox(s.t.Context(), "", 5000)
	s.must(err)
	byKey := make(map[string]models.InboxEntry, len(entries))
	for _, entry := range entries {
		byKey[entry.DedupeKey] = entry
	}
	return byKey
}

// wantStored checks how many messages the inbox holds.
func (s *site) wantStored(want int) map[string]models.InboxEntry {
	s.t.Helper()
	entries := s.stored()
	if len(entries) != want {
		s.t.Fatalf("%d messages stored, want %d", len(entries), want)
	}
	return entries
}

// apply does what the scheduler's pass over the inbox does.
func (s *site) apply() {
	s.t.Helper()
	for {
		entries, err := s.ClaimInbox(s.t.Context(), 100, time.Minute)
		s.must(err)
		if len(entries) == 0 {
			return
		}
		for _, entry := range entries {
			_, err := s.ApplyInbox(s.t.Context(), entry)
			s.must(err)
		}
	}
}

// callbacks are all callbacks, oldest first.
func (s *site) callbacks() []models.Listed {
	s.t.Helper()
	found, _, err := s.List(s.t.Context(), models.Filter{Limit: 200})
	s.must(err)
	return found
}

func (s *site) story(id string) *models.Story {
	s.t.Helper()
	story, err := s.Get(s.t.Context(), id, models.Seen{})
	s.must(err)
	return story
}

// counted is the sum of a counter where any of its labels has this value; of all of it when label is empty.
func (s *site) counted(name, label string) float64 {
	s.t.Helper()
	families, err := s.registry.Gather()
	s.must(err)
	var sum float64
	for _, family := range families {
		if family.GetName() != "ringback_webhooks_"+name {
			continue
		}
		for _, metric := range family.GetMetric() {
			match := label == ""
			for _, pair := range metric.GetLabel() {
				match = match || pair.GetValue() == label
			}
			if match {
				sum += metric.GetCounter().GetValue()
			}
		}
	}
	return sum
}
