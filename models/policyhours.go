package models

import (
	"context"
	"fmt"

	"github.com/ringback/ringback/models/hours"
)

// hoursDocument is a version of the calling hours. No row follows from it: the gate reads the document itself.
type hoursDocument struct{ hours.Rules }

func (d hoursDocument) problems(s *Store) []Problem {
	var found []Problem
	add := func(path, detail string) {
		found = append(found, Problem{Code: "validation_failed", Field: "calling_hours." + path, Detail: detail})
	}
	for _, fault := range d.Validate(s.rules.presets) {
		add(fault.Path, fault.Detail)
	}
	for i, set := range d.Sets {
		if set.Confirmed {
			add(fmt.Sprintf("sets[%d].confirmed", i), "a set is confirmed by an entry in confirmed, which names who answers for it")
		}
	}
	return found
}

func (hoursDocument) put(*Tx) error { return nil }

// CallingHours are the calling hours in force.
type CallingHours struct {
	PolicyVersion
	Rules hours.Rules
	Book  *hours.Rulebook
}

// CallingHours returns the calling hours in force.
func (s *Store) CallingHours(ctx context.Context) (*CallingHours, error) {
	latest, err := s.PolicyInForce(ctx, PolicyCallingHours)
	if err != nil {
		return nil, err
	}
	rules, err := latest.Rules()
	if err != nil {
		return nil, err
	}
	return &CallingHours{latest, rules, hours.NewRulebook(s.rules.presets, rules)}, nil
}

// Presets are the sets of calling hours that ship.
func (s *Store) Presets() *hours.Presets { return s.rules.presets }
