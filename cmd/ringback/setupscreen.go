package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/ringback/ringback/integrations/setup"
)

// keyAdvice tells how the calls are best authorised. Twilio's restricted keys have no permission that is narrower than TaskRouter's own.
const keyAdvice = `
Calls are best made with an API key of their own (console: Account, API keys & tokens), in TWILIO_API_KEY and TWILIO_API_SECRET: it
can be taken back without changing signatures. serve needs to read and write TaskRouter; setup needs the same, and Event Streams with
--events streams. Give setup's key to nobody else and delete it afterwards. TWILIO_AUTH_TOKEN is for checking signatures.
`

// setupScreen is what setup tells, as text or as one JSON document at the end.
type setupScreen struct {
	out  io.Writer
	json bool
}

// setupReport is the JSON document.
type setupReport struct {
	WorkspaceSid string         `json:"workspace_sid,omitempty"`
	Applied      bool           `json:"applied"`
	Steps        []setup.Step   `json:"steps,omitempty"`
	Undone       []setup.Undone `json:"undone,omitempty"`
	Journal      string         `json:"journal,omitempty"`
	Environment  []string       `json:"environment,omitempty"`
}

func (s setupScreen) document(r setupReport) error {
	encoder := json.NewEncoder(s.out)
	encoder.SetIndent("", "  ")
	encoder.SetEscapeHTML(false)
	return encoder.Encode(r)
}

// say writes text, which JSON leaves out.
func (s setupScreen) say(format string, args ...any) error {
	if s.json {
		return nil
	}
	_, err := fmt.Fprintf(s.out, format, args...)
	return err
}

// plan shows what would be done. A blocked step is an error, so that a script sees it.
func (s setupScreen) plan(state setup.State, w setup.Wanted) error {
	steps := setup.Plan(state, w)
	var err error
	if s.json {
		err = s.document(setupReport{WorkspaceSid: state.Workspace.Sid, Steps: steps})
	} else {
		err = errors.Join(s.begin(steps), s.say("\nNothing was changed (--dry-run).\n"))
	}
	for _, step := range steps {
		if step.Action == setup.Blocked {
			return errors.Join(err, setup.ErrBlocked)
		}
	}
	return err
}

// begin shows the plan that is about to be applied.
func (s setupScreen) begin(steps []setup.Step) error {
	if s.json {
		return nil
	}
	return setup.Render(s.out, steps)
}

func (s setupScreen) progress(step setup.Step) error {
	return s.say("applying: %s %s %s\n", step.Action, step.Kind, step.Name)
}

func (s setupScreen) end(state setup.State, w setup.Wanted, steps []setup.Step, j *setup.Journal) error {
	environment := setup.Environment(state, w)
	if s.json {
		return s.document(setupReport{WorkspaceSid: state.Workspace.Sid, Applied: true, Steps: steps, Journal: j.Where(),
			Environment: strings.Split(strings.TrimSpace(environment), "\n")})
	}
	done := "The workspace was as it should be; nothing was changed."
	if n := len(setup.Pending(steps)); n > 0 {
		done = fmt.Sprintf("%d changes made. What was there before is in %s; keep it, --undo needs it.", n, j.Where())
	}
	return s.say("\n%s\n\nPaste this into serve's environment:\n\n%s%s", done, environment, keyAdvice)
}

// journal shows what --undo would take back.
func (s setupScreen) journal(j *setup.Journal) error {
	var coming []setup.Undone
	for i := len(j.Entries) - 1; i >= 0; i-- {
		e := j.Entries[i]
		coming = append(coming, setup.Undone{Kind: e.Kind, Name: e.Name, What: "would be taken back (" + string(e.Action) + ")"})
	}
	return errors.Join(s.undone(coming), s.say("Nothing was changed (--dry-run). The journal is %s.\n", j.Where()))
}

func (s setupScreen) undone(all []setup.Undone) error {
	if s.json {
		return s.document(setupReport{Undone: all})
	}
	var b strings.Builder
	for _, u := range all {
		fmt.Fprintf(&b, "%-18s %s: %s\n", u.Kind, u.Name, u.What)
	}
	if len(all) == 0 {
		b.WriteString("The journal holds nothing to undo.\n")
	}
	return s.say("%s", b.String())
}
