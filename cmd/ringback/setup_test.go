package main

import (
	"encoding/json"
	"log/slog"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/jonboulle/clockwork"

	"github.com/ringback/ringback/integrations/setup"
	"github.com/ringback/ringback/integrations/twilio"
	"github.com/ringback/ringback/integrations/twiliosim"
	"github.com/ringback/ringback/models"
)

// setupDesk is a simulated workspace, and what is typed to set it up.
type setupDesk struct {
	t       *testing.T
	sim     *twiliosim.Server
	admin   *twilio.Admin
	flags   []string
	journal string
	url     string // of a database that is not there yet
}

func newSetupDesk(t *testing.T) *setupDesk {
	t.Helper()
	clock := clockwork.NewFakeClockAt(time.Date(2026, 12, 1, 9, 30, 0, 0, time.UTC))
	d := &setupDesk{t: t, sim: twiliosim.New(twiliosim.Config{Clock: clock, Seed: 7}), journal: filepath.Join(t.TempDir(), "journal.json"),
		url: "sqlite:" + filepath.Join(t.TempDir(), "ringback.db")}
	web := httptest.NewServer(d.sim)
	t.Cleanup(func() {
		web.Close()
		if err := d.sim.Close(); err != nil {
			t.Error(err)
		}
	})
	made, err := d.sim.SeedRingback(twiliosim.SeedOptions{Offline: true})
	d.must(err)
	d.flags = []string{"--taskrouter-url", web.URL, "--public-url", "https://ringback.example.org", "--twilio-account-sid", d.sim.AccountSid(), "--twilio-auth-token", d.sim.AuthToken(),
		"--twilio-workspace-sid", d.sim.WorkspaceSid(), "--twilio-workflow-sid", made.WorkflowSid, "--database-url", d.url}
	d.admin, err = twilio.NewAdmin(twilio.Config{BaseURL: web.URL, AccountSid: d.sim.AccountSid(), Username: d.sim.AccountSid(), Password: d.sim.AuthToken(), Clock: clock})
	d.must(err)
	t.Cleanup(d.admin.Close)
	return d
}

func (d *setupDesk) must(err error) {
	d.t.Helper()
	if err != nil {
		d.t.Fatal(err)
	}
}

// types runs `ringback setup` with these flags and the desk's own.
func (d *setupDesk) types(flags ...string) (string, error) {
	d.t.Helper()
	var out strings.Builder
	cmd := root()
	cmd.SetOut(&out)
	cmd.SetArgs(append(append([]string{"setup"}, d.flags...), flags...))
	err := cmd.ExecuteContext(d.t.Context())
	return out.String(), err
}

func (d *setupDesk) want(text string, err error, parts ...string) {
	d.t.Helper()
	d.must(err)
	for _, part := range parts {
		if !strings.Contains(text, part) {
			d.t.Errorf("%q is not in\n%s", part, text)
		}
	}
}

// queues counts ours.
func (d *setupDesk) queues() int {
	d.t.Helper()
	all, err := d.admin.Queues(d.t.Context(), d.sim.WorkspaceSid())
	d.must(err)
	n := 0
	for _, q := range all {
		if strings.HasPrefix(q.Name, "Ringback: ") {
			n++
		}
	}
	return n
}

func TestSetupIsShownAppliedAndUndone(t *testing.T) {
	t.Parallel()
	d := newSetupDesk(t)
	text, err := d.types("--dry-run", "--journal", d.journal)
	d.want(text, err, "+ create  task queue         Ringback: everyone", "Nothing was changed (--dry-run).")
	if d.queues() != 0 {
		t.Error("a dry run made something")
	}
	text, err = d.types("--journal", d.journal)
	d.want(text, err, "applying: create task queue Ringback: everyone", d.journal, "TWILIO_WORKFLOW_SID=WW", "TWILIO_WORKSPACE_SID="+d.sim.WorkspaceSid())
	if strings.Contains(text, d.sim.AuthToken()) {
		t.Error("it shows the auth token")
	}
	text, err = d.types("--journal", d.journal)
	d.want(text, err, "The workspace was as it should be; nothing was changed.")
	text, err = d.types("--undo", "--dry-run", "--journal", d.journal)
	d.want(text, err, "would be taken back (create)")
	if d.queues() != 1 {
		t.Error("a dry run of undo took something back")
	}
	text, err = d.types("--undo", "--journal", d.journal)
	d.want(text, err, "Ringback: everyone: deleted")
	if _, err := os.Stat(d.journal); d.queues() != 0 || err == nil {
		t.Error("it is not undone")
	}
	text, err = d.types("--undo", "--journal", d.journal)
	d.want(text, err, "The journal holds nothing to undo.")
}

func TestSetupSpeaksJSON(t *testing.T) {
	t.Parallel()
	d := newSetupDesk(t)
	read := func(text string, err error) setupReport {
		t.Helper()
		d.must(err)
		var r setupReport
		d.must(json.Unmarshal([]byte(text), &r))
		return r
	}
	if r := read(d.types("--dry-run", "--json", "--journal", d.journal)); r.Applied || len(setup.Pending(r.Steps)) == 0 || r.WorkspaceSid != d.sim.WorkspaceSid() {
		t.Errorf("%+v", r)
	}
	if r := read(d.types("--json", "--journal", d.journal)); !r.Applied || r.Journal != d.journal || len(r.Environment) != 2 {
		t.Errorf("%+v", r)
	}
	if r := read(d.types("--undo", "--json", "--journal", d.journal)); len(r.Undone) == 0 || d.queues() != 0 {
		t.Errorf("%+v", r)
	}
}

func TestSetupTakesNothingOverUnasked(t *testing.T) {
	t.Parallel()
	d := newSetupDesk(t)
	d.must(d.admin.SetEventCallback(t.Context(), d.sim.WorkspaceSid(), "https://crm.example.org/tr", ""))
	for _, flags := range [][]string{{"--dry-run"}, {"--json", "--dry-run"}, {}} {
		text, err := d.types(append(flags, "--journal", d.journal)...)
		if err == nil || !strings.Contains(text, "take-over") || d.queues() != 0 {
			t.Errorf("%v: %v\n%s", flags, err, text)
		}
	}
	text, err := d.types("--take-over", "--journal", d.journal)
	d.want(text, err, "applying: change event callback")
	text, err = d.types("--undo", "--journal", d.journal)
	d.want(text, err, "event callback     Flex Task Assignment: restored")
}

// What another workspace's journal says is not undone in this one, and what no way of events is is refused by name.
func TestSetupRefusesWhatCannotBeMeant(t *testing.T) {
	t.Parallel()
	d := newSetupDesk(t)
	d.must(os.WriteFile(d.journal, []byte(`{"workspace_sid":"WS00000000000000000000000000000009","entries":[]}`), 0o600))
	for want, flags := range map[string][]string{
		"WS00000000000000000000000000000009": {"--undo", "--journal", d.journal},
		`"callback" or "streams"`:            {"--events", "pigeon"},
		"there is no workflow nowhere":       {"--workflow", "nowhere", "--dry-run"},
	} {
		if text, err := d.types(flags...); err == nil || !strings.Contains(text+err.Error(), want) {
			t.Errorf("%v: %v\n%s", flags, err, text)
		}
	}
}

// Once there is a database the journal lies in it, where the console finds it; a file that was named is used all the same.
func TestSetupKeepsItsJournalInTheDatabase(t *testing.T) {
	t.Parallel()
	d := newSetupDesk(t)
	store, err := models.Open(t.Context(), models.Config{URL: d.url, Clock: clockwork.NewRealClock(), Log: slog.New(slog.DiscardHandler)})
	d.must(err)
	defer func() { d.must(store.Close()) }()
	_, err = store.Migrate(t.Context())
	d.must(err)
	text, err := d.types()
	d.want(text, err, "What was there before is in the database (setup_journals)")
	kept, err := setup.OpenJournal(t.Context(), store.JournalKeeper(d.sim.WorkspaceSid()), d.sim.WorkspaceSid())
	d.must(err)
	if len(kept.Entries) == 0 {
		t.Error("it is not there")
	}
	text, err = d.types("--undo", "--journal", d.journal)
	d.want(text, err, "nothing to undo")
	text, err = d.types("--undo")
	d.want(text, err, "deleted")
	if d.queues() != 0 {
		t.Error("it is not undone")
	}
}
