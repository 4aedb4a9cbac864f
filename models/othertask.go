package models

import (
	"fmt"
	"slices"
	"strings"

	"gorm.io/gorm"
)

// CallFacts are what is known of a call that is not ours.
type CallFacts struct {
	Direction string  `json:"direction,omitempty"` // inbound, or begins with outbound; empty when nobody said
	TaskType  string  `json:"task_type,omitempty"` // as the site names it
	Dialled   bool    `json:"dialled,omitempty"`   // by its attributes one of a list that is being dialled
	OnLine    bool    `json:"on_line,omitempty"`   // the donor is on the line already
	MadeAt    Instant `json:"made_at,omitzero"`    // when its Task was made
}

// Suppression says how the main list's Tasks of donors who have a promise are dealt with.
type Suppression struct {
	Off       bool     // they are only counted, when they reach an agent
	TaskTypes []string // the taskType of the main list's Tasks; none: those that are dialled, by their attributes
}

// lists says whether a Task is one of the main list. An inbound call never is.
func (p Suppression) lists(c CallFacts) bool {
	if len(p.TaskTypes) > 0 {
		return slices.Contains(p.TaskTypes, c.TaskType) && !strings.HasPrefix(c.Direction, "inbound")
	}
	return c.Dialled
}

// otherState is how far a Task of others has come.
type otherState string

const (
	otherSeen      otherState = "seen"      // there is such a call
	otherWithdraw  otherState = "withdraw"  // to be withdrawn
	otherWithdrawn otherState = "withdrawn" // no agent will get it
	otherReached   otherState = "reached"   // an agent has it
	otherEnded     otherState = "ended"
)

// OtherTask is a Task that is not ours, of a call with a donor who has a promise.
type OtherTask struct {
	TaskSid    string `gorm:"primaryKey"`
	CallbackID string // the promise that was open when it was first heard of
	RecordID   string
	Direction  string
	Listed     bool // it is of the main list
	State      otherState
	WorkerSid  string // the agent who has it, once known
	Tries      int
	NextAt     Instant // when to withdraw it, while it is to be
	ReachedAt  Instant // when an agent had it
	SeenAt     Instant
}

func (tx *Tx) otherTask(sid string) (*OtherTask, error) {
	var found []OtherTask
	if err := tx.locked().Where("task_sid = ?", sid).Limit(1).Find(&found).Error; err != nil {
		return nil, fmt.Errorf("read task of others: %w", err)
	}
	if len(found) == 0 {
		return nil, nil
	}
	return &found[0], nil
}

func (tx *Tx) changeOther(sid string, fields map[string]any) error {
	err := tx.db.Model(&OtherTask{}).Where("task_sid = ?", sid).Updates(fields).Error
	return wrapped("note task of others", err)
}

// endOther notes that a Task of others is at its end, if it is one that was noted.
func (tx *Tx) endOther(sid string) error {
	return tx.changeOther(sid, map[string]any{"state": otherEnded, "next_at": nil})
}

// note writes a line of the ledger that changes nothing in the callback but its version: who has it in hand keeps it.
func (tx *Tx) note(cb *Callback, c change) error {
	result := tx.db.Model(&Callback{}).Where("id = ? AND version = ?", cb.ID, cb.Version).
		Updates(map[string]any{"version": gorm.Expr("version + 1"), "updated_at": tx.now})
	if result.Error != nil {
		return fmt.Errorf("write callback %s: %w", cb.ID, result.Error)
	}
	if result.RowsAffected != 1 {
		return fmt.Errorf("callback %s: %w", cb.ID, ErrStale)
	}
	cb.Version, cb.UpdatedAt = cb.Version+1, tx.now
	tx.remember(cb)
	return tx.record(cb, cb.Status, c)
}

// tally counts something in the database, so that any instance can tell it.
func (tx *Tx) tally(name string) error {
	if _, err := tx.exec(tx.store.dialect.insertNew+" tallies (name, n) VALUES (?, 0)", name); err != nil {
		return fmt.Errorf("count %s: %w", name, err)
	}
	_, err := tx.exec("UPDATE tallies SET n = n + 1 WHERE name = ?", name)
	return wrapped("count "+name, err)
}
