// Package smoke plays Ringback's stories against a Twilio account, real or simulated, in a workspace that it makes for them and deletes.
package smoke

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/jonboulle/clockwork"

	"github.com/ringback/ringback/app"
	"github.com/ringback/ringback/config"
	"github.com/ringback/ringback/integrations/setup"
	"github.com/ringback/ringback/integrations/twilio"
	"github.com/ringback/ringback/models"
)

// Prefix begins the name of whatever a run makes that has a name, and the address of the sink, so that nobody takes it for theirs.
const Prefix = "ringback-smoke-"

// cleanWithin bounds the cleaning up, which goes on when the run itself was called off.
const cleanWithin = time.Minute

// Config is what a run needs.
type Config struct {
	// Settings name the account and its credentials, and where Twilio is; workspace, workflow, database and public URL are the run's own.
	Settings config.Config
	// Name begins with Prefix and is this run's alone: lower-case letters, digits and hyphens.
	Name  string
	Dir   string // an empty folder, for the database and the journal
	Clock clockwork.Clock
	Out   io.Writer // told of each story, and of what was left behind
}

// run is one run, as far as it has come.
type run struct {
	Config
	admin    *twilio.Admin
	wanted   setup.Wanted
	journal  *setup.Journal
	workflow string
	app      *app.App
	client   *twilio.Client
	callback *models.Callback
	task     twilio.Task
}

// Missing says which of the variables are not set that a run against a real account needs; empty when all is there.
func Missing(env []string) []string {
	set := map[string]bool{}
	for _, line := range env {
		name, value, _ := strings.Cut(line, "=")
		set[name] = value != ""
	}
	var missing []string
	if !set["TWILIO_ACCOUNT_SID"] {
		missing = append(missing, "TWILIO_ACCOUNT_SID")
	}
	switch {
	case set["TWILIO_AUTH_TOKEN"], set["TWILIO_API_KEY"] && set["TWILIO_API_SECRET"]:
	case set["TWILIO_API_KEY"]:
		missing = append(missing, "TWILIO_API_SECRET")
	case set["TWILIO_API_SECRET"]:
		missing = append(missing, "TWILIO_API_KEY")
	default:
		missing = append(missing, "TWILIO_AUTH_TOKEN, or TWILIO_API_KEY and TWILIO_API_SECRET")
	}
	return missing
}

// Run plays the stories in order, up to the first that fails, and takes back what it made. What it could not take back, and what earlier
// runs left, is told and is an error.
func Run(ctx context.Context, c Config) (err error) {
	if !strings.HasPrefix(c.Name, Prefix) || c.Dir == "" || c.Clock == nil || c.Out == nil {
		return fmt.Errorf("smoke: want a name that begins with %s, a folder, a clock and somebody to tell", Prefix)
	}
	r := &run{Config: c}
	if r.admin, err = twilio.NewAdmin(r.provider()); err != nil {
		return err
	}
	defer r.admin.Close()
	failed := r.play(ctx)
	within, cancel := context.WithTimeout(context.WithoutCancel(ctx), cleanWithin)
	defer cancel()
	return errors.Join(failed, r.clean(within), r.leftovers(within))
}

// provider is how Twilio is reached.
func (r *run) provider() twilio.Config {
	name, password := r.Settings.Twilio.Credentials()
	return twilio.Config{BaseURL: r.Settings.TaskRouterURL, AccountSid: r.Settings.Twilio.AccountSid, Username: name, Password: password,
		WorkspaceSid: r.wanted.WorkspaceSid, WorkflowSid: r.workflow, Clock: r.Clock}
}

// address is where events would go: a name that no resolver knows, so that nothing leaves Twilio.
func (r *run) address() string { return "https://" + r.Name + ".invalid" }

func (r *run) play(ctx context.Context) error {
	for _, story := range []struct {
		name string
		act  func(context.Context) error
	}{
		{"a wrong token of Flex is refused", r.wrongToken},
		{"a workspace of its own is made", r.workspace},
		{"setup makes queues, workflow and sink, and then has nothing to do", r.setup},
		{"lists go on behind the first page", r.paging},
		{"a promise becomes one Task, for the right team", r.dispatch},
		{"the waiting Task is raised", r.raise},
		{"a cancelled promise's Task is cancelled", r.cancel},
	} {
		began := r.Clock.Now()
		if err := story.act(ctx); err != nil {
			r.tell("FAILED  %s: %v", story.name, err)
			return fmt.Errorf("%s: %w", story.name, err)
		}
		r.tell("ok      %s (%d ms)", story.name, r.Clock.Since(began).Milliseconds())
	}
	return nil
}

func (r *run) tell(format string, args ...any) {
	_, _ = fmt.Fprintf(r.Out, format+"\n", args...) // who reads along may go; the run goes on
}

// clean takes back what was made, last first, whatever else fails.
func (r *run) clean(ctx context.Context) error {
	var all []error
	if r.app != nil {
		all = append(all, r.app.Stop(ctx))
	}
	if r.client != nil {
		if r.task.Sid != "" {
			_, err := r.client.EndTask(ctx, r.task.Sid, "smoke test")
			all = append(all, err, r.admin.DeleteTask(ctx, r.wanted.WorkspaceSid, r.task.Sid)) // an ended one still keeps its workflow for minutes
		}
		r.client.Close()
	}
	if r.journal != nil {
		_, err := r.applier().Undo(ctx, r.wanted)
		all = append(all, err)
	}
	if r.wanted.WorkspaceSid != "" {
		all = append(all, r.admin.DeleteWorkspace(ctx, r.wanted.WorkspaceSid))
	}
	if err := errors.Join(all...); err != nil {
		return fmt.Errorf("clean up: %w", err)
	}
	return nil
}

// leftovers tells what still is there of this run and of others. It deletes nothing: another run may be under way.
func (r *run) leftovers(ctx context.Context) error {
	workspaces, err := r.admin.Workspaces(ctx)
	if err != nil {
		return fmt.Errorf("look for leftovers: %w", err)
	}
	sinks, err := r.admin.Sinks(ctx)
	if err != nil {
		return fmt.Errorf("look for leftovers: %w", err)
	}
	var left []string
	for _, w := range workspaces {
		if strings.HasPrefix(w.Name, Prefix) {
			left = append(left, "workspace "+w.Sid+" "+w.Name)
		}
	}
	for _, s := range sinks {
		if strings.HasPrefix(s.Destination, "https://"+Prefix) {
			left = append(left, "sink "+s.Sid+" "+s.Destination)
		}
	}
	for _, one := range left {
		r.tell("LEFT    %s", one)
	}
	if len(left) > 0 {
		return fmt.Errorf("%d things are left behind; delete them in Twilio's console", len(left))
	}
	r.tell("nothing is left behind")
	return nil
}

func (r *run) applier() setup.Applier {
	return setup.Applier{Admin: r.admin, Clock: r.Clock, Journal: r.journal, Progress: func(setup.Step) error { return nil }}
}

func (r *run) journalPath() string { return filepath.Join(r.Dir, "journal.json") }

// database is a file in the run's folder.
func (r *run) database() string { return "sqlite:" + filepath.Join(r.Dir, "smoke.db") }

// Folder makes the folder of a run, and returns what removes it.
func Folder() (dir string, remove func() error, err error) {
	if dir, err = os.MkdirTemp("", Prefix); err != nil {
		return "", nil, fmt.Errorf("make folder: %w", err)
	}
	return dir, func() error { return os.RemoveAll(dir) }, nil
}
