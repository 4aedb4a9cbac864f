package models

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"
)

// Job is one action on many callbacks that a pass works off, so that it survives a restart.
type Job struct {
	ID         string     `gorm:"primaryKey"` // job_...
	Action     BulkAction // of Body
	Body       JSON[Bulk]
	Total      int     // callbacks
	Done       int     // of them looked at, in order
	Failed     int     // of those, refused
	NextAt     Instant // when it is gone on with; none once all are done
	CreatedBy  string
	CreatedAt  Instant
	FinishedAt Instant
}

// JobItem is one callback of a job, and what became of it.
type JobItem struct {
	JobID      string `gorm:"primaryKey"`
	Position   int    `gorm:"primaryKey"` // from 0; those before the job's Done were looked at
	CallbackID string
	Code       string // a problem code, of a refusal
	Detail     string
}

// jobItemsAtOnce bounds one statement that writes items.
const jobItemsAtOnce = 500

// CreateJob keeps an action on callbacks, to be done by WorkJobs in this order.
func (s *Store) CreateJob(ctx context.Context, b Bulk, callbacks []string) (*Job, error) {
	if len(callbacks) > MostBulk {
		return nil, invalid("validation_failed", "filter", "at most %d callbacks at once: narrow it", MostBulk)
	}
	var job *Job
	err := s.inTx(ctx, "create job", func(tx *Tx) error {
		id, err := newID("job", tx.now.Time())
		if err != nil {
			return err
		}
		job = &Job{ID: id, Action: b.Action, Body: JSON[Bulk]{b}, Total: len(callbacks), NextAt: tx.now, CreatedBy: cut(b.Actor, 100), CreatedAt: tx.now}
		if err := tx.db.Create(job).Error; err != nil {
			return err
		}
		at := 0
		for part := range slices.Chunk(callbacks, jobItemsAtOnce) {
			items := make([]JobItem, len(part))
			for i, callback := range part {
				items[i] = JobItem{JobID: id, Position: at, CallbackID: callback}
				at++
			}
			if err := tx.db.Create(&items).Error; err != nil {
				return err
			}
		}
		return nil
	})
	return job, err
}

// Job returns a job by id, ErrNotFound when there is none.
func (s *Store) Job(ctx context.Context, id string) (*Job, error) {
	var job Job
	err := s.read.WithContext(ctx).Where("id = ?", id).Take(&job).Error
	if noRows(err) {
		return nil, fmt.Errorf("job %s: %w", cut(id, 40), ErrNotFound)
	}
	return &job, wrapped("get job", err)
}

// JobItems lists what became of a job's callbacks so far, from a position on: all of them, or those that were refused.
func (s *Store) JobItems(ctx context.Context, job *Job, refused bool, from, limit int) ([]JobItem, error) {
	query := s.read.WithContext(ctx).Where("job_id = ? AND position >= ? AND position < ?", job.ID, from, job.Done)
	if refused {
		query = query.Where("code <> ''")
	}
	var found []JobItem
	err := query.Order("position").Limit(limit).Find(&found).Error
	return found, wrapped("list items of job", err)
}

// jobLease is how long an instance has a job to itself without having finished a part of it.
const jobLease = time.Minute

// WorkJobs goes on with the job that has waited longest, for limit callbacks at most, and returns how many it looked at. Each callback is
// changed and ticked off in one transaction, so that none is done twice, whoever dies or works beside.
func (s *Store) WorkJobs(ctx context.Context, limit int) (int, error) {
	job, err := s.claimJob(ctx)
	if err != nil || job == nil {
		return 0, err
	}
	items, err := s.jobRest(ctx, job, limit)
	if err != nil {
		return 0, err
	}
	for i, item := range items {
		err := s.workItem(ctx, job, item)
		if errors.Is(err, errTaken) {
			return i, nil
		}
		if err != nil {
			return i, fmt.Errorf("job %s: %w", job.ID, err)
		}
	}
	return len(items), s.putDown(ctx, job)
}

// claimJob takes the job that is to be gone on with, nil for none.
func (s *Store) claimJob(ctx context.Context) (*Job, error) {
	var found []Job
	err := s.inTx(ctx, "claim job", func(tx *Tx) error {
		found = nil
		if err := tx.db.Raw("SELECT * FROM jobs WHERE next_at <= ? ORDER BY next_at LIMIT 1"+s.dialect.pick, tx.now).Scan(&found).Error; err != nil || len(found) == 0 {
			return err
		}
		n, err := tx.exec("UPDATE jobs SET next_at = ? WHERE id = ? AND next_at = ?", tx.now.Add(jobLease), found[0].ID, found[0].NextAt)
		if n == 0 {
			found = nil
		}
		return err
	})
	if err != nil || len(found) == 0 {
		return nil, err
	}
	return &found[0], nil
}

func (s *Store) jobRest(ctx context.Context, job *Job, limit int) ([]JobItem, error) {
	var items []JobItem
	err := s.db.WithContext(ctx).Where("job_id = ? AND position >= ?", job.ID, job.Done).Order("position").Limit(limit).Find(&items).Error
	return items, wrapped("read items of job", err)
}

// errTaken says that somebody else ticked an item off.
var errTaken = errors.New("somebody else works on this job")

// workItem changes one callback and ticks it off. One that is refused is ticked off by itself: it changed nothing.
func (s *Store) workItem(ctx context.Context, job *Job, item JobItem) error {
	_, err := s.withCallback(ctx, "work on job", item.CallbackID, func(tx *Tx, cb *Callback) error {
		if err := tx.tick(item, false); err != nil {
			return err
		}
		return tx.bulkOne(cb, job.Body.V, item.Position, job.Total)
	})
	if item.Code, item.Detail = bulkRefusal(err); item.Code == "" {
		return err
	}
	return s.inTx(ctx, "note refusal", func(tx *Tx) error {
		if err := tx.tick(item, true); err != nil {
			return err
		}
		_, err := tx.exec("UPDATE job_items SET code = ?, detail = ? WHERE job_id = ? AND position = ?", item.Code, cut(item.Detail, 500), item.JobID, item.Position)
		return err
	})
}

// tick counts an item as done, unless somebody has.
func (tx *Tx) tick(item JobItem, refused bool) error {
	failed := 0
	if refused {
		failed = 1
	}
	n, err := tx.exec("UPDATE jobs SET done = done + 1, failed = failed + ? WHERE id = ? AND done = ?", failed, item.JobID, item.Position)
	if err == nil && n == 0 {
		err = errTaken
	}
	return wrapped("tick off item of job", err)
}

// putDown ends a job that is done, and lets others be gone on with before one that is not.
func (s *Store) putDown(ctx context.Context, job *Job) error {
	return s.inTx(ctx, "put job down", func(tx *Tx) error {
		_, err := tx.exec("UPDATE jobs SET finished_at = CASE WHEN done >= total THEN ? ELSE finished_at END, next_at = CASE WHEN done >= total THEN NULL ELSE ? END"+
			" WHERE id = ? AND finished_at IS NULL", tx.now, tx.now, job.ID)
		return err
	})
}

// pruneJobs deletes jobs that are long done, with their items, and returns how many rows went.
func (s *Store) pruneJobs(ctx context.Context, limit int) (int64, error) {
	var n int64
	err := s.inTx(ctx, "prune jobs", func(tx *Tx) error {
		var old []string
		if err := tx.db.Raw("SELECT id FROM jobs WHERE finished_at < ? ORDER BY finished_at LIMIT 1", tx.now.Add(-keepTraces)).Scan(&old).Error; err != nil || len(old) == 0 {
			return err
		}
		var positions []int
		if err := tx.db.Raw("SELECT position FROM job_items WHERE job_id = ? LIMIT ?", old[0], limit).Scan(&positions).Error; err != nil {
			return err
		}
		if len(positions) == 0 {
			var err error
			n, err = tx.exec("DELETE FROM jobs WHERE id = ?", old[0])
			return err
		}
		var err error
		n, err = tx.exec("DELETE FROM job_items WHERE job_id = ? AND position IN ?", old[0], positions)
		return err
	})
	return n, err
}
