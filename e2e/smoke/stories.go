package smoke

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"slices"
	"time"

	"github.com/ringback/ringback/app"
	"github.com/ringback/ringback/integrations/setup"
	"github.com/ringback/ringback/integrations/twilio"
	"github.com/ringback/ringback/models"
	"github.com/ringback/ringback/scheduler"
)

const (
	team = "welcome"
	// phone is in the range that Australia keeps for films and tests; nobody dials it, as the workspace has no workers.
	phone = "+61491570156"
	zone  = "Australia/Perth"
	// raised is the priority that the waiting Task is raised to.
	raised = 50
)

func (r *run) wrongToken(ctx context.Context) error {
	name, password := r.Settings.Twilio.Credentials()
	tokens, err := twilio.NewFlexTokens(twilio.FlexTokenConfig{BaseURL: r.Settings.IAMURL, AccountSid: r.Settings.Twilio.AccountSid, Username: name,
		Password: password, Timeout: 10 * time.Second, Clock: r.Clock})
	if err != nil {
		return err
	}
	defer tokens.Close()
	user, err := tokens.Validate(ctx, "this-is-no-token")
	switch {
	case errors.Is(err, twilio.ErrFlexToken):
		return nil
	case err != nil:
		return err
	}
	return fmt.Errorf("it is taken for one of %v", user.Roles)
}

func (r *run) workspace(ctx context.Context) (err error) {
	sid, err := r.admin.CreateWorkspace(ctx, r.Name)
	r.wanted = setup.Wanted{WorkspaceSid: sid, Workflow: setup.NewWorkflow, PublicURL: r.address(), Events: setup.Streams, OwnerMinutes: 10,
		Teams: []setup.Team{{Name: team, OwnerMinutes: 10, TeamMinutes: 20}}}
	return err
}

func (r *run) setup(ctx context.Context) (err error) {
	state, err := setup.Read(ctx, r.admin, r.wanted)
	if err != nil {
		return err
	}
	if r.journal, err = setup.OpenJournal(ctx, setup.InFile(r.journalPath()), r.wanted.WorkspaceSid); err != nil {
		return err
	}
	if _, err = r.applier().Apply(ctx, state, r.wanted); err != nil {
		return err
	}
	if state, err = setup.Read(ctx, r.admin, r.wanted); err != nil {
		return err
	}
	if left := setup.Pending(setup.Plan(state, r.wanted)); len(left) > 0 {
		return fmt.Errorf("after it was applied the plan still wants %v", left)
	}
	for _, made := range state.Workflows {
		r.workflow = made.Sid
	}
	if len(state.Workflows) != 1 {
		return fmt.Errorf("the workspace has %d workflows", len(state.Workflows))
	}
	return nil
}

// paging reads the queues one a page and all at once.
func (r *run) paging(ctx context.Context) error {
	cfg := r.provider()
	cfg.PageSize = 1
	paged, err := twilio.NewAdmin(cfg)
	if err != nil {
		return err
	}
	defer paged.Close()
	one, err := paged.Queues(ctx, r.wanted.WorkspaceSid)
	if err != nil {
		return err
	}
	all, err := r.admin.Queues(ctx, r.wanted.WorkspaceSid)
	if err != nil {
		return err
	}
	if len(all) < 2 || !slices.Equal(one, all) {
		return fmt.Errorf("%d queues one by one, %d at once", len(one), len(all))
	}
	return nil
}

// open starts an instance of Ringback whose passes are run by hand.
func (r *run) open(ctx context.Context) (err error) {
	cfg := r.Settings
	cfg.DatabaseURL, cfg.PublicURL, cfg.Twilio.WorkspaceSid, cfg.Twilio.WorkflowSid = r.database(), r.address(), r.wanted.WorkspaceSid, r.workflow
	if cfg.Twilio.AuthToken == "" {
		cfg.Twilio.AuthToken = "none: no webhook comes"
	}
	listener, err := new(net.ListenConfig).Listen(ctx, "tcp", "127.0.0.1:0")
	if err != nil {
		return fmt.Errorf("listen: %w", err)
	}
	r.app, err = app.New(ctx, cfg, app.Options{Clock: r.Clock, Log: slog.New(slog.NewTextHandler(r.Out, &slog.HandlerOptions{Level: slog.LevelError})),
		Version: "smoke", Listener: listener})
	if err != nil {
		return errors.Join(err, listener.Close())
	}
	r.app.Serve()
	r.client, err = twilio.New(r.provider())
	return err
}

// dispatch books a promise for this minute, by the donor's own wish since it may be night there, and looks at the Task that comes of it.
func (r *run) dispatch(ctx context.Context) (err error) {
	if err := r.open(ctx); err != nil {
		return err
	}
	perth, err := r.app.Store().Zone(zone)
	if err != nil {
		return err
	}
	now := r.Clock.Now()
	r.callback, _, err = r.app.Store().Book(ctx, models.Booking{Actor: "smoke", JudgedAt: models.At(now), Outcome: models.OutcomeCallbackQueue,
		Record: models.RecordRef{ExternalID: r.Name, Name: "Smoke Test", Phone: phone, Timezone: zone},
		CallbackRequest: models.CallbackRequest{LocalTime: now.In(perth).Format("2006-01-02T15:04"), Timezone: zone, Team: team, Routing: models.ToTeam,
			Override: &models.OverrideRequest{RequestedBy: "donor", CapturedVia: "web", Wording: "smoke test"}}})
	if err != nil {
		return err
	}
	if _, err := r.app.Scheduler().RunOnce(ctx, scheduler.PassDispatch); err != nil {
		return err
	}
	if r.callback, err = r.reread(ctx); err != nil {
		return err
	}
	if r.callback.Status != models.Queued || r.callback.TaskSid == "" {
		return fmt.Errorf("the promise is %s, its Task %q", r.callback.Status, r.callback.TaskSid)
	}
	if r.task, err = r.client.FetchTask(ctx, r.callback.TaskSid); err != nil {
		return err
	}
	return r.wantAttributes()
}

func (r *run) reread(ctx context.Context) (*models.Callback, error) {
	story, err := r.app.Store().Get(ctx, r.callback.ID, models.Seen{})
	if err != nil {
		return nil, err
	}
	return &story.Callback, nil
}

// wantAttributes compares what routes the Task with what was promised.
func (r *run) wantAttributes() error {
	var got map[string]any
	if err := json.Unmarshal([]byte(r.task.Attributes), &got); err != nil {
		return fmt.Errorf("read the Task's attributes: %w", err)
	}
	for name, want := range map[string]any{"taskType": twilio.TaskType, "callback_id": r.callback.ID, "record_id": r.callback.RecordID, "dispatch": 1.0,
		"cb_routing": string(models.ToTeam), "cb_team": team} {
		if got[name] != want {
			return fmt.Errorf("the Task's %s is %v, want %v", name, got[name], want)
		}
	}
	if r.task.Status != "pending" {
		return fmt.Errorf("the Task is %s, and the workspace has nobody to take it", r.task.Status)
	}
	return nil
}

func (r *run) raise(ctx context.Context) error {
	if _, err := r.client.RaiseTask(ctx, r.task, raised); err != nil {
		return err
	}
	task, err := r.client.FetchTask(ctx, r.task.Sid)
	if err != nil {
		return err
	}
	if task.Priority != raised || task.Status != "pending" {
		return fmt.Errorf("the Task has priority %d and is %s", task.Priority, task.Status)
	}
	return nil
}

func (r *run) cancel(ctx context.Context) error {
	if _, err := r.app.Store().Cancel(ctx, r.callback.ID, "smoke test", models.DonorCancelled, models.Asked{Actor: "smoke"}); err != nil {
		return err
	}
	if _, err := r.app.Scheduler().RunOnce(ctx, scheduler.PassClose); err != nil {
		return err
	}
	task, err := r.client.FetchTask(ctx, r.task.Sid)
	if twilio.ClassOf(err) == twilio.Gone {
		return nil
	}
	if err != nil {
		return err
	}
	if task.Status != "canceled" {
		return fmt.Errorf("the Task is still %s", task.Status)
	}
	return nil
}
