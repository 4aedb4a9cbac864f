package scheduler

import (
	"context"
	"encoding/json"

	"github.com/ringback/ringback/models"
)

const choreBatch = 500

// expire gives up promises that were not kept within the time allowed.
func (s *Scheduler) expire(ctx context.Context) (Result, error) {
	var total Result
	for ctx.Err() == nil {
		n, err := s.store.ExpireOld(ctx, choreBatch)
		total.Found, total.Done = total.Found+n, total.Done+n
		if err != nil || n < choreBatch {
			if total.Done > 0 {
				s.Wake()
			}
			return total, err
		}
	}
	return total, ctx.Err()
}

// notice tells of broken promises, and the managers of callbacks that nobody takes.
func (s *Scheduler) notice(ctx context.Context) (Result, error) {
	broken, err := s.store.TellBroken(ctx, choreBatch)
	s.metrics.broken.Add(float64(broken))
	if err != nil {
		return Result{broken, broken}, err
	}
	alerted, err := s.store.TellManagers(ctx, choreBatch)
	s.metrics.alerted.Add(float64(alerted))
	return Result{broken + alerted, broken + alerted}, err
}

// project moves promises to where the zone data of this program put the hour that their donors were told.
func (s *Scheduler) project(ctx context.Context) (Result, error) {
	moved, err := s.store.Reproject(ctx)
	if moved > 0 {
		s.Wake()
	}
	return Result{moved, moved}, err
}

// reconsider plans promises anew that were put off by calling hours which another instance, or one that died, has changed since.
func (s *Scheduler) reconsider(ctx context.Context) (Result, error) {
	moved, err := s.store.Reconsider(ctx)
	if moved > 0 {
		s.Wake()
	}
	return Result{moved, moved}, err
}

// jobsAtOnce bounds one run of the pass of jobs, so that none starves the others.
const jobsAtOnce = 1000

// workJobs goes on with jobs, a bounded number of callbacks a run.
func (s *Scheduler) workJobs(ctx context.Context) (Result, error) {
	var total Result
	for total.Done < jobsAtOnce && ctx.Err() == nil {
		n, err := s.store.WorkJobs(ctx, jobsAtOnce/10)
		total.Found, total.Done = total.Found+n, total.Done+n
		if n > 0 {
			s.Wake()
		}
		if err != nil || n == 0 {
			return total, err
		}
	}
	return total, ctx.Err()
}

// prune deletes traces nobody needs, and what the site no longer keeps of donors, a bounded number a run.
func (s *Scheduler) prune(ctx context.Context) (Result, error) {
	n, err := s.store.Prune(ctx, 10*choreBatch)
	if err != nil {
		return Result{int(n), int(n)}, err
	}
	scrubbed, err := s.store.ScrubOld(ctx, 10*choreBatch)
	done := int(n) + scrubbed
	return Result{done, done}, err
}

// learnAgents asks TaskRouter who is there, so that a promise is not offered to an owner who is away.
func (s *Scheduler) learnAgents(ctx context.Context) (Result, error) {
	seen := models.At(s.clock.Now())
	workers, err := s.client.Workers(ctx)
	if err != nil {
		return Result{}, err
	}
	agents := make([]models.Agent, len(workers))
	for i, w := range workers {
		agents[i] = models.Agent{WorkerSid: w.Sid, Name: w.Name, Team: teamOf(w.Attributes), Available: w.Available, SeenAt: seen}
	}
	freed, err := s.store.OwnersBack(ctx, agents)
	if err != nil {
		return Result{Found: len(agents)}, err
	}
	if freed > 0 {
		s.Wake()
	}
	return Result{len(agents), len(agents)}, s.store.PutAgents(ctx, agents...)
}

// teamOf reads the team out of a worker's attributes, by the names that Flex's own and its template's workers have.
func teamOf(attributes string) string {
	var a struct {
		Team     string `json:"team"`
		TeamName string `json:"team_name"`
	}
	if json.Unmarshal([]byte(attributes), &a) != nil { // attributes are the site's own, of any shape
		return ""
	}
	if a.Team != "" {
		return a.Team
	}
	return a.TeamName
}
