package setup

import (
	"errors"
	"fmt"
	"strings"
)

// Delivery is how TaskRouter's events come to Ringback.
type Delivery string

// The two ways of delivery.
const (
	Callback Delivery = "callback" // the workspace's event callback URL, which it has one of
	Streams  Delivery = "streams"  // a sink and a subscription of Event Streams
)

// NewWorkflow asks, as [Wanted.Workflow], for a workflow of Ringback's own.
const NewWorkflow = "new"

// Names by which ours are known in a workspace. A filter or queue whose name begins with prefix is Ringback's.
const (
	prefix        = "Ringback: "
	everyone      = prefix + "everyone"
	ownWorkflow   = "Ringback callbacks"
	streamsName   = "Ringback"
	voiceChannel  = "voice"
	eventsPath    = "/webhooks/twilio/events"
	streamsPath   = "/webhooks/twilio/event-streams"
	callbackExtra = "#rc=3&rp=all" // three more tries for any failure, within Twilio's 15 s (webhooks-connection-overrides)
)

// Wanted is what the workspace is to be like.
type Wanted struct {
	// WorkspaceSid is empty for the only workspace, or Flex's.
	WorkspaceSid string
	// Workflow is the sid or the name of the one to merge the filters into, NewWorkflow, or empty for the one that has them
	// already or the only one.
	Workflow string
	// PublicURL is Ringback's address without a slash at its end.
	PublicURL string
	Events    Delivery
	// TakeOver says that another system's event callback URL is to be replaced.
	TakeOver bool
	// Owner and Team are the minutes of the ladder for those without a team and teams without their own.
	OwnerMinutes int
	Teams        []Team
}

// Team is a team that is to have a queue.
type Team struct {
	Name string
	// OwnerMinutes and TeamMinutes are how long a callback waits for its owner, and then for the team.
	OwnerMinutes, TeamMinutes int
}

// Check says what is wrong with the wishes themselves.
func (w Wanted) Check() error {
	switch {
	case w.PublicURL == "":
		return errors.New("the public URL is missing")
	case w.Events != Callback && w.Events != Streams:
		return fmt.Errorf("events go by %q or %q", Callback, Streams)
	case w.OwnerMinutes <= 0:
		return errors.New("the owner's minutes are missing")
	}
	for _, t := range w.Teams {
		if _, ok := quoted(t.Name); !ok || t.Name == "" || prefix+t.Name == everyone {
			return fmt.Errorf("team %q: the name cannot stand in a TaskRouter expression, or is the one for everyone: rename the team", t.Name)
		}
		if t.OwnerMinutes <= 0 || t.TeamMinutes <= 0 {
			return fmt.Errorf("team %q: its minutes are missing", t.Name)
		}
	}
	return nil
}

func (w Wanted) callbackURL() string { return w.PublicURL + eventsPath }
func (w Wanted) streamURL() string   { return w.PublicURL + streamsPath }

// CallbackURL is the event callback URL as setup enters it in the workspace of an instance that Twilio calls by publicURL.
func CallbackURL(publicURL string) string { return publicURL + eventsPath + callbackExtra }

// StreamURL is where a sink of Event Streams sends to.
func StreamURL(publicURL string) string { return publicURL + streamsPath }

// quoted writes a text as TaskRouter's expressions do. They know no escapes, so a text with both quotes cannot be written.
func quoted(text string) (string, bool) {
	switch {
	case strings.ContainsAny(text, "\\\n\r\t"):
		return "", false
	case !strings.Contains(text, "'"):
		return "'" + text + "'", true
	case !strings.Contains(text, `"`):
		return `"` + text + `"`, true
	}
	return "", false
}

// QueueOf is the name of a team's queue; without a team that of the queue for everyone.
func QueueOf(team string) string {
	if team == "" {
		return everyone
	}
	return prefix + team
}

// workersOf is the expression of a team's queue: Ringback reads an agent's team from the worker's attribute team, else team_name.
func workersOf(team string) string {
	name, _ := quoted(team) // Check has seen it
	return "team == " + name + " OR team_name == " + name
}

// EventTypes are the types of TaskRouter's events that Ringback reads, sorted as they are entered.
func EventTypes() []string {
	return []string{
		"reservation.accepted", "reservation.canceled", "reservation.completed", "reservation.created", "reservation.failed",
		"reservation.rejected", "reservation.rescinded", "reservation.timeout", "reservation.wrapup",
		"task.canceled", "task.completed", "task.created", "task.deleted", "task.system-deleted", "task.updated", "task.wrapup",
		"worker.activity.update", "worker.attributes.update", "worker.created", "worker.deleted",
		"workflow.timeout",
	}
}
