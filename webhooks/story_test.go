package webhooks_test

import (
	"testing"

	"github.com/ringback/ringback/models"
)

// A request that cannot be honoured is kept with its reason, and stays kept when somebody replays it without mending anything.
func TestWhatCannotBeHonouredIsKept(t *testing.T) {
	each(t, func(t *testing.T, s *site) {
		request := func(changes map[string]any) map[string]any {
			attributes := wish("D-1", "2026-12-01T18:00")
			attributes["callback_request"] = with(attributes["callback_request"].(map[string]any), changes)
			return attributes
		}
		wants := []struct {
			attributes map[string]any
			code       string
		}{
			{request(map[string]any{"local_time": "tomorrow"}), "validation_failed"},
			{request(map[string]any{"local_time": "2026-12-01T11:00"}), "in_the_past"},
			{request(map[string]any{"timezone": "AWST"}), "unknown_timezone"},
			{request(map[string]any{"phone": "12"}), "invalid_phone"},
			{request(map[string]any{"window_minutes": "soon"}), "validation_failed"},
			{with(wish("D-1", ""), map[string]any{"callback_request": "at six"}), "validation_failed"},
			{with(wish("D-1", ""), map[string]any{"callback_request": nil}), "validation_failed"},
			{with(wish("D-1", "2026-12-01T18:00"), map[string]any{"conversations": map[string]any{"outcome": "Rueckruf"}}), "validation_failed"},
			{with(wish("D-1", "2026-12-01T18:00"), map[string]any{"record": nil, "to": "sip:nobody"}), "validation_failed"},
		}
		for i, want := range wants {
			s.accepted(eventsPath, formType, completed(i, want.attributes).form(t).Encode())
		}
		for range 2 {
			s.apply()
			entries := s.wantStored(len(wants))
			for i := range wants {
				entry := entries[sid("EV", i)]
				if entry.State != models.InboxRejected || entry.Code != wants[i].code || entry.Reason == "" {
					t.Errorf("%d is %s %s %q, want %s", i, entry.State, entry.Code, entry.Reason, wants[i].code)
				}
				s.must(s.ReplayInbox(t.Context(), entry.ID))
			}
		}
		if found := s.callbacks(); len(found) != 0 {
			t.Errorf("%d callbacks", len(found))
		}
	})
}

// The whole way of a callback through events alone: its own Task is offered and accepted, and the outcome arrives on another Task,
// that of the outbound call.
func TestOutcomeArrivesOnTheCallsTask(t *testing.T) {
	each(t, func(t *testing.T, s *site) {
		cb := s.queued()
		own := map[string]any{"taskType": "callback", "callback_id": cb.ID, "dispatch": 1, "record_id": cb.RecordID, "name": "A. D."}
		call := with(own, map[string]any{"taskType": "callback-outbound", "direction": "outbound", "outbound_to": donor})
		done := with(call, map[string]any{"conversations": map[string]any{"outcome": "Contacted"}})
		for i, e := range []happening{
			{kind: "reservation.created", task: ownTask, status: "reserved", worker: sid("WK", 2), attributes: own},
			{kind: "reservation.rejected", task: ownTask, status: "pending", worker: sid("WK", 2), attributes: own},
			{kind: "reservation.accepted", task: ownTask, status: "assigned", worker: agent, attributes: own},
			{kind: "task.created", task: sid("WT", 8), status: "pending", attributes: call},
			{kind: "reservation.accepted", task: sid("WT", 8), status: "assigned", worker: agent, attributes: call},
			{kind: "task.updated", task: sid("WT", 8), status: "assigned", attributes: with(done, map[string]any{"conversations": map[string]any{"outcome": "refused"}})},
			{kind: "task.updated", task: sid("WT", 8), status: "wrapping", attributes: done},
			{kind: "task.completed", task: sid("WT", 8), status: "completed", attributes: done},
			{kind: "reservation.completed", task: ownTask, status: "assigned", worker: agent, attributes: own},
			{kind: "task.completed", task: ownTask, status: "completed", attributes: own},
		} {
			e.n, e.version = i, i
			s.accepted(eventsPath, formType, e.form(t).Encode())
			s.apply()
			if i == 5 && s.story(cb.ID).Status != models.Assigned {
				t.Fatal("a tentative outcome was taken for the last word")
			}
		}
		story := s.story(cb.ID)
		if story.Status != models.Completed || story.Resolution != models.Contacted || story.Attempts != 1 || story.TaskOpen || story.AttemptLog[0].WorkerSid != agent {
			t.Errorf("%s %s, %+v", story.Status, story.Resolution, story.AttemptLog)
		}
		for _, entry := range s.stored() {
			if entry.State == models.InboxRejected {
				t.Errorf("rejected: %s %s", entry.Type, entry.Reason)
			}
		}
	})
}

const ownTask = "WT00000000000000000000000000000007"

// queued books a callback and brings it to its time and into the queue.
func (s *site) queued() *models.Callback {
	s.t.Helper()
	ctx := s.t.Context()
	cb, _, err := s.Book(ctx, models.Booking{CallbackRequest: models.CallbackRequest{LocalTime: "2026-12-01T12:00", Timezone: "Australia/Perth"},
		Record: models.RecordRef{ExternalID: "D-0", Phone: donor}, Actor: "test"})
	s.must(err)
	claims, err := s.ClaimDue(ctx, 50, 0, 30e9)
	s.must(err)
	if len(claims) != 1 {
		s.t.Fatalf("%d claims", len(claims))
	}
	s.must(s.SaveResults(ctx, []models.DispatchResult{{ID: cb.ID, Dispatch: claims[0].Dispatch, Fate: models.FateQueued, TaskSid: ownTask}}))
	return cb
}
