package models_test

import (
	"context"
	"testing"
	"time"

	"github.com/ringback/ringback/models"
)

// A job is worked off in parts, by any instance, survives the one that began it, and tells its progress.
func TestJobIsWorkedOff(t *testing.T) {
	each(t, func(t *testing.T, l *ledger) {
		list := l.many(7, "2026-12-01T18:00")
		_, err := l.Cancel(l.ctx, list[2], "x", "", asked())
		l.must(err)
		job, err := l.CreateJob(l.ctx, models.Bulk{Action: models.BulkMove, Minutes: 60, Actor: "key:test"}, list)
		l.must(err)
		n, err := l.WorkJobs(l.ctx, 4)
		l.must(err)
		half, err := l.Job(l.ctx, job.ID)
		l.must(err)
		if n != 4 || half.Done != 4 || half.Total != 7 || half.Failed != 1 || !half.FinishedAt.IsZero() {
			t.Fatalf("%d: %+v", n, half)
		}
		other := l.open()
		for _, want := range []int{3, 0} {
			if n, err := other.WorkJobs(l.ctx, 100); err != nil || n != want {
				t.Fatalf("%d, %v", n, err)
			}
		}
		done, err := l.Job(l.ctx, job.ID)
		l.must(err)
		if done.Done != 7 || done.Failed != 1 || done.FinishedAt.IsZero() {
			t.Errorf("%+v", done)
		}
		refused, err := l.JobItems(l.ctx, done, true, 0, 10)
		l.must(err)
		if len(refused) != 1 || refused[0].CallbackID != list[2] || refused[0].Code != "callback_closed" || refused[0].Detail == "" {
			t.Errorf("%+v", refused)
		}
		for i, id := range list {
			if got := l.story(id).LocalTime; (got == "2026-12-01T19:00:00") != (i != 2) {
				t.Errorf("%d is at %s", i, got)
			}
		}
	})
}

// Of those who work on one job at once, and one who stops in the middle, nothing is done twice.
func TestJobIsDoneOnce(t *testing.T) {
	each(t, func(t *testing.T, l *ledger) {
		list := l.many(20, "2026-12-01T18:00")
		job, err := l.CreateJob(l.ctx, models.Bulk{Action: models.BulkMove, Minutes: 15, Actor: "key:test"}, list)
		l.must(err)
		gone, stop := context.WithCancel(l.ctx)
		stop()
		if _, err := l.WorkJobs(gone, 5); err == nil {
			t.Error("worked when it was to stop")
		}
		stores := []*models.Store{l.Store, l.open()}
		for range 5 {
			together(4, func(i int) {
				if _, err := stores[i%2].WorkJobs(l.ctx, 3); err != nil {
					t.Errorf("work: %v", err)
				}
			})
			l.clock.Advance(2 * time.Minute) // the lease of one that died is over
		}
		for range 20 {
			if n, err := l.WorkJobs(l.ctx, 3); err != nil || n == 0 {
				break
			}
		}
		done, err := l.Job(l.ctx, job.ID)
		l.must(err)
		if done.Done != 20 || done.Failed != 0 || done.FinishedAt.IsZero() {
			t.Errorf("%+v", done)
		}
		for _, id := range list {
			if s := l.story(id); s.LocalTime != "2026-12-01T18:15:00" || s.Version != 2 {
				t.Errorf("at %s, version %d", s.LocalTime, s.Version)
			}
		}
	})
}

// Jobs that are long done go, with their items.
func TestJobsArePruned(t *testing.T) {
	each(t, func(t *testing.T, l *ledger) {
		job, err := l.CreateJob(l.ctx, models.Bulk{Action: models.BulkRelease, Actor: "key:test"}, l.many(3, "2026-12-01T18:00"))
		l.must(err)
		_, err = l.WorkJobs(l.ctx, 10)
		l.must(err)
		l.clock.Advance(32 * 24 * time.Hour)
		for range 3 {
			_, err = l.Prune(l.ctx, 2)
			l.must(err)
		}
		if _, err := l.Job(l.ctx, job.ID); err == nil {
			t.Error("still there")
		}
	})
}
