package main

import (
	"context"
	"fmt"

	"github.com/ringback/ringback/models"
)

// opener is a donor who asks to be rung again a moment later.
type opener struct {
	models.RecordRef
	nightShift bool // it is outside the calling hours where they live: they ask for it in their own words
}

// chooseOpeners picks donors who may be rung at this hour, wherever it is day; for want of them, those of Australia, whose rules let a
// donor ask for another hour.
func (d *demo) chooseOpeners(ctx context.Context) ([]opener, error) {
	var awake, asleep []opener
	for _, donor := range donors() {
		loc, err := d.instance.Store().Zone(donor.Timezone)
		if err != nil {
			return nil, err
		}
		wish := models.CallbackRequest{LocalTime: d.clock.Now().In(loc).Format("2006-01-02T15:04:05"), Timezone: donor.Timezone}
		view, err := d.instance.Store().Preview(ctx, models.Booking{CallbackRequest: wish, Record: donor, Source: models.SourceAPI, Actor: "demo"})
		if err != nil {
			return nil, fmt.Errorf("ask who may be rung: %w", err)
		}
		switch {
		case mayBeRung(view):
			awake = append(awake, opener{RecordRef: donor})
		case donor.Region == "AU":
			asleep = append(asleep, opener{donor, true})
		}
	}
	return append(awake, asleep...)[:len(openingCalls())], nil
}

// mayBeRung says whether nothing but a promise that is open already, which a later wish moves, speaks against ringing a donor now.
func mayBeRung(view models.Preview) bool {
	for _, p := range view.Problems {
		if p.Code != "callback_already_open" {
			return false
		}
	}
	return true
}
