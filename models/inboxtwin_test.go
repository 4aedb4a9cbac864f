package models_test

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/ringback/ringback/models"
)

// What a batch remembers and reads ahead must change nothing: random news of some callbacks comes to the same, told one by one or all
// together.
func TestTogetherIsAsOneByOne(t *testing.T) {
	each(t, func(t *testing.T, l *ledger) {
		for seed := range uint64(20) {
			one, all := l.twin(seed, "one"), l.twin(seed, "all")
			for _, entry := range one.entries {
				_, err := l.ApplyInbox(l.ctx, entry)
				l.must(err)
			}
			third := len(all.entries) / 3 // told before, so that the second batch finds something
			for _, batch := range [][]models.InboxEntry{all.entries[:third], all.entries[third:]} {
				if err := l.ApplyInboxTogether(l.ctx, batch); err != nil {
					t.Fatalf("seed %d: %v", seed, err)
				}
			}
			for i := range one.callbacks {
				want, got := l.tale(one.callbacks[i].ID), l.tale(all.callbacks[i].ID)
				if got != want {
					t.Errorf("seed %d, callback %d: together\n%s\none by one\n%s", seed, i, got, want)
				}
				l.wantLedger(all.callbacks[i].ID)
			}
		}
	})
}

// twin is some callbacks that are queued, and stored news of them.
type twin struct {
	callbacks []*models.Callback
	entries   []models.InboxEntry
}

// twin makes the same for the same seed, but for the names.
func (l *ledger) twin(seed uint64, name string) twin {
	l.t.Helper()
	var made twin
	var messages []models.Message
	chance := rand.New(rand.NewPCG(seed, 7))
	for i := range 4 {
		cb := l.book(fmt.Sprintf("%s-%d-%d", name, seed, i), l.clock.Now().Format("2006-01-02")+"T18:00")
		made.callbacks = append(made.callbacks, cb)
		for n := range chance.IntN(9) {
			m := l.someNews(chance, cb)
			m.DedupeKey = fmt.Sprintf("EV-%s-%d-%d-%d", name, seed, i, n)
			m.TaskSid = fmt.Sprintf("%s-%d-%d-%s", name, seed, i, m.TaskSid)
			m.OccurredAt = models.At(l.clock.Now())
			messages = append(messages, m)
		}
	}
	chance.Shuffle(len(messages), func(i, j int) { messages[i], messages[j] = messages[j], messages[i] })
	l.must(l.PutInbox(l.ctx, messages))
	for _, m := range messages {
		entry, err := l.InboxByKey(l.ctx, m.DedupeKey)
		l.must(err)
		made.entries = append(made.entries, *entry)
	}
	return made
}

// someNews is one of the things that can be told of a callback that waits: of its Task, of one of two calls, or of another call of the
// donor.
func (l *ledger) someNews(chance *rand.Rand, cb *models.Callback) models.Message {
	pick := func(list ...models.TaskSignal) models.TaskSignal { return list[chance.IntN(len(list))] }
	switch chance.IntN(5) {
	case 0:
		m := own(cb, "", pick(models.TaskSeen, models.TaskAccepted, models.TaskDeclined, models.TaskFinished, models.TaskLost))
		m.TaskSid = "WT"
		return m
	case 1:
		m := source("", "WS", int64(chance.IntN(3)), owner)
		m.Record = models.RecordRef{}
		m.RecordID = cb.RecordID
		m.Request.LocalTime = fmt.Sprintf("2026-12-02T1%d:00", chance.IntN(8))
		return m
	}
	m := call(cb, "", pick(models.TaskSeen, models.TaskWrapping, models.TaskFinished), []string{"", "busy", "no_answer", "contacted", "refused", "callback_queue"}[chance.IntN(6)])
	m.TaskSid = fmt.Sprint("WC", chance.IntN(2))
	if m.Outcome == models.OutcomeCallbackQueue {
		m.Request = &models.CallbackRequest{LocalTime: fmt.Sprintf("2026-12-03T1%d:00", chance.IntN(8)), Timezone: "Australia/Perth"}
	}
	return m
}

// tale is what the ledger has of a callback, without what differs between twins.
func (l *ledger) tale(id string) string {
	l.t.Helper()
	s := l.story(id)
	text := fmt.Sprintln(s.Status, s.Resolution, s.WaitReason, s.LocalTime, s.Attempts, s.TaskOpen, s.Step, s.NextAt.Millis(), s.DueAt.Millis(), s.HoldUntil.Millis(), s.FirstAttemptAt.Millis(), s.WorkerSid, s.Record.State, len(s.Chain))
	for _, a := range s.AttemptLog {
		text += fmt.Sprintln("attempt", a.Number, a.Outcome, a.WorkerSid, a.StartedAt.Millis(), a.EndedAt.Millis(), len(a.CallTaskSid))
	}
	for _, e := range s.Events {
		text += fmt.Sprintln(e.Seq, e.Type, e.BeforeStatus, e.AfterStatus, e.Actor, e.MadeStart.Millis(), e.EndedStart.Millis(), e.Verdict)
	}
	return text
}
