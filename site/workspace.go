package site

import (
	"context"
	"errors"
	"net/http"
	"time"

	"github.com/ringback/ringback/doctor"
	"github.com/ringback/ringback/integrations/setup"
	"github.com/ringback/ringback/integrations/twilio"
)

func (s *Site) lookAtTwilio(ctx context.Context, c Choice) doctor.Twilio {
	found := doctor.Twilio{WorkflowSid: s.cfg.WorkflowSid, Skew: s.skew(ctx)}
	w, err := s.Wanted(ctx, c)
	if err != nil {
		w, err = s.wanted(c, s.cfg.Teams) // the ledger cannot be read, which another check says
	}
	if err == nil {
		err = s.readTwilio(ctx, w, &found)
	}
	if err != nil {
		found.Err, found.Unauthorised = err.Error(), Unauthorised(err)
	}
	return found
}

// Unauthorised says whether Twilio refused the credentials.
func Unauthorised(err error) bool {
	var failed *twilio.Error
	return errors.As(err, &failed) && (failed.Status == http.StatusUnauthorized || failed.Status == http.StatusForbidden)
}

func (s *Site) readTwilio(ctx context.Context, w setup.Wanted, found *doctor.Twilio) error {
	planned, err := s.planFor(ctx, w)
	if err != nil {
		return err
	}
	found.State, found.Steps = planned.State, planned.Steps
	if s.cfg.WorkspaceSid == "" || s.cfg.WorkflowSid == "" {
		return nil // the settings' check says so
	}
	client, err := s.client()
	if err != nil {
		return err
	}
	defer client.Close()
	workers, err := client.Workers(ctx)
	if err != nil {
		return err
	}
	found.Workers = sidsOf(workers)
	found.Members, err = membersOf(ctx, client, planned.State, w)
	return err
}

// membersOf asks TaskRouter who is in each of Ringback's queues. One that is missing is the plan's to tell.
func membersOf(ctx context.Context, client *twilio.Client, state setup.State, w setup.Wanted) (map[string]map[string]bool, error) {
	ours := map[string]bool{setup.QueueOf(""): true}
	for _, team := range w.Teams {
		ours[setup.QueueOf(team.Name)] = true
	}
	members := map[string]map[string]bool{}
	for _, queue := range state.Queues {
		if !ours[queue.Name] {
			continue
		}
		workers, err := client.WorkersIn(ctx, queue.Sid)
		if err != nil {
			return nil, err
		}
		members[queue.Name] = sidsOf(workers)
	}
	return members, nil
}

func sidsOf(workers []twilio.Worker) map[string]bool {
	sids := map[string]bool{}
	for _, worker := range workers {
		sids[worker.Sid] = true
	}
	return sids
}

// skew compares our clock with the date of any answer of Twilio's, which has whole seconds; nil when there was none.
func (s *Site) skew(ctx context.Context) *time.Duration {
	began := s.cfg.Clock.Now()
	answer, err := ask(ctx, http.MethodGet, s.cfg.TaskRouterURL, nil)
	if err != nil {
		return nil
	}
	at, err := http.ParseTime(answer.header.Get("Date"))
	if err != nil {
		return nil
	}
	middle := began.Add(s.cfg.Clock.Since(began) / 2)
	skew := middle.Sub(at.Add(500 * time.Millisecond))
	return &skew
}
