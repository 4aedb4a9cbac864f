package models

import (
	"fmt"
	"slices"
	"time"
)

// OutcomeSetting is an outcome as it is configured.
type OutcomeSetting struct {
	Code       string     `json:"code"`
	Label      string     `json:"label,omitempty"` // empty: the code
	Action     Action     `json:"action"`
	Resolution Resolution `json:"resolution,omitempty"` // of ActResolve
	// RetryDelays are the seconds until the next try after the first such outcome, the second, and so on; used up means no_contact.
	RetryDelays []int `json:"retry_delays,omitempty"`
}

// Bounds of an outcome. A retry after a month is a new promise; so many delays fit their column.
const (
	maxOutcomes     = 500
	maxOutcomeCode  = 64  // characters
	maxOutcomeLabel = 100 // characters
	maxRetries      = 50
	minRetryDelay   = time.Minute
	maxRetryDelay   = 31 * 24 * time.Hour
)

// outcomesDocument are the outcomes that differ from what ships.
type outcomesDocument []OutcomeSetting

func (d outcomesDocument) problems(*Store) []Problem {
	var found checks
	found.add(len(d) > maxOutcomes, "outcomes", "over %d outcomes", maxOutcomes)
	seen := map[string]bool{}
	for i, o := range d {
		at := fmt.Sprintf("outcomes[%d].", i)
		name := NormalOutcome(o.Code)
		found.add(!isName(o.Code, maxOutcomeCode), at+"code", "want 1 to %d characters, without spaces around", maxOutcomeCode)
		found.add(seen[name], at+"code", "a second outcome %q: case, spaces, hyphens and underscores make no difference", o.Code)
		seen[name] = true
		found.add(o.Label != "" && !isName(o.Label, maxOutcomeLabel), at+"label", "want at most %d characters, without spaces around", maxOutcomeLabel)
		o.checkAction(at, &found)
		o.checkFixed(at, &found)
	}
	return found
}

func (o OutcomeSetting) checkAction(at string, found *checks) {
	found.add(!slices.Contains([]Action{ActCallback, ActRetry, ActResolve}, o.Action), at+"action", "one of callback, retry, resolve")
	found.add(o.Action == ActResolve && !o.Resolution.chosen(), at+"resolution", "want how the promise ends: contacted, satisfied_elsewhere, refused, "+
		"no_contact, wrong_number, do_not_call, deceased, donor_cancelled, manager_cancelled or duplicate")
	found.add(o.Action != ActResolve && o.Resolution != "", at+"resolution", "leave it out: the action %s does not end the promise by itself", o.Action)
	found.add(o.Action == ActRetry && (len(o.RetryDelays) == 0 || len(o.RetryDelays) > maxRetries), at+"retry_delays", "want 1 to %d delays in seconds", maxRetries)
	found.add(o.Action != ActRetry && len(o.RetryDelays) > 0, at+"retry_delays", "leave it out: delays belong to the action retry")
	for j, seconds := range o.RetryDelays {
		delay := time.Duration(seconds) * time.Second
		bad := seconds < 0 || seconds > int(maxRetryDelay/time.Second) || delay < minRetryDelay
		found.add(bad, fmt.Sprintf("%sretry_delays[%d]", at, j), "want seconds, from a minute to 31 days")
	}
}

// checkFixed keeps what other parts rely on: the two outcomes that make a promise, and those that no retry may follow.
func (o OutcomeSetting) checkFixed(at string, found *checks) {
	for _, own := range builtInOutcomes() {
		if NormalOutcome(own.Code) != NormalOutcome(o.Code) {
			continue
		}
		fixed := own.Action == ActCallback || own.Resolution == DoNotCall || own.Resolution == Deceased
		found.add(fixed && (o.Action != own.Action || o.Resolution != own.Resolution), at+"action", "what %s does cannot be changed, only its label", own.Code)
	}
}

// chosen says whether an agent's choice may end a promise so; the others are what the ledger itself comes to.
func (r Resolution) chosen() bool {
	return slices.Contains([]Resolution{Contacted, SatisfiedElsewhere, Refused, NoContact, WrongNumber, DoNotCall, Deceased, DonorCancelled,
		ManagerCancelled, Duplicate}, r)
}

func (d outcomesDocument) put(tx *Tx) error {
	rows := d.rows()
	codes := make([]string, len(rows))
	for i, row := range rows {
		codes[i] = row.Code
		if err := tx.putOutcome(row); err != nil {
			return err
		}
	}
	return wrapped("drop outcomes", tx.db.Where("code NOT IN ?", codes).Delete(&Outcome{}).Error)
}

// rows are all outcomes that there are by the document: its own, and the built-in ones that it leaves as they ship.
func (d outcomesDocument) rows() []Outcome {
	rows := builtInOutcomes()
	for _, o := range d {
		row := Outcome{Code: o.Code, Label: o.Label, Action: o.Action, Resolution: o.Resolution, RetryDelays: JSON[[]int]{append([]int{}, o.RetryDelays...)}}
		if row.Label == "" {
			row.Label = o.Code
		}
		same := slices.IndexFunc(rows, func(r Outcome) bool { return NormalOutcome(r.Code) == NormalOutcome(o.Code) })
		if same < 0 {
			rows = append(rows, row)
			continue
		}
		row.Code, row.BuiltIn = rows[same].Code, rows[same].BuiltIn
		rows[same] = row
	}
	return rows
}
