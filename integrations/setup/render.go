package setup

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"strings"
)

// Render writes a plan for people: one line a thing, with the lines of what changes below it.
func Render(out io.Writer, steps []Step) error {
	var b strings.Builder
	for _, step := range steps {
		fmt.Fprintf(&b, "%s %-18s %s\n", mark(step.Action), step.Kind, step.Name)
		if step.Why != "" {
			fmt.Fprintf(&b, "      %s\n", step.Why)
		}
		for _, line := range step.Diff() {
			fmt.Fprintf(&b, "      %s\n", line)
		}
	}
	_, err := io.WriteString(out, b.String())
	return err
}

// Diff is what a step changes, one line each: what goes begins with "- ", what comes with "+ ", and what stays around it with two spaces.
// A step that changes nothing has none.
func (s Step) Diff() []string {
	if s.Action != Create && s.Action != Change {
		return nil
	}
	return diff(lines(s.Before), lines(s.After))
}

func mark(a Action) string {
	switch a {
	case Create:
		return "+ create "
	case Change:
		return "~ change "
	case Blocked:
		return "! blocked"
	case Leave:
	}
	return "  leave  "
}

// lines are a text as a diff shows it: JSON with one member a line, a list of types with one a line.
func lines(text string) []string {
	if text == "" {
		return nil
	}
	var pretty bytes.Buffer
	if json.Indent(&pretty, []byte(text), "", "  ") == nil {
		return strings.Split(pretty.String(), "\n")
	}
	return strings.Split(strings.ReplaceAll(strings.TrimSuffix(text, "\n"), ",", "\n"), "\n")
}

// around is how many unchanged lines are shown around what changes.
const around = 2

// diff leaves out the beginning and the end that two texts have in common, but for a little.
func diff(before, after []string) []string {
	head := 0
	for head < len(before) && head < len(after) && before[head] == after[head] {
		head++
	}
	tail := 0
	for tail < len(before)-head && tail < len(after)-head && before[len(before)-1-tail] == after[len(after)-1-tail] {
		tail++
	}
	var shown []string
	for _, line := range before[max(0, head-around):head] {
		shown = append(shown, "  "+line)
	}
	for _, line := range before[head : len(before)-tail] {
		shown = append(shown, "- "+line)
	}
	for _, line := range after[head : len(after)-tail] {
		shown = append(shown, "+ "+line)
	}
	for _, line := range before[len(before)-tail : min(len(before), len(before)-tail+around)] {
		shown = append(shown, "  "+line)
	}
	return shown
}

// Environment is what serve needs to know of the workspace, to be pasted.
func Environment(s State, w Wanted) string {
	text := "TWILIO_WORKSPACE_SID=" + s.Workspace.Sid + "\n"
	if sid := WorkflowSid(s, w); sid != "" {
		text += "TWILIO_WORKFLOW_SID=" + sid + "\n"
	}
	return text
}
