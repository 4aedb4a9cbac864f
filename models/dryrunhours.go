package models

import (
	"cmp"
	"reflect"
	"slices"

	"github.com/ringback/ringback/models/hours"
)

// weigh judges each promise at the moment at which it is to be rung, by the calling hours in force and by the proposed ones.
func (d hoursDocument) weigh(tx *Tx) (weigher, error) {
	inForce, err := tx.rulebook()
	if err != nil {
		return nil, err
	}
	proposed := *tx
	proposed.book = hours.NewRulebook(tx.store.rules.presets, d.Rules)
	bound := binding{inForce, proposed.book, map[[3]string]bool{}}
	return func(page []Listed) ([]Effect, error) {
		page = slices.DeleteFunc(page, func(promise Listed) bool { return bound.alike(promise.asked(&promise.Record)) })
		asks := make([]asked, len(page))
		for i := range page {
			asks[i] = page[i].asked(&page[i].Record)
		}
		before, err := tx.questions(asks)
		if err != nil {
			return nil, err
		}
		after, err := proposed.questions(asks)
		if err != nil {
			return nil, err
		}
		var found []Effect
		for i, promise := range page {
			at := later(later(promise.WindowStart, promise.DueAt), tx.now).Time()
			if e, differs := compared(promise, judgedAt(before[i], at), judgedAt(after[i], at)); differs {
				found = append(found, e)
			}
		}
		return found, nil
	}, nil
}

// binding tells whose calls a change of calling hours does not concern at all: most, when it is about one team or region.
type binding struct {
	inForce, proposed *hours.Rulebook
	same              map[[3]string]bool // by region, team and campaign
}

func (b binding) alike(a asked) bool {
	region := cmp.Or(a.donor.Region, regionOfPhone(a.phone))
	key := [3]string{region, a.team, a.donor.Campaign}
	same, known := b.same[key]
	if !known {
		legal, policy := b.inForce.For(region, a.team, a.donor.Campaign)
		nextLegal, nextPolicy := b.proposed.For(region, a.team, a.donor.Campaign)
		same = reflect.DeepEqual(legal, nextLegal) && reflect.DeepEqual(policy, nextPolicy)
		b.same[key] = same
	}
	return same
}

func compared(promise Listed, before, after hours.Verdict) (Effect, bool) {
	e := Effect{Listed: promise, Before: spoken(before), After: spoken(after), NextAllowedAt: At(after.NextAllowedAt)}
	if r, refused := refusedBy(after); refused {
		e.Rule, e.Unverified = r.Rule, r.Unverified
	}
	switch {
	case before.Allowed && !after.Allowed:
		e.Change = NewlyRefused
	case !before.Allowed && after.Allowed:
		e.Change = NewlyAllowed
	case !before.NextAllowedAt.Equal(after.NextAllowedAt):
		e.Change = NextMoved
	}
	return e, e.Change != ""
}

// spoken is a verdict in a word: allowed, or the code of the first reason why not.
func spoken(v hours.Verdict) string {
	if r, refused := refusedBy(v); refused {
		return string(r.Code)
	}
	return "allowed"
}

// refusedBy is the first reason that nothing lifts.
func refusedBy(v hours.Verdict) (hours.Reason, bool) {
	for _, r := range v.Reasons {
		if r.LiftedBy == "" {
			return r, true
		}
	}
	return hours.Reason{}, false
}
