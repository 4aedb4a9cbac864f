package models

import (
	"context"
	"errors"
	"fmt"
	"time"

	"gorm.io/gorm"
)

// SetupRun is one time that somebody asked in the console for the Twilio workspace to be set up, or for that to be undone. A pass works on
// it, so that it survives a restart. There is one at a time. Runs are few and stay: the last one says how the site wants its events.
type SetupRun struct {
	ID         string      `gorm:"primaryKey"` // setup_...
	OpenKey    OptionalKey // "open" until it is over, then NULL: unique
	Body       JSON[SetupWork]
	Version    int64
	NextAt     Instant // when an instance may take it; none once it is over
	CreatedBy  string
	CreatedAt  Instant
	FinishedAt Instant
}

// SetupWork is what a run is to do and how far it has come. It holds no credentials.
type SetupWork struct {
	Action       SetupAction `json:"action"`
	WorkspaceSid string      `json:"workspace_sid"`
	Events       string      `json:"events,omitempty"`   // of the plan: how events come
	Workflow     string      `json:"workflow,omitempty"` // of the plan: as chosen
	TakeOver     bool        `json:"take_over,omitempty"`
	Digest       string      `json:"digest,omitempty"` // of the plan that was shown
	Begun        bool        `json:"begun,omitempty"`  // something may have been changed: the plan is no longer as it was shown
	Steps        []SetupStep `json:"steps"`
	Error        string      `json:"error,omitempty"` // why it ended before its end
}

// SetupStep is one change of a run.
type SetupStep struct {
	Action string     `json:"action"`
	Kind   string     `json:"kind"`
	Name   string     `json:"name"`
	State  SetupState `json:"state"`
	Told   string     `json:"told,omitempty"` // what became of it, of an undo
}

// SetupAction is what a run does.
type SetupAction string

// SetupState is how far a step is.
type SetupState string

// The actions of runs and the states of their steps.
const (
	SetupApply SetupAction = "setup_apply"
	SetupUndo  SetupAction = "setup_undo"

	SetupWaiting SetupState = "waiting"
	SetupRunning SetupState = "running"
	SetupDone    SetupState = "done"
	SetupFailed  SetupState = "failed" // the run ended here
)

// Done counts the steps that are done.
func (w SetupWork) Done() int {
	n := 0
	for _, step := range w.Steps {
		if step.State == SetupDone {
			n++
		}
	}
	return n
}

const setupOpen = "open"

// BeginSetup keeps a run for the pass that works on it. ErrTaken: another one is not over.
func (s *Store) BeginSetup(ctx context.Context, work SetupWork, actor string) (*SetupRun, error) {
	var run *SetupRun
	err := s.inTx(ctx, "begin setup", func(tx *Tx) error {
		id, err := newID("setup", tx.now.Time())
		if err != nil {
			return err
		}
		run = &SetupRun{ID: id, OpenKey: setupOpen, Body: JSON[SetupWork]{work}, Version: 1, NextAt: tx.now, CreatedBy: cut(actor, 100), CreatedAt: tx.now}
		err = tx.db.Create(run).Error
		if errors.Is(err, gorm.ErrDuplicatedKey) {
			return ErrTaken
		}
		return err
	})
	return run, err
}

// SetupRun returns a run by id, ErrNotFound when there is none.
func (s *Store) SetupRun(ctx context.Context, id string) (*SetupRun, error) {
	return s.oneSetup(ctx, "id = ?", id)
}

// OpenSetupRun returns the run that is not over, nil for none.
func (s *Store) OpenSetupRun(ctx context.Context) (*SetupRun, error) {
	return someSetup(s.oneSetup(ctx, "open_key = ?", setupOpen))
}

// LatestSetup returns the run that was asked for last, nil for none.
func (s *Store) LatestSetup(ctx context.Context) (*SetupRun, error) {
	return someSetup(s.oneSetup(ctx, "1 = 1"))
}

func someSetup(run *SetupRun, err error) (*SetupRun, error) {
	if errors.Is(err, ErrNotFound) {
		return nil, nil
	}
	return run, err
}

func (s *Store) oneSetup(ctx context.Context, where string, args ...any) (*SetupRun, error) {
	var run SetupRun
	err := s.read.WithContext(ctx).Where(where, args...).Order("created_at DESC, id DESC").Limit(1).Take(&run).Error
	if noRows(err) {
		return nil, fmt.Errorf("setup run: %w", ErrNotFound)
	}
	if err != nil {
		return nil, fmt.Errorf("read setup run: %w", err)
	}
	return &run, nil
}

// ClaimSetup takes the run that waits, to be kept for the lease; nil for none.
func (s *Store) ClaimSetup(ctx context.Context, lease time.Duration) (*SetupRun, error) {
	var found []SetupRun
	err := s.inTx(ctx, "claim setup", func(tx *Tx) error {
		found = nil
		if err := tx.db.Raw("SELECT * FROM setup_runs WHERE open_key = ? AND next_at <= ?"+s.dialect.pick, setupOpen, tx.now).Scan(&found).Error; err != nil || len(found) == 0 {
			return err
		}
		return tx.keepSetup(&found[0], tx.now.Add(lease))
	})
	if err != nil || len(found) == 0 {
		return nil, err
	}
	return &found[0], nil
}

// SaveSetup remembers how far a claimed run has come and keeps it for another lease; 0 gives it back. ErrStale: somebody else has it.
func (s *Store) SaveSetup(ctx context.Context, run *SetupRun, lease time.Duration) error {
	return s.inTx(ctx, "save setup", func(tx *Tx) error { return tx.keepSetup(run, tx.now.Add(lease)) })
}

// FinishSetup ends a claimed run.
func (s *Store) FinishSetup(ctx context.Context, run *SetupRun) error {
	return s.inTx(ctx, "finish setup", func(tx *Tx) error {
		run.OpenKey, run.FinishedAt = "", tx.now
		return tx.keepSetup(run, Instant{})
	})
}

func (tx *Tx) keepSetup(run *SetupRun, until Instant) error {
	n, err := tx.exec("UPDATE setup_runs SET open_key = ?, body = ?, version = version + 1, next_at = ?, finished_at = ? WHERE id = ? AND version = ? AND finished_at IS NULL",
		run.OpenKey, run.Body, until, run.FinishedAt, run.ID, run.Version)
	if err != nil {
		return fmt.Errorf("write setup run: %w", err)
	}
	if n == 0 {
		return fmt.Errorf("setup run %s: %w", run.ID, ErrStale)
	}
	run.NextAt = until
	run.Version++
	return nil
}
