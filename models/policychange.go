package models

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"time"

	"github.com/ringback/ringback/models/hours"
)

// PolicyChange is a change of one body of rules. It can be saved, or asked what it would do.
type PolicyChange struct {
	kind    PolicyKind
	note    string // why, when nobody says
	propose func(tx *Tx, latest PolicyVersion, by Saving) (policyDocument, error)
}

// policyDocument is a body of rules as a version keeps it, in JSON.
type policyDocument interface {
	problems(*Store) []Problem // all that is wrong with it
	put(*Tx) error             // writes the rows that follow from it
	weigh(*Tx) (weigher, error)
}

// replacement is a change to a document that is given as a whole.
func replacement(kind PolicyKind, doc policyDocument) PolicyChange {
	return PolicyChange{kind: kind, propose: func(tx *Tx, _ PolicyVersion, _ Saving) (policyDocument, error) {
		return doc, problems(doc.problems(tx.store)).err()
	}}
}

// ReplaceTeams makes these teams the ones that are configured; every other is again one whose name a booking brought.
func ReplaceTeams(teams []TeamSetting) PolicyChange {
	return replacement(PolicyTeams, append(teamsDocument{}, teams...)) // [] in JSON, never null
}

// ReplaceOutcomes makes these outcomes the ones that differ from what ships: built-in ones that are not listed are as they ship, all
// others that are not listed are gone.
func ReplaceOutcomes(outcomes []OutcomeSetting) PolicyChange {
	return replacement(PolicyOutcomes, append(outcomesDocument{}, outcomes...))
}

// ReplaceAgents makes these agents the ones whose team is given by hand; every other has the team that TaskRouter tells of.
func ReplaceAgents(agents []AgentSetting) PolicyChange {
	return replacement(PolicyAgents, append(agentsDocument{}, agents...))
}

// ReplaceReasons makes these reasons, in this order, the ones that agents choose from.
func ReplaceReasons(reasons []ReasonSetting) PolicyChange {
	return replacement(PolicyReasons, append(reasonsDocument{}, reasons...))
}

// ReplaceWelcomeSources makes these the senders of welcome calls whose names are mapped.
func ReplaceWelcomeSources(sources []WelcomeSource) PolicyChange {
	return replacement(PolicyWelcome, newWelcomeDocument(sources))
}

// ReplaceCallingHours makes a document the calling hours. Who confirmed a set, and when, is written by the store: entries of Confirmed
// that are not in force yet are the saver's own.
func ReplaceCallingHours(rules hours.Rules) PolicyChange {
	return editHours("", func(tx *Tx, inForce hours.Rules, by Saving) (hours.Rules, error) {
		rules.Confirmed = maps.Clone(rules.Confirmed)
		for id, given := range rules.Confirmed {
			if inForce.Confirmed[id] != given {
				given.By, given.At = by.Actor, tx.now.Time().Format(time.RFC3339)
				rules.Confirmed[id] = given
			}
		}
		return rules, nil
	})
}

// ConfirmSet records that advice was taken about a set of calling hours as it is in force: it is then no longer shown as unverified.
func ConfirmSet(id string) PolicyChange {
	return editHours("advice was taken on "+id, func(tx *Tx, inForce hours.Rules, by Saving) (hours.Rules, error) {
		set, ok := hours.NewRulebook(tx.store.rules.presets, inForce).Set(id)
		if !ok {
			return inForce, invalid("validation_failed", "set", "there is no set %q; GET /calling-hours lists them", cut(id, 64))
		}
		confirmed := maps.Clone(inForce.Confirmed)
		if confirmed == nil {
			confirmed = map[string]hours.Confirmation{}
		}
		confirmed[id] = hours.Confirmation{Version: set.Version, By: by.Actor, At: tx.now.Time().Format(time.RFC3339), Note: by.Note}
		inForce.Confirmed = confirmed
		return inForce, nil
	})
}

// CloseDays makes these the site's own days without calls, in place of those that were.
func CloseDays(days []hours.ClosedDay) PolicyChange {
	return editHours("the site's own closed days", func(_ *Tx, inForce hours.Rules, _ Saving) (hours.Rules, error) {
		inForce.Closed = days
		return inForce, nil
	})
}

// editHours is a change that makes the next calling hours of those in force.
func editHours(note string, edit func(tx *Tx, inForce hours.Rules, by Saving) (hours.Rules, error)) PolicyChange {
	return PolicyChange{kind: PolicyCallingHours, note: note, propose: func(tx *Tx, latest PolicyVersion, by Saving) (policyDocument, error) {
		inForce, err := latest.Rules()
		if err != nil {
			return nil, err
		}
		next, err := edit(tx, inForce, by)
		if err != nil {
			return nil, err
		}
		doc := hoursDocument{next}
		return doc, problems(doc.problems(tx.store)).err()
	}}
}

// BackTo makes the document of an earlier version the newest one. Version 0 is what ships: the presets alone, the built-in outcomes
// alone, no team configured, the reasons that ship.
func BackTo(kind PolicyKind, version int) PolicyChange {
	note := fmt.Sprintf("back to version %d", version)
	return PolicyChange{kind: kind, note: note, propose: func(tx *Tx, latest PolicyVersion, _ Saving) (policyDocument, error) {
		var earlier PolicyVersion
		err := tx.db.Where("kind = ? AND version = ?", kind, version).Take(&earlier).Error
		if noRows(err) && version != 0 {
			return nil, invalid("validation_failed", "version", "there is no version %d; the latest is %d", version, latest.Version)
		}
		if err != nil && !noRows(err) {
			return nil, fmt.Errorf("read version %d of %s: %w", version, kind, err)
		}
		earlier.Kind = kind
		doc, err := earlier.document()
		if err != nil {
			return nil, err
		}
		return doc, problems(doc.problems(tx.store)).err() // a later release may refuse what an earlier one took
	}}
}

// document is the version's body.
func (v PolicyVersion) document() (doc policyDocument, err error) {
	switch v.Kind {
	case PolicyCallingHours:
		rules, err := v.Rules()
		return hoursDocument{rules}, err
	case PolicyTeams:
		teams, err := read[teamsDocument](v)
		return append(teamsDocument{}, teams...), err
	case PolicyAgents:
		agents, err := read[agentsDocument](v)
		return append(agentsDocument{}, agents...), err
	case PolicyWelcome:
		return readWelcomeSources(v)
	case PolicyReasons:
		return readReasons(v)
	case PolicyOutcomes:
		outcomes, err := read[outcomesDocument](v)
		return append(outcomesDocument{}, outcomes...), err
	}
	return nil, errors.New("no such kind of rules: " + string(v.Kind))
}

// Rules are the calling hours of a version of them.
func (v PolicyVersion) Rules() (hours.Rules, error) { return read[hours.Rules](v) }

// read decodes a version's body; version 0 has none.
func read[T any](v PolicyVersion) (doc T, err error) {
	if v.Body == "" {
		return doc, nil
	}
	if err := json.Unmarshal([]byte(v.Body), &doc); err != nil {
		return doc, fmt.Errorf("read %s, version %d: %w", v.Kind, v.Version, err)
	}
	return doc, nil
}
