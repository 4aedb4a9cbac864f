package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/ringback/ringback/models"
)

const (
	teamWelcome  = "welcome"
	teamRenewals = "renewals"
)

// donors are forty people who do not exist. Their numbers are of the ranges that Australia's ACMA, Britain's Ofcom and the North
// American plan (555-01xx) keep for fiction.
func donors() []models.RecordRef {
	names := []string{"Aroha Ngata", "Ben Okafor", "Clara Weiss", "Dev Patel", "Elif Demir", "Femi Ade", "Grace Kim", "Hugo Blanc", "Ivy Chen", "Jonas Berg",
		"Kira Novak", "Liam Byrne", "Mina Haddad", "Noah Stone", "Olga Petrova", "Priya Nair", "Quinn Doyle", "Rosa Marin", "Seth Cole", "Tala Reyes",
		"Uma Rao", "Viktor Lund", "Wren Hale", "Ximena Paz", "Yusuf Kaya", "Zoe Martin", "Amara Diallo", "Bruno Costa", "Celia Ford", "Dina Levy",
		"Emil Sand", "Freya Holm", "Gus Park", "Hana Sato", "Idris Bell", "June West", "Kemal Aydin", "Lola Cruz", "Milo Hart", "Nia Owusu"}
	places := []struct {
		zone, region string
		number       func(int) string
	}{
		{"Australia/Perth", "AU", func(i int) string { return fmt.Sprintf("+614915701%02d", 56+i%4) }},
		{"Europe/London", "GB", func(i int) string { return fmt.Sprintf("+4477009001%02d", i) }},
		{"America/New_York", "US", func(i int) string { return fmt.Sprintf("+121255501%02d", i) }},
		{"Australia/Sydney", "AU", func(i int) string { return fmt.Sprintf("+614915729%02d", 80+i%8) }},
		{"America/Chicago", "US", func(i int) string { return fmt.Sprintf("+131255501%02d", i) }},
		{"America/Los_Angeles", "US", func(i int) string { return fmt.Sprintf("+121355501%02d", i) }},
	}
	list := make([]models.RecordRef, len(names))
	for i, name := range names {
		place, team := places[i%len(places)], teamWelcome
		if i%4 > 1 {
			team = teamRenewals
		}
		list[i] = models.RecordRef{ExternalID: fmt.Sprintf("D-%04d", 1001+i), Name: name, Phone: place.number(i), Timezone: place.zone, Region: place.region, Campaign: "autumn", Team: team}
	}
	return list
}

// seed makes the teams, the donors and a day of promises, and returns how many of those it made. What is there from an earlier start
// is left alone.
func (d *demo) seed(ctx context.Context) (int, error) {
	store := d.instance.Store()
	if err := putTeams(ctx, store); err != nil {
		return 0, err
	}
	booked := 0
	for i, donor := range donors() {
		if _, _, err := store.AddRecord(ctx, donor); err != nil {
			return booked, fmt.Errorf("seed donors: %w", err)
		}
		if slices.ContainsFunc(d.openers, func(o opener) bool { return o.ExternalID == donor.ExternalID }) {
			continue // these ask on the telephone
		}
		made, err := d.book(ctx, store, i, donor)
		if err != nil {
			return booked, err
		}
		booked += made
	}
	return booked, nil
}

// book makes one promise of the coming day: a few in the first minute, the others spread over 24 hours; where the donor may not be rung
// then, at the nearest hour that is offered.
func (d *demo) book(ctx context.Context, store *models.Store, i int, donor models.RecordRef) (int, error) {
	loc, err := store.Zone(donor.Timezone)
	if err != nil {
		return 0, err
	}
	ahead := time.Duration(i) * 36 * time.Minute
	if i < len(openingCalls())+4 {
		ahead = time.Duration(i) * 7 * time.Second
	}
	reasons := []string{"driving", "at work", "dinner", "asked for my wife", "unwell"}
	wish := models.Booking{
		CallbackRequest: models.CallbackRequest{LocalTime: d.clock.Now().Add(ahead).In(loc).Format("2006-01-02T15:04:05"), Timezone: donor.Timezone, Reason: reasons[i%len(reasons)]},
		Record:          donor, Source: models.SourceAPI, Actor: "demo"}
	_, made, err := store.Book(ctx, wish)
	var open *models.OpenCallbackError
	var bad *models.InvalidError
	if errors.As(err, &bad) && len(bad.Alternatives) > 0 {
		wish.LocalTime = bad.Alternatives[0].LocalTime
		_, made, err = store.Book(ctx, wish)
	}
	if errors.As(err, &open) || errors.As(err, &bad) { // promised before, or asked not to be called
		return 0, nil
	}
	if err != nil {
		return 0, fmt.Errorf("seed callbacks: %w", err)
	}
	if made {
		return 1, nil
	}
	return 0, nil
}

// putTeams configures the demonstration's teams unless somebody has configured any: what is changed in the console outlives a restart.
func putTeams(ctx context.Context, store *models.Store) error {
	inForce, err := store.PolicyInForce(ctx, models.PolicyTeams)
	if err != nil || inForce.Version > 0 {
		return err
	}
	teams := []models.TeamSetting{{Name: teamWelcome, Timezone: "Australia/Perth"}, {Name: teamRenewals, Timezone: "Europe/London"}}
	_, err = store.SavePolicy(ctx, models.ReplaceTeams(teams), models.Saving{Actor: "demo", Note: "the demonstration's teams"})
	return err
}
