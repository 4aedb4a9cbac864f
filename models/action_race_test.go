package models_test

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/ringback/ringback/models"
)

// raced is a TaskRouter that several dispatchers and closers use at once.
type raced struct {
	*ledger
	mu sync.Mutex
	router
}

// dispatch makes the Tasks of what is due. Invariant 2: none while another Task of the callback lives.
func (r *raced) dispatch(store *models.Store) error {
	claims, err := store.ClaimDue(r.ctx, 10, 0, 30*time.Second)
	if err != nil {
		return fmt.Errorf("claim: %w", err)
	}
	var results []models.DispatchResult
	for _, c := range claims {
		r.mu.Lock()
		if n := len(r.live(c.ID)); n > 0 {
			r.t.Errorf("dispatch %d of %s beside %d live Tasks", c.Dispatch, c.ID, n)
		}
		task := r.create(c.ID, c.Dispatch)
		r.mu.Unlock()
		results = append(results, models.DispatchResult{ID: c.ID, Dispatch: c.Dispatch, Fate: models.FateQueued, TaskSid: task.sid})
	}
	return store.SaveResults(r.ctx, results)
}

// closing ends the Tasks that are no longer wanted.
func (r *raced) closing(store *models.Store) error {
	work, err := store.WorkFor(r.ctx, models.StepClose, 10, time.Second)
	if err != nil {
		return fmt.Errorf("work: %w", err)
	}
	for _, w := range work {
		r.mu.Lock()
		r.end(w.TaskSid)
		seen := r.find(w.TaskSid).sighting()
		r.mu.Unlock()
		if err := store.Observe(r.ctx, seen); err != nil {
			return fmt.Errorf("observe: %w", err)
		}
	}
	return nil
}

// actions are what people may ask of a callback that is due, each as often as they like.
func actions() map[string]func(ctx context.Context, s *models.Store, id string, n int) error {
	return map[string]func(ctx context.Context, s *models.Store, id string, n int) error{
		"reassign": func(ctx context.Context, s *models.Store, id string, n int) error {
			_, err := s.Reassign(ctx, id, models.Reassignment{WorkerSid: worker(n % 3)}, asked())
			return err
		},
		"reschedule": func(ctx context.Context, s *models.Store, id string, n int) error {
			_, err := s.Reschedule(ctx, id, to(fmt.Sprintf("2026-12-01T18:00:%02d", n%3)), asked())
			return err
		},
		"release": func(ctx context.Context, s *models.Store, id string, n int) error {
			if _, err := s.Reassign(ctx, id, models.Reassignment{WorkerSid: worker(n % 3)}, asked()); err != nil {
				return err
			}
			_, err := s.Release(ctx, id, "", asked())
			return err
		},
		"claim next": func(ctx context.Context, s *models.Store, _ string, n int) error {
			_, err := s.ClaimNext(ctx, models.Seen{WorkerSid: worker(n), Team: "welcome"}, asked())
			return err
		},
		"cancel": func(ctx context.Context, s *models.Store, id string, _ int) error {
			_, err := s.Cancel(ctx, id, "raced", "", asked())
			return err
		},
	}
}

// Each action, raced against the dispatch of what it changes over two instances, leaves one live Task at most, and a ledger without gaps.
func TestActionsRaceAgainstDispatch(t *testing.T) {
	for name, act := range actions() {
		t.Run(name, func(t *testing.T) {
			each(t, func(t *testing.T, l *ledger) {
				r := &raced{ledger: l}
				other := l.open()
				var due []string
				for i := range 3 {
					due = append(due, l.book(fmt.Sprint("D-", i), "2026-12-01T18:00").ID)
				}
				l.clock.Advance(6 * time.Hour)
				together(6, func(i int) {
					for n := range 12 {
						var err error
						switch i {
						case 0, 1:
							err = r.dispatch([]*models.Store{l.Store, other}[i])
						case 2:
							err = r.closing(other)
						default:
							err = act(l.ctx, l.Store, due[(i+n)%len(due)], i+n)
						}
						var step *models.TransitionError
						if err != nil && !errors.As(err, &step) {
							t.Errorf("%d: %v", i, err)
						}
					}
				})
				r.settle(due)
			})
		})
	}
}

// settle lets both passes run until nothing is left to do. Then each callback that is open has one live Task, and any other none.
func (r *raced) settle(due []string) {
	r.t.Helper()
	for range 4 {
		r.clock.Advance(20 * time.Second)
		r.must(r.closing(r.Store))
		r.must(r.dispatch(r.Store))
	}
	for _, id := range due {
		want := 0
		if s := r.story(id); s.Status.Open() {
			want = 1
		}
		if n := len(r.live(id)); n != want {
			r.t.Errorf("%s is %s with %d live Tasks", id, r.story(id).Status, n)
		}
		r.wantLedger(id)
	}
}
