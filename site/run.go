package site

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/ringback/ringback/integrations/setup"
	"github.com/ringback/ringback/integrations/twilio"
	"github.com/ringback/ringback/models"
)

// The bounds of a run: how long an instance has it to itself without having saved a step, which must be longer than its pass may take, and
// how long it takes to give it back.
const (
	runLease   = 3 * time.Minute
	backWithin = time.Second
)

// ErrChanged means that the workspace, or what it is to be like, is no longer what the plan was shown for.
var ErrChanged = errors.New("the workspace has changed since the plan was shown; nothing was done: look at the new plan")

// ErrNothing means that there is nothing to undo.
var ErrNothing = errors.New("the journal in the database holds nothing to undo")

// Begin asks for a plan to be applied, by WorkOnce of any instance. models.ErrTaken: another run is not over.
func (s *Site) Begin(ctx context.Context, p Planned, c Choice, actor string) (*models.SetupRun, error) {
	work := models.SetupWork{Action: models.SetupApply, WorkspaceSid: p.State.Workspace.Sid, Events: string(c.Events), Workflow: c.Workflow,
		TakeOver: c.TakeOver, Digest: p.Digest, Steps: []models.SetupStep{}}
	for _, step := range setup.Pending(p.Steps) {
		if step.Action == setup.Blocked {
			return nil, setup.ErrBlocked
		}
		work.Steps = append(work.Steps, models.SetupStep{Action: string(step.Action), Kind: string(step.Kind), Name: step.Name, State: models.SetupWaiting})
	}
	return s.store.BeginSetup(ctx, work, actor)
}

// BeginUndo asks for what the journal in the database says to be taken back.
func (s *Site) BeginUndo(ctx context.Context, actor string) (*models.SetupRun, error) {
	entries, err := s.Changed(ctx)
	if err != nil {
		return nil, err
	}
	if len(entries) == 0 {
		return nil, ErrNothing
	}
	work := models.SetupWork{Action: models.SetupUndo, WorkspaceSid: s.cfg.WorkspaceSid}
	for _, e := range slices.Backward(entries) {
		work.Steps = append(work.Steps, models.SetupStep{Action: string(e.Action), Kind: string(e.Kind), Name: e.Name, State: models.SetupWaiting})
	}
	return s.store.BeginSetup(ctx, work, actor)
}

// Changed is what setup changed in the workspace, in order, as far as the database knows: a journal in a file is its machine's.
func (s *Site) Changed(ctx context.Context) ([]setup.Entry, error) {
	journal, err := s.journal(ctx, s.cfg.WorkspaceSid)
	if err != nil {
		return nil, err
	}
	return journal.Entries, nil
}

func (s *Site) journal(ctx context.Context, workspaceSid string) (*setup.Journal, error) {
	return setup.OpenJournal(ctx, s.store.JournalKeeper(workspaceSid), workspaceSid)
}

// Chosen is the choice of the run that was asked for last, so that a look at the plan tomorrow is one at the same plan. Where the command set
// the workspace up there is none: a sink that is ours says that events were to come by Event Streams.
func (s *Site) Chosen(ctx context.Context) (Choice, error) {
	run, err := s.store.LatestSetup(ctx)
	if err != nil {
		return Choice{}, err
	}
	if run != nil && run.Body.V.Action == models.SetupApply {
		return Choice{Events: setup.Delivery(run.Body.V.Events), Workflow: run.Body.V.Workflow}, nil
	}
	if s.hasSink(ctx) {
		return Choice{Events: setup.Streams}, nil
	}
	return Choice{Events: setup.Callback}, nil
}

// hasSink says whether a sink sends here. Credentials that may not know, and a Twilio that does not answer, have none: the plan says why.
func (s *Site) hasSink(ctx context.Context) bool {
	admin, err := s.Admin()
	if err != nil {
		return false
	}
	defer admin.Close()
	sinks, err := admin.Sinks(ctx)
	return err == nil && slices.ContainsFunc(sinks, func(k twilio.Sink) bool { return k.Destination == setup.StreamURL(s.cfg.PublicURL) })
}

// WorkOnce works on the run that waits, to its end, and returns how many there were: 0 or 1. What it could not do is the run's to say; what
// the end of ctx interrupted is gone on with by the next instance.
func (s *Site) WorkOnce(ctx context.Context) (int, error) {
	run, err := s.store.ClaimSetup(ctx, runLease)
	if err != nil || run == nil {
		return 0, err
	}
	failed := s.carryOut(ctx, run)
	if ctx.Err() != nil {
		back, cancel := context.WithTimeout(context.WithoutCancel(ctx), backWithin)
		defer cancel()
		return 0, errors.Join(failed, s.store.SaveSetup(back, run, 0))
	}
	if failed != nil {
		run.Body.V.Error = failed.Error()
		fail(&run.Body.V)
	}
	return 1, s.store.FinishSetup(ctx, run)
}

func (s *Site) carryOut(ctx context.Context, run *models.SetupRun) error {
	admin, err := s.Admin()
	if err != nil {
		return err
	}
	defer admin.Close()
	journal, err := s.journal(ctx, run.Body.V.WorkspaceSid)
	if err != nil {
		return err
	}
	a := setup.Applier{Admin: admin, Clock: s.cfg.Clock, Journal: journal}
	if run.Body.V.Action == models.SetupUndo {
		return s.takeBack(ctx, a, run)
	}
	return s.apply(ctx, a, run)
}

func (s *Site) apply(ctx context.Context, a setup.Applier, run *models.SetupRun) error {
	work := &run.Body.V
	planned, err := s.Plan(ctx, Choice{setup.Delivery(work.Events), work.Workflow, work.TakeOver})
	if err != nil {
		return err
	}
	if !work.Begun && planned.Digest != work.Digest {
		return ErrChanged
	}
	a.Progress = func(step setup.Step) error { return s.at(ctx, run, step.Kind, step.Name) }
	if _, err := a.Apply(ctx, planned.State, planned.Wanted); err != nil {
		return err
	}
	settle(work, func(models.SetupStep) bool { return true })
	return nil
}

func (s *Site) takeBack(ctx context.Context, a setup.Applier, run *models.SetupRun) error {
	work := &run.Body.V
	settle(work, func(step models.SetupStep) bool { // one that an earlier turn took back is in the journal no more
		return !slices.ContainsFunc(a.Journal.Entries, func(e setup.Entry) bool { return string(e.Kind) == step.Kind && e.Name == step.Name })
	})
	a.Undoing = func(e setup.Entry) error { return s.at(ctx, run, e.Kind, e.Name) }
	undone, err := a.Undo(ctx, setup.Wanted{WorkspaceSid: work.WorkspaceSid, PublicURL: s.cfg.PublicURL})
	for _, u := range undone {
		for i := range work.Steps {
			if step := &work.Steps[i]; step.Kind == string(u.Kind) && step.Name == u.Name {
				step.State, step.Told = models.SetupDone, u.What
			}
		}
	}
	return err
}

// at remembers which step is about to be carried out: those before it are done.
func (s *Site) at(ctx context.Context, run *models.SetupRun, kind setup.Kind, name string) error {
	work := &run.Body.V
	settle(work, func(step models.SetupStep) bool { return step.State == models.SetupRunning })
	work.Begun = true
	at := slices.IndexFunc(work.Steps, func(step models.SetupStep) bool { return step.Kind == string(kind) && step.Name == name })
	if at >= 0 {
		work.Steps[at].State = models.SetupRunning
	}
	if err := s.store.SaveSetup(ctx, run, runLease); err != nil {
		return fmt.Errorf("remember how far setup has come: %w", err)
	}
	return nil
}

func settle(work *models.SetupWork, over func(models.SetupStep) bool) {
	for i := range work.Steps {
		if over(work.Steps[i]) {
			work.Steps[i].State = models.SetupDone
		}
	}
}

// fail marks the step at which a run ended.
func fail(work *models.SetupWork) {
	for i := range work.Steps {
		if work.Steps[i].State == models.SetupRunning {
			work.Steps[i].State = models.SetupFailed
		}
	}
}
