package twilio

import (
	"context"
	"fmt"
	"net/url"
	"strings"

	"github.com/twilio/twilio-go/client"
	events "github.com/twilio/twilio-go/rest/events/v1"
	taskrouter "github.com/twilio/twilio-go/rest/taskrouter/v1"
)

// Admin reads and changes what a workspace is made of: queues, workflows, channels, activities, and where events go. It is for setup and
// for looking, never for the way of a callback. It is safe for concurrent use.
type Admin struct {
	tasks   *Client // TaskRouter
	streams *Client // Event Streams
}

// NewAdmin checks cfg and returns an Admin; nothing is sent yet. WorkspaceSid and WorkflowSid are not needed. Event Streams is looked for
// where TaskRouter is, at its own host when that is Twilio's (events.twilio.com beside taskrouter.twilio.com).
func NewAdmin(cfg Config) (*Admin, error) {
	cfg = cfg.withDefaults()
	if err := cfg.checkAccount(); err != nil {
		return nil, fmt.Errorf("twilio admin: %w", err)
	}
	tasks, err := newClient(cfg)
	if err != nil {
		return nil, err
	}
	cfg.BaseURL = streamsBase(cfg.BaseURL)
	streams, err := newClient(cfg)
	if err != nil {
		return nil, err
	}
	return &Admin{tasks: tasks, streams: streams}, nil
}

// Close drops the idle connections.
func (a *Admin) Close() {
	a.tasks.Close()
	a.streams.Close()
}

// streamsBase is where Event Streams is beside a TaskRouter: taskrouter.twilio.com has events.twilio.com, one of a region likewise; a
// simulator is both.
func streamsBase(taskrouterURL string) string {
	u, err := url.Parse(taskrouterURL)
	if err != nil {
		return taskrouterURL
	}
	if rest, ok := strings.CutPrefix(u.Host, "taskrouter."); ok {
		u.Host = "events." + rest
	}
	return u.String()
}

// router runs one call of TaskRouter.
func (a *Admin) router(ctx context.Context, op string, run func(*taskrouter.ApiService) error) error {
	if _, failed := a.tasks.do(ctx, op, run); failed != nil {
		return failed
	}
	return nil
}

// stream runs one call of Event Streams.
func (a *Admin) stream(ctx context.Context, op string, run func(*events.ApiService) error) error {
	ctx, cancel := context.WithTimeout(ctx, a.streams.cfg.Timeout)
	defer cancel()
	one := &call{ctx: ctx, client: a.streams}
	if err := run(events.NewApiService(&client.RequestHandler{Client: one})); err != nil {
		return one.failure(op, err)
	}
	return nil
}

// usable refuses an id that would change the path of a request.
func usable(op, prefix, sid string) error {
	if validSid(prefix, sid) {
		return nil
	}
	return &Error{Class: Refused, Op: op, Message: "want an id that starts with " + prefix}
}

// gone makes success of an answer that the thing does not exist: what is to be deleted is away already.
func gone(err error) error {
	if ClassOf(err) == Gone {
		return nil
	}
	return err
}
