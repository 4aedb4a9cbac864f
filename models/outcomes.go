package models

import (
	"context"
	"fmt"

	"gorm.io/gorm/clause"
)

// PutOutcomes makes or updates outcomes by code, beside those that are there and without a version: for what seeds a database.
func (s *Store) PutOutcomes(ctx context.Context, outcomes ...Outcome) error {
	return s.inTx(ctx, "put outcomes", func(tx *Tx) error {
		for _, o := range outcomes {
			if err := tx.putOutcome(o); err != nil {
				return err
			}
		}
		return nil
	})
}

func (tx *Tx) putOutcome(o Outcome) error {
	o.CreatedAt, o.UpdatedAt = tx.now, tx.now
	onCode := clause.OnConflict{Columns: []clause.Column{{Name: "code"}},
		DoUpdates: clause.AssignmentColumns([]string{"label", "action", "resolution", "retry_delays", "updated_at"})}
	return wrapped("put outcome "+o.Code, tx.db.Clauses(onCode).Create(&o).Error)
}

// Outcomes lists all outcomes by code.
func (s *Store) Outcomes(ctx context.Context) ([]Outcome, error) {
	var outcomes []Outcome
	if err := s.read.WithContext(ctx).Order("code").Find(&outcomes).Error; err != nil {
		return nil, fmt.Errorf("list outcomes: %w", err)
	}
	return outcomes, nil
}

// seedOutcomes adds the built-in outcomes that are not there yet; edited ones are left as they are.
func (s *Store) seedOutcomes(ctx context.Context) error {
	return s.inTx(ctx, "seed outcomes", func(tx *Tx) error {
		for _, o := range builtInOutcomes() {
			o.CreatedAt, o.UpdatedAt = tx.now, tx.now
			if err := tx.db.Clauses(clause.OnConflict{DoNothing: true}).Create(&o).Error; err != nil {
				return fmt.Errorf("seed outcome %s: %w", o.Code, err)
			}
		}
		return nil
	})
}

// findOutcome finds an outcome by any spelling. A name that is not known returns ErrNotFound. The table is read once a transaction.
func (tx *Tx) findOutcome(name string) (Outcome, error) {
	if tx.outcomes == nil {
		if err := tx.db.Find(&tx.outcomes).Error; err != nil {
			return Outcome{}, fmt.Errorf("read outcomes: %w", err)
		}
	}
	return outcomeNamed(tx.outcomes, name)
}

func outcomeNamed(outcomes []Outcome, name string) (Outcome, error) {
	for _, o := range outcomes {
		if NormalOutcome(o.Code) == NormalOutcome(name) || NormalOutcome(o.Label) == NormalOutcome(name) {
			return o, nil
		}
	}
	return Outcome{}, fmt.Errorf("outcome %q: %w", name, ErrNotFound)
}

// FindOutcome finds an outcome by any spelling of its code or label. A name that is not known returns ErrNotFound.
func (s *Store) FindOutcome(ctx context.Context, name string) (Outcome, error) {
	outcomes, err := s.Outcomes(ctx)
	if err != nil {
		return Outcome{}, fmt.Errorf("find outcome: %w", err)
	}
	return outcomeNamed(outcomes, name)
}
