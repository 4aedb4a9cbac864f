package models

import (
	"context"
	"fmt"
)

// PolicyVersion is one saved state of a body of rules. The latest version of a kind is in force; earlier ones are kept, so that it can be
// told by which rules a promise was judged, and gone back to.
type PolicyVersion struct {
	Kind      PolicyKind `gorm:"primaryKey"`
	Version   int        `gorm:"primaryKey"` // 1, 2, ...; 0 is what ships, which is no row
	Body      string     // JSON
	Origin    Origin
	Digest    string // SHA-256 of Body in hexadecimal, so that an unchanged file makes no version
	Note      string // why, in words
	CreatedBy string // actor
	CreatedAt Instant
}

// TableName is the table's name.
func (PolicyVersion) TableName() string { return "policies" }

// PolicyKind names a body of rules that is versioned.
type PolicyKind string

// The kinds of rules.
const (
	PolicyCallingHours PolicyKind = "calling_hours" // hours.Rules
	PolicyTeams        PolicyKind = "teams"         // a list of TeamSetting: ladders and capacities
	PolicyOutcomes     PolicyKind = "outcomes"      // a list of OutcomeSetting: retries
	PolicyAgents       PolicyKind = "agents"        // a list of AgentSetting: teams given by hand
	PolicyReasons      PolicyKind = "reasons"       // a list of ReasonSetting
	PolicyWelcome      PolicyKind = "welcome_sources"
)

// Origin says where a version came from.
type Origin string

// The origins.
const (
	OriginFile Origin = "file" // the configuration file, at a start
	OriginAPI  Origin = "api"  // a person, in the console or over the API
)

// PolicyInForce returns the version of a kind that is in force; version 0, without a body, when nothing was ever saved.
func (s *Store) PolicyInForce(ctx context.Context, kind PolicyKind) (PolicyVersion, error) {
	var latest PolicyVersion
	err := s.look(ctx, "read rules in force", func(tx *Tx) (err error) {
		latest, err = tx.latestPolicy(kind)
		return err
	})
	return latest, err
}

// PolicyVersions lists the versions of a kind, newest first and without their bodies, from below a version on (0: from the newest), and
// returns below which the next page begins, 0 at the end.
func (s *Store) PolicyVersions(ctx context.Context, kind PolicyKind, below, limit int) ([]PolicyVersion, int, error) {
	query := s.read.WithContext(ctx).Omit("body").Where("kind = ?", kind)
	if below > 0 {
		query = query.Where("version < ?", below)
	}
	var found []PolicyVersion
	if err := query.Order("version DESC").Limit(limit + 1).Find(&found).Error; err != nil {
		return nil, 0, fmt.Errorf("list versions of %s: %w", kind, err)
	}
	if len(found) <= limit {
		return found, 0, nil
	}
	return found[:limit], found[limit-1].Version, nil
}

// PolicyVersion returns one version with its body. One that was never saved is ErrNotFound.
func (s *Store) PolicyVersion(ctx context.Context, kind PolicyKind, version int) (PolicyVersion, error) {
	var found PolicyVersion
	err := s.read.WithContext(ctx).Where("kind = ? AND version = ?", kind, version).Take(&found).Error
	if noRows(err) {
		err = ErrNotFound
	}
	if err != nil {
		return found, fmt.Errorf("version %d of %s: %w", version, kind, err)
	}
	return found, nil
}

// latestPolicy reads the version in force, for writing the next one where tx writes.
func (tx *Tx) latestPolicy(kind PolicyKind) (PolicyVersion, error) {
	found := []PolicyVersion{}
	if err := tx.locked().Where("kind = ?", kind).Order("version DESC").Limit(1).Find(&found).Error; err != nil {
		return PolicyVersion{}, fmt.Errorf("read version of %s: %w", kind, err)
	}
	if len(found) == 0 {
		return PolicyVersion{Kind: kind}, nil
	}
	return found[0], nil
}
