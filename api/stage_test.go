package api_test

import (
	"testing"
	"time"

	"github.com/ringback/ringback/models"
)

// accept brings callbacks that come due within the next two days to the agent who accepts their Tasks.
func (s *server) accept(t *testing.T, workerSid string) {
	t.Helper()
	claims, err := s.store.ClaimDue(t.Context(), 100, 48*time.Hour, time.Minute)
	if err != nil || len(claims) == 0 {
		t.Fatalf("claims %d, error %v", len(claims), err)
	}
	for i, c := range claims {
		task := "WT0000000000000000000000000000000" + string(rune('0'+i))
		result := models.DispatchResult{ID: c.ID, Dispatch: c.Dispatch, Fate: models.FateQueued, TaskSid: task}
		if err := s.store.SaveResults(t.Context(), []models.DispatchResult{result}); err != nil {
			t.Fatal(err)
		}
		accepted := models.Message{Signal: models.TaskAccepted, Type: "reservation.accepted", CallbackID: c.ID, Dispatch: c.Dispatch, TaskSid: task, WorkerSid: workerSid}
		if err := s.store.Observe(t.Context(), accepted); err != nil {
			t.Fatal(err)
		}
	}
}

// reject stores messages that ask for the past and lets them be rejected.
func (s *server) reject(t *testing.T, keys ...string) {
	t.Helper()
	for _, key := range keys {
		m := models.Message{DedupeKey: key, Source: models.SourceEvents, Type: "task.completed", OccurredAt: models.At(s.clock.Now()), Role: models.RoleSource,
			Signal: models.TaskFinished, TaskSid: key, WorkerSid: ana, Outcome: "Callback Agent", Record: models.RecordRef{ExternalID: "D-9", Phone: "+61491570156"},
			Request: &models.CallbackRequest{LocalTime: "2020-01-01T10:00", Timezone: "Australia/Perth"}}
		if err := s.store.PutInbox(t.Context(), []models.Message{m}); err != nil {
			t.Fatal(err)
		}
	}
	entries, err := s.store.ClaimInbox(t.Context(), len(keys), time.Minute)
	if err != nil || len(entries) != len(keys) {
		t.Fatalf("entries %d, error %v", len(entries), err)
	}
	for _, entry := range entries {
		if _, err := s.store.ApplyInbox(t.Context(), entry); err != nil {
			t.Fatal(err)
		}
	}
}
