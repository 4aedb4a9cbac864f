package models

import (
	"context"
	"fmt"
	"slices"
	"time"

	"gorm.io/gorm/clause"
)

// tallyLeaks counts Tasks of the main list that reached an agent although their donor had a promise.
const tallyLeaks = "suppression_leaks"

// Leaks is how many Tasks of the main list have reached an agent although their donor had a promise, since the beginning.
func (s *Store) Leaks(ctx context.Context) (int64, error) {
	var n []int64
	if err := s.read.WithContext(ctx).Raw("SELECT n FROM tallies WHERE name = ?", tallyLeaks).Scan(&n).Error; err != nil {
		return 0, fmt.Errorf("count leaks: %w", err)
	}
	if len(n) == 0 {
		return 0, nil
	}
	return n[0], nil
}

// Concerning leaves out messages that matter only to a donor who has a promise, where the donor has none: nearly all calls of a main list.
// It asks once for all of them. A promise that is made in the same moment finds the call's Task by its sweep.
func (s *Store) Concerning(ctx context.Context, messages []Message) ([]Message, error) {
	names := donorNames{}
	for _, m := range messages {
		if m.IfPromised {
			names.add(m)
		}
	}
	if len(names.ids)+len(names.externals)+len(names.phones) == 0 {
		return messages, nil
	}
	promised, err := s.promised(ctx, names)
	if err != nil {
		return nil, err
	}
	kept := make([]Message, 0, len(messages))
	for _, m := range messages {
		if !m.IfPromised || promised.has(m) {
			kept = append(kept, m)
		}
	}
	return kept, nil
}

// donorNames are the ways in which messages name donors.
type donorNames struct{ ids, externals, phones []string }

func (n *donorNames) add(m Message) {
	if m.RecordID != "" {
		n.ids = append(n.ids, m.RecordID)
	}
	if m.Record.ExternalID != "" {
		n.externals = append(n.externals, m.Record.ExternalID)
	}
	n.phones = append(n.phones, m.Phones...)
}

// promisedDonors are those of the names that have an open promise. Ids and numbers cannot be taken for each other, external ids could.
type promisedDonors struct{ named, external map[string]bool }

func (p promisedDonors) has(m Message) bool {
	if p.named[m.RecordID] || p.external[m.Record.ExternalID] {
		return true
	}
	for _, phone := range m.Phones {
		if p.named[phone] {
			return true
		}
	}
	return false
}

func (s *Store) promised(ctx context.Context, names donorNames) (promisedDonors, error) {
	found := promisedDonors{map[string]bool{}, map[string]bool{}}
	for _, q := range []struct {
		names []string
		query string
		into  map[string]bool
	}{
		{names.ids, "SELECT open_record_id FROM callbacks WHERE open_record_id IN ?", found.named},
		{names.externals, "SELECT external_id FROM records WHERE external_id IN ? AND state = 'dormant'", found.external},
		{names.phones, "SELECT phone FROM records WHERE phone IN ? AND state = 'dormant'", found.named},
		{names.phones, "SELECT phone FROM callbacks WHERE phone IN ? AND open_record_id IS NOT NULL", found.named},
	} {
		if len(q.names) == 0 {
			continue
		}
		var keys []string
		if err := s.read.WithContext(ctx).Raw(q.query, q.names).Scan(&keys).Error; err != nil {
			return found, fmt.Errorf("ask which donors have a promise: %w", err)
		}
		for _, key := range keys {
			q.into[key] = true
		}
	}
	return found, nil
}

// ObserveOther applies what a pass saw of a Task that is not ours, as if an event had said it.
func (s *Store) ObserveOther(ctx context.Context, m Message) error {
	m.Source, m.Role = SourceReconcile, RoleSource
	return s.inTx(ctx, "observe task of others", func(tx *Tx) error {
		m.OccurredAt = tx.now
		_, err := tx.applyMessage(m)
		return err
	})
}

// ToWithdraw lists Tasks of the main list that are to be withdrawn, at most limit, and keeps other instances from them for as long as
// Backoff says. Those whose donor has no promise any more are let go.
func (s *Store) ToWithdraw(ctx context.Context, limit int) ([]OtherTask, error) {
	var tasks []OtherTask
	err := s.inTx(ctx, "claim tasks to withdraw", func(tx *Tx) error {
		tasks = nil
		var due []OtherTask
		if err := tx.db.Raw("SELECT * FROM other_tasks WHERE next_at <= ? ORDER BY next_at LIMIT ?"+s.dialect.pick, tx.now, limit).Scan(&due).Error; err != nil {
			return err
		}
		for _, task := range due {
			cb, err := tx.openOf(task.RecordID)
			if err == nil && cb == nil {
				err = tx.endOther(task.TaskSid)
			} else if err == nil {
				tasks = append(tasks, task)
				err = tx.changeOther(task.TaskSid, map[string]any{"next_at": tx.now.Add(Backoff(task.Tries + 1)), "tries": task.Tries + 1})
			}
			if err != nil {
				return err
			}
		}
		return nil
	})
	return tasks, err
}

// WithdrawFate is what became of a Task that was to be withdrawn.
type WithdrawFate string

// The fates.
const (
	Withdrawn WithdrawFate = "withdrawn"  // no agent will get it
	TookLate  WithdrawFate = "with_agent" // an agent has it: a leak
	WasGone   WithdrawFate = "gone"       // it had ended before
)

// SaveWithdrawal notes what became of a Task that was to be withdrawn, and tells it in the ledger.
func (s *Store) SaveWithdrawal(ctx context.Context, task OtherTask, fate WithdrawFate) error {
	return s.inTx(ctx, "save withdrawal", func(tx *Tx) error {
		known, err := tx.otherTask(task.TaskSid)
		if err != nil || known == nil || known.State != otherWithdraw {
			return err
		}
		if fate == WasGone {
			return tx.endOther(task.TaskSid)
		}
		open, err := tx.openOf(task.RecordID)
		if err != nil || open == nil {
			return err
		}
		cb, err := tx.get(open.ID)
		if err != nil {
			return err
		}
		if fate == TookLate {
			_, err = tx.reached(cb, known, Message{TaskSid: task.TaskSid, Type: "found with an agent", OccurredAt: tx.now})
			return err
		}
		if err := tx.changeOther(task.TaskSid, map[string]any{"state": otherWithdrawn, "next_at": nil}); err != nil {
			return err
		}
		return tx.note(cb, change{EventSuppressed, actorScheduler, "", map[string]any{"task_sid": task.TaskSid}})
	})
}

// Sweep is a promise for whose donor the waiting Tasks of the main list are to be looked through, once.
type Sweep struct {
	CallbackID string `gorm:"primaryKey"`
	NextAt     Instant
}

// wantSweep asks for the Tasks of the main list that wait already when a promise is made to be looked through.
func (tx *Tx) wantSweep(callbackID string) error {
	if tx.store.policy.Suppression.Off {
		return nil
	}
	return wrapped("want a sweep", tx.db.Clauses(clause.OnConflict{DoNothing: true}).Create(&Sweep{callbackID, tx.now}).Error)
}

// Sought is a donor whose Tasks are looked for.
type Sought struct {
	CallbackID  string
	RecordID    string
	ExternalID  string
	RecordPhone string
	Phone       string // the promise's own, which may be another
}

// Wanted are the donors of sweeps, by all that may name them.
type Wanted struct{ ids, externals, phones map[string]bool }

// WantedOf makes it of sweeps.
func WantedOf(sought []Sought) Wanted {
	w := Wanted{map[string]bool{}, map[string]bool{}, map[string]bool{}}
	for _, d := range sought {
		if d.RecordID == "" {
			continue // the promise has ended
		}
		w.ids[d.RecordID], w.externals[d.ExternalID], w.phones[d.RecordPhone], w.phones[d.Phone] = true, true, true, true
	}
	return w
}

// Has says whether a call names one of the donors: by our record's id, else by the external id, or by a number.
func (w Wanted) Has(m Message) bool {
	if m.RecordID != "" {
		return w.ids[m.RecordID]
	}
	return m.Record.ExternalID != "" && w.externals[m.Record.ExternalID] || slices.ContainsFunc(m.Phones, func(phone string) bool { return w.phones[phone] })
}

// Sweeps lists the donors of sweeps that are due, at most limit, and keeps other instances from them until the pause is over.
func (s *Store) Sweeps(ctx context.Context, limit int, pause time.Duration) ([]Sought, error) {
	var sought []Sought
	err := s.inTx(ctx, "claim sweeps", func(tx *Tx) error {
		sought = nil
		var due []string
		if err := tx.db.Raw("SELECT callback_id FROM sweeps WHERE next_at <= ? ORDER BY next_at LIMIT ?"+s.dialect.pick, tx.now, limit).Scan(&due).Error; err != nil || len(due) == 0 {
			return err
		}
		if _, err := tx.exec("UPDATE sweeps SET next_at = ? WHERE callback_id IN ?", tx.now.Add(pause), due); err != nil {
			return err
		}
		return tx.db.Raw("SELECT s.callback_id, COALESCE(c.record_id, '') AS record_id, COALESCE(r.external_id, '') AS external_id, COALESCE(r.phone, '') AS record_phone, COALESCE(c.phone, '') AS phone "+
			"FROM sweeps s LEFT JOIN callbacks c ON c.id = s.callback_id AND c.open_record_id IS NOT NULL LEFT JOIN records r ON r.id = c.record_id WHERE s.callback_id IN ?", due).Scan(&sought).Error
	})
	return sought, err
}

// Swept notes that the Tasks of these donors were looked through.
func (s *Store) Swept(ctx context.Context, done []Sought) error {
	if len(done) == 0 {
		return nil
	}
	list := make([]string, len(done))
	for i, d := range done {
		list[i] = d.CallbackID
	}
	return s.inTx(ctx, "end sweeps", func(tx *Tx) error {
		_, err := tx.exec("DELETE FROM sweeps WHERE callback_id IN ?", list)
		return err
	})
}
