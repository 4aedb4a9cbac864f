package site

import (
	"strings"

	"github.com/ringback/ringback/integrations/setup"
)

// Value is a text that is to be pasted elsewhere. It is never a secret.
type Value struct {
	Name  string // what it is, for programs
	Value string
}

// EnvironmentValue names the lines for serve's environment.
const EnvironmentValue = "environment"

// Values are what Twilio's console, Flex, Studio and serve's environment are to be told, as the settings have it.
func (s *Site) Values() []Value {
	if s.cfg.PublicURL == "" {
		return nil
	}
	all := []Value{
		{"event_callback_url", setup.CallbackURL(s.cfg.PublicURL)},
		{"event_streams_url", setup.StreamURL(s.cfg.PublicURL)},
		{"dispositions_url", s.cfg.PublicURL + "/webhooks/twilio/dispositions"},
	}
	if s.cfg.PluginURL != "" {
		all = append(all, Value{"flex_plugin_url", s.cfg.PluginURL})
	}
	var lines []string
	for _, one := range [][2]string{{"RINGBACK_PUBLIC_URL", s.cfg.PublicURL}, {"TWILIO_ACCOUNT_SID", s.cfg.AccountSid}, {"TWILIO_WORKSPACE_SID", s.cfg.WorkspaceSid},
		{"TWILIO_WORKFLOW_SID", s.cfg.WorkflowSid}} {
		if one[1] != "" {
			lines = append(lines, one[0]+"="+one[1])
		}
	}
	return append(all, Value{EnvironmentValue, strings.Join(lines, "\n")})
}

// Environment is those lines as they must be once the plan is carried out: with the sids of its workspace and workflow.
func (p Planned) Environment(lines string) string {
	var kept []string
	for line := range strings.SplitSeq(lines, "\n") {
		if !strings.HasPrefix(line, "TWILIO_WORKSPACE_SID=") && !strings.HasPrefix(line, "TWILIO_WORKFLOW_SID=") {
			kept = append(kept, line)
		}
	}
	return strings.Join(kept, "\n") + "\n" + strings.TrimSpace(setup.Environment(p.State, p.Wanted))
}
