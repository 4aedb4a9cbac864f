package config

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/ringback/ringback/models/hours"
)

// Bounds of the file's numbers. A day bounds minutes, since a window is at most
// half of one; a retry after a month is a new promise, not a retry.
const (
	maxMinutes    = 24 * 60
	maxAttempts   = 100
	maxRetryAfter = 31 * 24 * time.Hour
	maxRetries    = 50 // of one outcome: so many delays fit their column
	maxNameLength = 100
	maxTeamName   = 64
	maxCode       = 64
	maxCapacity   = 10000 // promises per quarter of an hour
	maxPerAgent   = 100   // of them for each agent: one every nine seconds
	maxOverbook   = 100   // percent: twice the capacity
	maxRequests   = 100000
)

// zoneForm is the form of the tz database's names, which offsets such as UTC+8 do
// not have.
var zoneForm = regexp.MustCompile(`^(GMT\+0|[A-Z][A-Za-z0-9-]+(/[A-Za-z0-9_+-]+){0,2})$`)

// The bounds of retention.closed_days. Calling hours count dials of the last 30 days
// by number, so that it must be there for longer.
const (
	minClosedDays = 31
	maxClosedDays = 3660
)

// problems is all that is wrong, each with its place in the file. The error is of the
// program itself.
func (d Directory) problems() (Problems, error) {
	var p Problems
	p.teams(d.Teams)
	p.outcomes(d.Outcomes)
	p.reasons(d.Reasons)
	if a := d.Privacy.TaskAttributes; a != "minimal" && a != "full" {
		p.add("privacy.task_attributes", "want minimal or full; got %q", a)
	}
	for i, role := range d.Privacy.MaskNumbers {
		if role != "agent" && role != "supervisor" {
			p.add(fmt.Sprintf("privacy.mask_numbers[%d]", i), "want agent or supervisor; got %q", role)
		}
	}
	if days := d.Retention.ClosedDays; days != 0 {
		p.between("retention.closed_days", days, minClosedDays, maxClosedDays)
	}
	for i, name := range d.Suppression.TaskTypes {
		p.taskType(fmt.Sprintf("suppression.task_types[%d]", i), name)
	}
	p.between("retry.max_attempts", d.Retry.MaxAttempts, 1, maxAttempts)
	p.between("limits.per_second", d.Limits.PerSecond, 1, maxRequests)
	p.webhooks(d.Webhooks)
	p.welcome(d.Welcome)
	p.between("limits.burst", d.Limits.Burst, 1, maxRequests)
	p.between("grace_minutes", d.GraceMinutes, 0, maxMinutes)
	return p, p.callingHours(d.CallingHours)
}

// callingHours names the faults of the document by their place in the file.
func (p *Problems) callingHours(rules *hours.Rules) error {
	if rules == nil {
		return nil
	}
	presets, err := hours.NewPresets()
	if err != nil {
		return err
	}
	for _, fault := range rules.Validate(presets) {
		p.add("calling_hours."+fault.Path, "%s", fault.Detail)
	}
	return nil
}

func (p *Problems) teams(teams []Team) {
	seen := map[string]string{}
	for i, team := range teams {
		at := fmt.Sprintf("teams[%d]", i)
		p.name(at+".name", team.Name, maxTeamName)
		p.unique(seen, at+".name", strings.ToLower(team.Name))
		p.zone(at+".timezone", team.Timezone)
		p.between(at+".ladder.owner_minutes", team.Ladder.OwnerMinutes, 1, maxMinutes)
		p.between(at+".ladder.team_minutes", team.Ladder.TeamMinutes, 1, maxMinutes)
		p.between(at+".ladder.alert_minutes", team.Ladder.AlertMinutes, 1, maxMinutes)
		p.slots(at+".slots", team.Slots)
	}
}

func (p *Problems) slots(at string, s Slots) {
	p.between(at+".capacity", s.Capacity, 0, maxCapacity)
	if !(s.PerAgent >= 0 && s.PerAgent <= maxPerAgent) { // NaN is neither
		p.add(at+".per_agent", "want a number from 0 to %d, such as 1.5; got %v", maxPerAgent, s.PerAgent)
	}
	p.between(at+".overbook_percent", s.OverbookPercent, 0, maxOverbook)
}

// taskType refuses the product's own: its Tasks are never the main list's.
func (p *Problems) taskType(place, name string) {
	p.name(place, name, maxCode)
	if name == "callback" {
		p.add(place, "callback is the taskType of the promises themselves: name that of your dialer's Tasks")
	}
}

// zone refuses Local too, which means another zone on each machine.
func (p *Problems) zone(place, name string) {
	if name != "" && (name == "Local" || !zoneForm.MatchString(name)) {
		p.add(place, "want an IANA name, such as Australia/Perth; got %q", name)
	}
}

func (p *Problems) outcomes(outcomes []Outcome) {
	seen := map[string]string{}
	for i, o := range outcomes {
		at := fmt.Sprintf("outcomes[%d]", i)
		p.name(at+".code", o.Code, maxCode)
		p.unique(seen, at+".code", foldCode(o.Code))
		p.action(at, o)
		p.retry(at, o)
	}
}

// action checks that the resolution is one the action can end with.
func (p *Problems) action(at string, o Outcome) {
	switch o.Action {
	case ActionContact:
		p.among(at+".resolution", o.Resolution, "contacted", "satisfied_elsewhere", "refused")
	case ActionClose:
		p.among(at+".resolution", o.Resolution, "contacted", "satisfied_elsewhere", "refused", "no_contact",
			"wrong_number", "do_not_call", "deceased", "donor_cancelled", "manager_cancelled", "duplicate")
	case ActionCallback, ActionRetry:
		if o.Resolution != "" {
			p.add(at+".resolution", "leave it out: action %s does not end the callback by itself", o.Action)
		}
	default:
		p.add(at+".action", "want one of contact, callback, retry, close; got %q", string(o.Action))
	}
}

// retry checks retry_after and retry_max, which belong to the action retry alone.
func (p *Problems) retry(at string, o Outcome) {
	if o.Action == ActionRetry {
		if o.RetryAfter < time.Minute || o.RetryAfter > maxRetryAfter {
			p.add(at+".retry_after", "want a duration from 1m to 744h, such as 48h; got %q", o.RetryAfter.String())
		}
		p.between(at+".retry_max", o.RetryMax, 1, maxRetries)
		return
	}
	if o.RetryAfter != 0 || o.RetryMax != 0 {
		p.add(at, "retry_after and retry_max are for action retry; leave them out or change the action")
	}
}

// reasons checks also that no word means two reasons.
func (p *Problems) reasons(reasons []Reason) {
	codes, words := map[string]string{}, map[string]string{}
	for i, r := range reasons {
		at := fmt.Sprintf("reasons[%d]", i)
		p.name(at+".code", r.Code, maxCode)
		p.unique(codes, at+".code", foldCode(r.Code))
		if foldCode(r.Code) == "other" {
			p.add(at+".code", "a reason in words that matches none counts as other: choose another code")
		}
		for j, word := range r.Match {
			place := fmt.Sprintf("%s.match[%d]", at, j)
			p.name(place, word, maxNameLength)
			p.unique(words, place, strings.ToLower(word))
		}
	}
}

func (p *Problems) name(place, value string, most int) {
	if value == "" || utf8.RuneCountInString(value) > most || strings.TrimSpace(value) != value ||
		strings.ContainsFunc(value, unicode.IsControl) {
		p.add(place, "want 1 to %d characters, without spaces around or line ends; got %q", most, value)
	}
}

// unique reports the second place of a value. Empty ones are reported already.
func (p *Problems) unique(seen map[string]string, place, value string) {
	if first, ok := seen[value]; ok && value != "" {
		p.add(place, "the same as %s", first)
		return
	}
	seen[value] = place
}

func (p *Problems) between(place string, value, least, most int) {
	if value < least || value > most {
		p.add(place, "want a whole number from %d to %d; got %d", least, most, value)
	}
}

func (p *Problems) among(place, value string, allowed ...string) {
	if !slices.Contains(allowed, value) {
		p.add(place, "want one of %s; got %q", strings.Join(allowed, ", "), value)
	}
}

// foldCode is how codes are compared: without case, spaces and underscores.
func foldCode(code string) string {
	return strings.NewReplacer(" ", "", "_", "").Replace(strings.ToLower(code))
}
