package year

import (
	"context"
	"errors"
	"fmt"

	"github.com/ringback/ringback/models"
)

// takeWish books one donor's wish. An hour that is refused must be refused by a rule that is named, with times that would do, and the
// first of those is taken.
func (c *centre) takeWish(ctx context.Context) error {
	c.donors++
	d := c.newDonor(c.donors)
	w := wishOf(c.chance, c.clock.Now(), d.loc)
	b := c.bookingOf(d, w)
	_, _, err := c.store.Book(ctx, b)
	var refused *models.InvalidError
	if errors.As(err, &refused) {
		if b, err = c.offered(b, refused); err != nil {
			return err
		}
		_, _, err = c.store.Book(ctx, b)
	}
	if err != nil {
		return fmt.Errorf("book %s at %s %s: %w", b.Record.ExternalID, b.LocalTime, b.Timezone, err)
	}
	if b.Override != nil {
		c.Overrides++
	}
	c.Promises++
	return nil
}

func (c *centre) bookingOf(d donor, w wish) models.Booking {
	agent := c.chance.IntN(len(c.workers))
	b := models.Booking{CallbackRequest: models.CallbackRequest{LocalTime: w.local, Timezone: d.zone, Routing: models.ToTeam, Team: c.teams[c.chance.IntN(len(c.teams))], Reason: "driving"},
		Record: d.ref, Source: models.SourceAPI, Actor: "agent:" + c.workers[agent]}
	if c.chance.IntN(3) == 0 {
		b.Routing, b.OwnerSid = models.ToAgent, c.workers[agent]
	}
	if w.night && c.chance.IntN(5) > 0 { // the shift worker's recorded wish; one in five forgets to record it
		b.Override = &models.OverrideRequest{RequestedBy: "donor", CapturedVia: "call", Wording: "I work shifts: ring me at eleven at night"}
		b.Approver = "key:manager"
	}
	return b
}

// offered is a refused booking at the first time that was offered instead.
func (c *centre) offered(b models.Booking, refused *models.InvalidError) (models.Booking, error) {
	if p := refused.Problems[0]; p.Rule == "" || p.NextAllowedAt.IsZero() || len(refused.Alternatives) == 0 {
		return b, fmt.Errorf("%s %s was refused without rule or offer: %+v, %d offers", b.LocalTime, b.Timezone, p, len(refused.Alternatives))
	}
	c.Refused++
	b.LocalTime, b.Timezone, b.Override = refused.Alternatives[0].LocalTime, refused.Alternatives[0].Timezone, nil
	return b, nil
}
