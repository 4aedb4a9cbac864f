package models

import (
	"context"
	"fmt"

	"github.com/ringback/ringback/models/hours"
)

// FileRules are the versioned sections of the configuration file. One that the file does not have is nil.
type FileRules struct {
	CallingHours *hours.Rules
	Teams        []TeamSetting
	Outcomes     []OutcomeSetting
	Reasons      []ReasonSetting
	Welcome      []WelcomeSource
}

// actorFile is who saved it when the configuration file did.
const actorFile = "file"

// AdoptFile makes a section of the file the version in force when the file has changed in it since a version last came from there, and
// returns which sections those were. What people saved since stays in force otherwise. A section with faults is an InvalidError.
func (s *Store) AdoptFile(ctx context.Context, file FileRules) ([]PolicyKind, error) {
	sections := map[PolicyKind]policyDocument{}
	if file.CallingHours != nil {
		sections[PolicyCallingHours] = hoursDocument{*file.CallingHours}
	}
	if file.Teams != nil {
		sections[PolicyTeams] = teamsDocument(file.Teams)
	}
	if file.Outcomes != nil {
		sections[PolicyOutcomes] = outcomesDocument(file.Outcomes)
	}
	if file.Reasons != nil {
		sections[PolicyReasons] = reasonsDocument(file.Reasons)
	}
	if file.Welcome != nil {
		sections[PolicyWelcome] = newWelcomeDocument(file.Welcome)
	}
	var adopted []PolicyKind
	for _, kind := range []PolicyKind{PolicyCallingHours, PolicyTeams, PolicyOutcomes, PolicyReasons, PolicyWelcome} {
		if sections[kind] == nil {
			continue
		}
		made, err := s.adopt(ctx, kind, sections[kind])
		if err != nil {
			return adopted, err
		}
		if made {
			adopted = append(adopted, kind)
		}
	}
	return adopted, nil
}

func (s *Store) adopt(ctx context.Context, kind PolicyKind, doc policyDocument) (made bool, err error) {
	if err := problems(doc.problems(s)).err(); err != nil {
		return false, fmt.Errorf("configuration file: %w", err)
	}
	_, err = s.savePolicy(ctx, "adopt "+string(kind)+" of the configuration file", func(tx *Tx) (PolicyVersion, error) {
		latest, err := tx.latestPolicy(kind)
		if err != nil {
			return latest, err
		}
		next, err := nextPolicy(latest, doc)
		if err != nil {
			return latest, err
		}
		before, err := tx.digestOfFile(kind)
		if made = err == nil && before != next.Digest; !made {
			return latest, err
		}
		next.Origin, next.Note, next.CreatedBy = OriginFile, "the configuration file changed", actorFile
		return next, tx.putPolicy(&next, doc)
	})
	return made, err
}

// digestOfFile is the digest of the version of a kind that last came from the file, empty when none did.
func (tx *Tx) digestOfFile(kind PolicyKind) (string, error) {
	var digests []string
	query := tx.db.Model(&PolicyVersion{}).Where("kind = ? AND origin = ?", kind, OriginFile).Order("version DESC").Limit(1)
	err := query.Pluck("digest", &digests).Error
	if err != nil || len(digests) == 0 {
		return "", wrapped("read version of the file", err)
	}
	return digests[0], nil
}
