// Package shown is how what the ledger knows looks in JSON where the API and the webhooks answer alike: absent is null, and each instant has
// the donor's wall time beside it.
package shown

import (
	"time"

	"github.com/ringback/ringback/models"
)

// WallLayout is how a donor's clock is shown: to the second, without an offset, since the zone stands beside it.
const WallLayout = "2006-01-02T15:04:05"

// OrNull is a text as JSON shows it: null when there is none.
func OrNull[T ~string](text T) *string {
	if text == "" {
		return nil
	}
	plain := string(text)
	return &plain
}

// OrNone is a list as JSON shows it: empty, never null.
func OrNone(list []string) []string {
	if list == nil {
		return []string{}
	}
	return list
}

// Wall is an instant on the donor's clock, null where either is not known.
func Wall(at models.Instant, loc *time.Location) *string {
	if at.IsZero() || loc == nil {
		return nil
	}
	return OrNull(at.Time().In(loc).Format(WallLayout))
}
