package doctor

import (
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"github.com/ringback/ringback/integrations/setup"
)

// maxSkew is how far our clock may be from Twilio's: webhooks of welcome calls are refused at 5 minutes (Standard Webhooks), and a promise
// is broken by less than that.
const (
	skewWarning = 5 * time.Second
	maxSkew     = time.Minute
)

func twilioChecks() []check {
	return []check{
		{"Twilio", "without it no callback reaches an agent", func(f Facts) string { return "workspace " + f.Twilio.State.Workspace.Name }, reachCheck},
		{"workflow", "callbacks go by this workflow", always("it is in the workspace"), workflowCheck},
		{"last target", "a Task that times out at the last target is cancelled, and the promise waits again", always("no callback filter ends in a time-out"), lastTargetCheck},
		{"plan", "what setup made and somebody changed since routes callbacks wrongly, or not at all", always("the workspace is as setup leaves it"), planCheck},
		{"clock", "promises are kept by this clock", func(f Facts) string { return skewText(f.Twilio.Skew) }, clockCheck},
		loopbackTest(),
	}
}

func loopbackTest() check {
	return check{"loopback", "it proves the whole way: Task, event, signature, inbox", loopbackSeen, loopbackCheck}
}

func reachCheck(f Facts) []Finding {
	switch {
	case f.Twilio.Unauthorised:
		return []Finding{fail("Twilio refuses the credentials", "correct TWILIO_ACCOUNT_SID with TWILIO_API_KEY and TWILIO_API_SECRET, or with TWILIO_AUTH_TOKEN; a key of another account or region is refused too")}
	case f.Twilio.Err != "":
		return []Finding{fail(f.Twilio.Err, "see that this machine reaches taskrouter.twilio.com (RINGBACK_TASKROUTER_URL, HTTPS_PROXY) and that TWILIO_WORKSPACE_SID is of this account")}
	}
	return nil
}

func workflowCheck(f Facts) []Finding {
	if f.Twilio.Err != "" {
		return nil
	}
	for _, wf := range f.Twilio.State.Workflows {
		if wf.Sid == f.Twilio.WorkflowSid {
			return nil
		}
	}
	return []Finding{fail("TWILIO_WORKFLOW_SID names no workflow of the workspace", "set it to what `ringback setup` prints")}
}

// lastTargetCheck looks at every filter for callbacks, ours and those made by hand.
func lastTargetCheck(f Facts) []Finding {
	var all []Finding
	for _, wf := range f.Twilio.State.Workflows {
		if wf.Sid != f.Twilio.WorkflowSid {
			continue
		}
		for _, name := range endsInTimeout(wf.Configuration) {
			all = append(all, fail(fmt.Sprintf("the last target of filter %q has a time-out", name), "take the time-out off, or run `ringback setup` again: the default filter is no catch-all for it"))
		}
	}
	return all
}

func endsInTimeout(configuration string) []string {
	var c struct {
		TaskRouting struct {
			Filters []struct {
				Name       string `json:"filter_friendly_name"`
				Expression string `json:"expression"`
				Targets    []struct {
					Timeout json.Number `json:"timeout"`
				} `json:"targets"`
			} `json:"filters"`
		} `json:"task_routing"`
	}
	if json.Unmarshal([]byte(configuration), &c) != nil {
		return nil // the plan says so
	}
	var names []string
	for _, filter := range c.TaskRouting.Filters {
		last := len(filter.Targets) - 1
		if last >= 0 && strings.Contains(filter.Expression, "callback") && filter.Targets[last].Timeout != "" && filter.Targets[last].Timeout != "0" {
			names = append(names, filter.Name)
		}
	}
	return names
}

func planCheck(f Facts) []Finding {
	var all []Finding
	for _, step := range setup.Pending(f.Twilio.Steps) {
		seen := fmt.Sprintf("%s %q: setup would %s it", step.Kind, step.Name, step.Action)
		remedy := "run `ringback setup --dry-run` to see the difference, then `ringback setup`"
		if step.Action == setup.Blocked {
			seen, remedy = fmt.Sprintf("%s %q is not as it must be", step.Kind, step.Name), step.Why
		}
		all = append(all, fail(seen, remedy))
	}
	return all
}

func skewText(skew *time.Duration) string {
	if skew == nil {
		return "Twilio's answer had no date to compare with"
	}
	return "within " + skew.Abs().Round(time.Second).String() + " of Twilio's"
}

func clockCheck(f Facts) []Finding {
	if f.Twilio.Skew == nil || f.Twilio.Skew.Abs() <= skewWarning {
		return nil
	}
	way := "ahead of"
	if *f.Twilio.Skew < 0 {
		way = "behind"
	}
	found := warn(fmt.Sprintf("this machine's clock is %s %s Twilio's", f.Twilio.Skew.Abs().Round(time.Second), way), "let the machine keep time by NTP (chrony, systemd-timesyncd)")
	if f.Twilio.Skew.Abs() > maxSkew {
		found.Status = Fail
	}
	return []Finding{found}
}

func loopbackSeen(f Facts) string {
	if f.Twilio.Loopback == nil {
		return "not asked for (--loopback makes a test Task that reaches nobody)"
	}
	return "the event of a test Task arrived signed after " + f.Twilio.Loopback.Took.Round(time.Millisecond).String()
}

func loopbackCheck(f Facts) []Finding {
	l := f.Twilio.Loopback
	switch {
	case l == nil:
		return nil
	case l.Err != "":
		return []Finding{fail("the test Task: "+l.Err, "mend what the checks of Twilio and of the workflow say, then try again")}
	case l.Took == 0:
		return []Finding{fail("no event of the test Task arrived by webhook", "mend the checks of the plan, the instance and signatures; look at Twilio's error log (console: Monitor, Logs, Errors) for 11200 and 91305")}
	}
	return nil
}
