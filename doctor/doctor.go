// Package doctor judges whether an instance of Ringback, its database and its Twilio workspace are as they must be. It asks nobody: what
// was seen is handed to it as [Facts], and [Examine] says of each check what was seen, why it matters and what to do.
package doctor

// Status is how a check ends.
type Status string

// The statuses. One Fail makes the command fail.
const (
	Pass Status = "pass"
	Warn Status = "warn"
	Fail Status = "fail"
)

// Finding is the answer to one check, or one of several that a check has.
type Finding struct {
	Check  string `json:"check"`
	Status Status `json:"status"`
	Seen   string `json:"seen"`
	Why    string `json:"why,omitempty"`
	Remedy string `json:"remedy,omitempty"`
}

// check is one question. run returns what is not as it should be; nothing means that it is, and seen says so.
type check struct {
	name, why string
	seen      func(Facts) string // when nothing is wrong
	run       func(Facts) []Finding
}

// Examine answers every check, in the order in which they are best mended.
func Examine(f Facts) []Finding { return answer(checks(f), f) }

// ExamineLoopback answers the check of a test Task alone.
func ExamineLoopback(l *Loopback) []Finding {
	return answer([]check{loopbackTest()}, Facts{Twilio: Twilio{Loopback: l}})
}

func answer(asked []check, f Facts) []Finding {
	var all []Finding
	for _, c := range asked {
		found := c.run(f)
		if len(found) == 0 {
			all = append(all, Finding{Check: c.name, Status: Pass, Seen: c.seen(f)})
		}
		for _, one := range found {
			one.Check, one.Why = c.name, c.why
			all = append(all, one)
		}
	}
	return all
}

// Failed says whether any finding is a failure.
func Failed(all []Finding) bool {
	for _, f := range all {
		if f.Status == Fail {
			return true
		}
	}
	return false
}

func fail(seen, remedy string) Finding { return Finding{Status: Fail, Seen: seen, Remedy: remedy} }
func warn(seen, remedy string) Finding { return Finding{Status: Warn, Seen: seen, Remedy: remedy} }

// checks is the table of all of them; docs/TROUBLESHOOTING.md lists what they find. Of what could not be reached only that is said: nothing
// that was not looked at passes.
func checks(f Facts) []check {
	provider, ledger := twilioChecks(), ledgerChecks()
	if f.Twilio.Err != "" {
		provider = provider[:1]
	}
	if f.Database.Err != "" {
		ledger = ledger[:1]
	}
	return append(append(ownChecks(), provider...), ledger...)
}

// always is what is said of a check that found nothing and has nothing to tell.
func always(text string) func(Facts) string { return func(Facts) string { return text } }
