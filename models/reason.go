package models

import (
	"context"
	"slices"
	"strings"
)

// Reasons lists the reasons in force, in the order in which they are offered, and the version that they are of.
func (s *Store) Reasons(ctx context.Context) ([]ReasonSetting, int, error) {
	reasons, version, err := s.reasons.get(s.read.WithContext(ctx))
	return slices.Clone(reasons), version, wrapped("list reasons", err)
}

// reasonCode is the configured reason that a text means, else other.
func (tx *Tx) reasonCode(text string) (string, error) {
	if strings.TrimSpace(text) == "" {
		return OtherReason, nil
	}
	reasons, _, err := tx.store.reasons.get(tx.db)
	if err != nil {
		return "", err
	}
	return reasons.codeOf(text), nil
}

// codeOf finds the reason that was chosen, by its code or what people see of it in any language; else one of whose words is in the text.
func (d reasonsDocument) codeOf(text string) string {
	name, words := NormalOutcome(text), strings.ToLower(text)
	chosen := func(r ReasonSetting) bool {
		if name == "" {
			return false
		}
		if name == NormalOutcome(r.Code) || name == NormalOutcome(r.Label) {
			return true
		}
		for _, label := range r.Labels {
			if name == NormalOutcome(label) {
				return true
			}
		}
		return false
	}
	meant := func(r ReasonSetting) bool {
		return slices.ContainsFunc(r.Match, func(word string) bool { return strings.Contains(words, strings.ToLower(word)) })
	}
	for _, is := range []func(ReasonSetting) bool{chosen, meant} {
		if i := slices.IndexFunc(d, is); i >= 0 {
			return d[i].Code
		}
	}
	return OtherReason
}
