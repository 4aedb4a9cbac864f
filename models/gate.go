package models

import (
	"cmp"
	"fmt"
	"strings"
	"time"

	"github.com/ringback/ringback/models/hours"
)

// dialsKept is how far back dials can matter: the longest period of a cap is 30 days.
const dialsKept = 31 * 24 * time.Hour

// asked is whom the gate is asked about: a donor, and what is particular to one promise to them.
type asked struct {
	donor    *Record
	team     string
	phone    string // the number that is to be rung
	zone     string // in which the promise was said
	override *Override
}

func (c *Callback) asked(donor *Record) asked {
	return asked{donor: donor, team: c.Team, phone: c.Phone, zone: c.Timezone, override: c.Override.V}
}

// question is all that bears on whether a donor may be rung; when is for the caller to fill in.
func (tx *Tx) question(a asked) (hours.Question, error) {
	list, err := tx.questions([]asked{a})
	if err != nil {
		return hours.Question{}, err
	}
	return list[0], nil
}

// questions are the same for many donors, by a bounded number of statements.
func (tx *Tx) questions(list []asked) ([]hours.Question, error) {
	book, err := tx.rulebook()
	if err != nil {
		return nil, err
	}
	found := make([]hours.Question, len(list))
	var counted []int
	for i, a := range list {
		found[i] = tx.store.ruled(book, a)
		if found[i].Counts() {
			counted = append(counted, i)
		}
	}
	if len(counted) == 0 {
		return found, nil
	}
	dials, err := tx.dials(list, counted)
	if err != nil {
		return nil, err
	}
	for _, i := range counted {
		found[i].Attempts = dials.of(list[i])
	}
	return found, nil
}

// ruled is the question without the dials that were made.
func (s *Store) ruled(book *hours.Rulebook, a asked) hours.Question {
	q := hours.Question{Now: s.clock.Now(), Loc: s.locationOf(a), DoNotCall: a.donor.State == RecordDoNotCall, Deceased: a.donor.ClosedAs == Deceased,
		Erased: a.donor.ClosedAs == Erased, RefusedAt: a.donor.RefusedAt.Time(), Override: a.override.lifting()}
	q.Legal, q.Policy = book.For(cmp.Or(a.donor.Region, regionOfPhone(a.phone)), a.team, a.donor.Campaign)
	return q
}

// locationOf is the clock by which a donor's hours are judged: the record's zone, where somebody stated one; what was taken from the
// number gives way to what the donor said when the promise was made.
func (s *Store) locationOf(a asked) *time.Location {
	names := []string{a.donor.Timezone, a.zone}
	if a.donor.TimezoneInferred {
		names = []string{a.zone, a.donor.Timezone}
	}
	for _, name := range names {
		if loc, err := s.zones.Load(name); err == nil && name != "" {
			return loc
		}
	}
	return time.UTC
}

// lifting is an override as the gate knows it. It counts as evidence of consent when it was the donor's own wish, and their words or a
// recording are kept.
func (o *Override) lifting() *hours.Override {
	if o == nil || !o.RevokedAt.IsZero() {
		return nil
	}
	consent := strings.EqualFold(strings.TrimSpace(o.RequestedBy), "donor") && (o.Wording != "" || o.RecordingSid != "")
	return &hours.Override{ID: o.ID, From: o.StartsAt.Time(), ExpiresAt: o.ExpiresAt.Time(), Evidence: consent, ApprovedBy: o.ApprovedBy}
}

// dials are attempts that may count towards caps, each once.
type dials []struct {
	ID        string
	RecordID  string
	Phone     string
	Outcome   string
	StartedAt Instant
}

func (tx *Tx) dials(list []asked, counted []int) (dials, error) {
	records, phones := make([]string, len(counted)), make([]string, len(counted))
	for n, i := range counted {
		records[n], phones[n] = list[i].donor.ID, cmp.Or(list[i].phone, list[i].donor.Phone)
	}
	var found dials
	const one = "SELECT id, record_id, phone, outcome, started_at FROM attempts WHERE "
	since := tx.now.Add(-dialsKept)
	err := tx.db.Raw(one+"record_id IN ? AND started_at > ? UNION "+one+"phone IN ? AND started_at > ?", records, since, phones, since).Scan(&found).Error
	if err != nil {
		return nil, fmt.Errorf("read dials: %w", err)
	}
	return found, nil
}

// of are the dials that bear on one donor.
func (d dials) of(a asked) []hours.Dial {
	var found []hours.Dial
	for _, row := range d {
		dial := hours.Dial{At: row.StartedAt.Time(), Outcome: row.Outcome, SameRecord: row.RecordID == a.donor.ID && a.donor.ID != "",
			SameNumber: row.Phone == cmp.Or(a.phone, a.donor.Phone) && row.Phone != ""}
		if dial.SameRecord || dial.SameNumber {
			found = append(found, dial)
		}
	}
	return found
}

// nextInWords is the remedy of a refused hour, on the donor's clock.
func nextInWords(v hours.Verdict, loc *time.Location) string {
	if v.NextAllowedAt.IsZero() {
		return ""
	}
	return " The next time allowed is " + v.NextAllowedAt.In(loc).Format("Monday 2 January 2006 15:04") + "."
}

// fieldRecord is the field of problems that no other time would mend.
const fieldRecord = "record"

// refusals are what speaks against a call, as problems of a booking.
func refusals(v hours.Verdict, loc *time.Location) problems {
	var found problems
	for _, r := range v.Reasons {
		if r.LiftedBy != "" {
			continue
		}
		p := Problem{Code: string(r.Code), Field: "callback_request.local_time", Detail: r.Detail + nextInWords(v, loc), Rule: r.Rule, NextAllowedAt: At(v.NextAllowedAt), Unverified: r.Unverified}
		if r.Final() {
			p.Field, p.Detail = fieldRecord, r.Rule
		}
		found = append(found, p)
	}
	return found
}
