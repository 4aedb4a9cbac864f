package models

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
)

// ReasonSetting is a reason for which donors ask to be rung later, as it is configured. Agents choose from these, or say another in words.
type ReasonSetting struct {
	Code   string            `json:"code"`
	Label  string            `json:"label,omitempty"`  // what people see; empty: the code
	Labels map[string]string `json:"labels,omitempty"` // by language, as BCP 47 names it, where it differs
	Match  []string          `json:"match,omitempty"`  // words in an agent's own text that mean it, any case
	Team   string            `json:"team,omitempty"`   // whose agents are offered it; empty: everyone's
}

// Bounds of a reason. The code has a column; a list that is longer is not one to choose from.
const (
	maxReasons      = 100
	maxReasonCode   = 64  // characters
	maxReasonLabel  = 100 // characters
	maxReasonLabels = 20
	maxReasonWords  = 50
)

// OtherReason is the code of a reason that is said in words and matches none that is configured.
const OtherReason = "other"

// reasonsDocument are all reasons, in the order in which they are offered.
type reasonsDocument []ReasonSetting

// shippedReasons are those of version 0.
func shippedReasons() reasonsDocument {
	arabic := func(label string) map[string]string { return map[string]string{"ar": label} }
	return reasonsDocument{
		{"driving", "Driving", arabic("يقود السيارة"), []string{"driving", "in the car"}, ""},
		{"at_work", "At work", arabic("في العمل"), []string{"at work", "working", "meeting", "shift"}, ""},
		{"family", "Busy with family", arabic("مشغول مع العائلة"), []string{"dinner", "baby", "child", "kids", "family"}, ""},
		{"decision_maker", "Wants to ask their partner", arabic("يريد سؤال شريكه"), []string{"partner", "husband", "wife", "spouse"}, ""},
		{"unwell", "Unwell", arabic("متوعك"), []string{"unwell", "sick", "hospital"}, ""},
	}
}

// readReasons is a version's document; version 0 has what ships.
func readReasons(v PolicyVersion) (reasonsDocument, error) {
	if v.Version == 0 && v.Body == "" {
		return shippedReasons(), nil
	}
	reasons, err := read[reasonsDocument](v)
	return append(reasonsDocument{}, reasons...), err
}

func (d reasonsDocument) problems(*Store) []Problem {
	var found checks
	found.add(len(d) > maxReasons, "reasons", "over %d reasons", maxReasons)
	codes, words := map[string]bool{}, map[string]bool{}
	for i, r := range d {
		at, name := fmt.Sprintf("reasons[%d].", i), NormalOutcome(r.Code)
		found.add(!isName(r.Code, maxReasonCode), at+"code", "want 1 to %d characters, without spaces around", maxReasonCode)
		found.add(name == OtherReason, at+"code", "a reason in words that matches none counts as %q: choose another code", OtherReason)
		found.add(codes[name], at+"code", "a second reason %q: case, spaces, hyphens and underscores make no difference", r.Code)
		codes[name] = true
		found.add(r.Label != "" && !isName(r.Label, maxReasonLabel), at+"label", "want at most %d characters, without spaces around", maxReasonLabel)
		found.add(r.Team != "" && !isName(r.Team, maxTeamSettingName), at+"team", "want a team's name of at most %d characters", maxTeamSettingName)
		r.checkLabels(at, &found)
		r.checkWords(at, words, &found)
	}
	return found
}

func (r ReasonSetting) checkLabels(at string, found *checks) {
	language := regexp.MustCompile(`^[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}$`)
	found.add(len(r.Labels) > maxReasonLabels, at+"labels", "over %d languages", maxReasonLabels)
	for _, name := range slices.Sorted(maps.Keys(r.Labels)) {
		found.add(!language.MatchString(name), at+"labels", "want languages as BCP 47 names them, such as ar or pt-BR; got %q", cut(name, 20))
		found.add(!isName(r.Labels[name], maxReasonLabel), at+"labels."+cut(name, 20), "want 1 to %d characters, without spaces around", maxReasonLabel)
	}
}

// checkWords also sees that no word means two reasons.
func (r ReasonSetting) checkWords(at string, words map[string]bool, found *checks) {
	found.add(len(r.Match) > maxReasonWords, at+"match", "over %d words", maxReasonWords)
	for i, word := range r.Match {
		place, folded := fmt.Sprintf("%smatch[%d]", at, i), strings.ToLower(word)
		found.add(!isName(word, maxReasonLabel), place, "want 1 to %d characters, without spaces around", maxReasonLabel)
		found.add(words[folded], place, "%q means a reason already", word)
		words[folded] = true
	}
}

// put writes no rows: what reads the reasons reads the version in force. Teams that are named for the first time become known.
func (d reasonsDocument) put(tx *Tx) error {
	for _, r := range d {
		if r.Team == "" {
			continue
		}
		if _, err := tx.noteTeam(r.Team); err != nil {
			return err
		}
	}
	return nil
}

// weigh finds no effects: a promise keeps the reason that it was made with.
func (d reasonsDocument) weigh(*Tx) (weigher, error) {
	return func([]Listed) ([]Effect, error) { return nil, nil }, nil
}
