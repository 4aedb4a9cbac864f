package models

import (
	"cmp"
	"context"
	"fmt"

	"github.com/ringback/ringback/models/hours"
)

// HoursQuery says whose calling hours are asked about: a record's, or those of anybody in a place.
type HoursQuery struct {
	RecordID string // a donor who is known; or
	Region   string // ISO 3166; empty: the country of Zone
	Team     string // whose policy holds too
	Campaign string // likewise
	Zone     string // the donor's clock, IANA; a record's own goes before it
}

// HoursAt returns all that bears on whether the donor may be rung, for hours.Judge; At is for the caller to fill in. An unknown record is
// ErrNotFound.
func (s *Store) HoursAt(ctx context.Context, a HoursQuery) (q hours.Question, err error) {
	err = s.look(ctx, "read calling hours", func(tx *Tx) error {
		donor := &Record{Region: cmp.Or(a.Region, hours.CountryOfZone(a.Zone)), Timezone: a.Zone}
		if a.RecordID != "" {
			if donor, err = tx.recordWhere("id = ?", a.RecordID); err != nil {
				return err
			}
			if donor == nil {
				return fmt.Errorf("record %s: %w", cut(a.RecordID, 40), ErrNotFound)
			}
		}
		donor.Campaign = cmp.Or(a.Campaign, donor.Campaign)
		q, err = tx.question(asked{donor: donor, team: a.Team, phone: donor.Phone, zone: a.Zone})
		q.Now = tx.now.Time()
		return err
	})
	return q, err
}
