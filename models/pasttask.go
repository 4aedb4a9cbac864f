package models

import (
	"context"
	"fmt"

	"gorm.io/gorm/clause"
)

// PastTask is a Task of a callback that is not its current one: it ended, or is to be closed. It is remembered so that late news of
// it changes nothing.
type PastTask struct {
	TaskSid    string `gorm:"primaryKey"`
	CallbackID string
	Dispatch   int
	State      string // pastEnded or pastStray
	Reason     string
	Tries      int
	NextAt     Instant // when to close it, while it is a stray
	SeenAt     Instant
}

const (
	pastEnded = "ended"
	pastStray = "stray"
)

func (tx *Tx) pastTask(sid string) (*PastTask, error) {
	if known, ok := tx.ahead.past[sid]; ok {
		return known, nil
	}
	var past []PastTask
	if err := tx.db.Where("task_sid = ?", sid).Limit(1).Find(&past).Error; err != nil {
		return nil, fmt.Errorf("read past task: %w", err)
	}
	if len(past) == 0 {
		return nil, nil
	}
	return &past[0], nil
}

func (tx *Tx) notePast(p PastTask) error {
	p.SeenAt = tx.now
	delete(tx.ahead.past, p.TaskSid)
	if err := tx.db.Clauses(clause.OnConflict{DoNothing: true}).Create(&p).Error; err != nil {
		return fmt.Errorf("note past task: %w", err)
	}
	return nil
}

// addStray notes a Task that must be closed, and its line in the ledger: a duplicate dispatch is never silent.
func (tx *Tx) addStray(cb *Callback, sid string, dispatch int, reason string) error {
	if err := tx.notePast(PastTask{TaskSid: sid, CallbackID: cb.ID, Dispatch: dispatch, State: pastStray, Reason: reason, NextAt: tx.now}); err != nil {
		return err
	}
	c := change{EventTaskSwapped, actorTwilio, reason, map[string]any{"closing": sid, "dispatch": dispatch}}
	return tx.save(cb, c, func(*Callback) {})
}

func (tx *Tx) endPast(sid string) error {
	delete(tx.ahead.past, sid)
	err := tx.db.Model(&PastTask{}).Where("task_sid = ?", sid).Updates(map[string]any{"state": pastEnded, "next_at": nil}).Error
	if err != nil {
		return fmt.Errorf("end past task: %w", err)
	}
	return nil
}

func (tx *Tx) dropPast(sid string) error {
	delete(tx.ahead.past, sid)
	if err := tx.db.Where("task_sid = ?", sid).Delete(&PastTask{}).Error; err != nil {
		return fmt.Errorf("drop past task: %w", err)
	}
	return nil
}

// Strays lists Tasks that are to be closed, at most limit, and keeps other instances from them for as long as Backoff says.
func (s *Store) Strays(ctx context.Context, limit int) ([]PastTask, error) {
	var strays []PastTask
	err := s.inTx(ctx, "claim strays", func(tx *Tx) error {
		strays = nil
		if err := tx.db.Raw("SELECT * FROM past_tasks WHERE next_at <= ? ORDER BY next_at LIMIT ?"+s.dialect.pick, tx.now, limit).Scan(&strays).Error; err != nil {
			return err
		}
		for _, stray := range strays {
			_, err := tx.exec("UPDATE past_tasks SET next_at = ?, tries = tries + 1 WHERE task_sid = ? AND next_at <= ?",
				tx.now.Add(Backoff(stray.Tries+1)), stray.TaskSid, tx.now)
			if err != nil {
				return err
			}
		}
		return nil
	})
	return strays, err
}

// StrayEnded notes that a stray is no longer live.
func (s *Store) StrayEnded(ctx context.Context, sid string) error {
	return s.inTx(ctx, "end stray", func(tx *Tx) error { return tx.endPast(sid) })
}
