package config

import "slices"

// Need names what a command cannot do without.
type Need int

const (
	// Serve needs the public URL, the account with its token for signatures, and
	// the workspace and workflow; nothing when Demo is set.
	Serve Need = iota + 1
	// Setup needs the account, a way to make calls, and the public URL, which it
	// enters in the event sink.
	Setup
)

// missing names what the needs ask for and is not there. A name that is wrong is
// in found already and is not reported a second time as missing.
func missing(c Config, needs []Need, found Problems) Problems {
	var all Problems
	pairProblem(c.Twilio, &all)
	if slices.Contains(needs, Serve) && !c.Demo {
		serveProblems(c, &all)
	}
	if slices.Contains(needs, Setup) {
		setupProblems(c, &all)
	}
	return slices.DeleteFunc(all, func(p Problem) bool { return found.names(p.Name) })
}

// pairProblem reports half of an API key, whatever the command: the half would
// silently not be used.
func pairProblem(t Twilio, all *Problems) {
	if t.APIKey != "" && t.APISecret == "" {
		all.add("TWILIO_API_SECRET", "missing: TWILIO_API_KEY is set, and they work as a pair only")
	}
	if t.APIKey == "" && t.APISecret != "" {
		all.add("TWILIO_API_KEY", "missing: TWILIO_API_SECRET is set, and they work as a pair only")
	}
}

func serveProblems(c Config, all *Problems) {
	all.require("RINGBACK_PUBLIC_URL", c.PublicURL, "the URL Twilio calls; or try --demo, which needs none")
	all.require("TWILIO_ACCOUNT_SID", c.Twilio.AccountSid, "Twilio's console shows it under Account Info")
	all.require("TWILIO_AUTH_TOKEN", c.Twilio.AuthToken, "it verifies that webhooks come from Twilio")
	all.require("TWILIO_WORKSPACE_SID", c.Twilio.WorkspaceSid, "run `ringback setup`, which prints it")
	all.require("TWILIO_WORKFLOW_SID", c.Twilio.WorkflowSid, "run `ringback setup`, which prints it")
}

func setupProblems(c Config, all *Problems) {
	all.require("RINGBACK_PUBLIC_URL", c.PublicURL, "the URL Twilio calls, which setup enters in the event sink")
	all.require("TWILIO_ACCOUNT_SID", c.Twilio.AccountSid, "Twilio's console shows it under Account Info")
	if c.Twilio.APIKey == "" && c.Twilio.APISecret == "" {
		all.require("TWILIO_AUTH_TOKEN", c.Twilio.AuthToken, "or set TWILIO_API_KEY and TWILIO_API_SECRET")
	}
}

// require adds a problem when the value is empty, unless another need has.
func (p *Problems) require(name, value, hint string) {
	if value == "" && !p.names(name) {
		p.add(name, "missing: %s", hint)
	}
}

// names reports whether a problem of this variable, or of its flag, is listed.
func (p Problems) names(variable string) bool {
	flag := "--" + setting{name: variable}.flag()
	return slices.ContainsFunc(p, func(one Problem) bool { return one.Name == variable || one.Name == flag })
}
