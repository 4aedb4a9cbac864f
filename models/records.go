package models

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"github.com/ringback/ringback/models/hours"
)

// warnings that a booking can carry.
const (
	warnAmbiguousPhone  = "ambiguous_phone"  // several records have this number: the newest was taken
	warnTimezoneAssumed = "timezone_assumed" // nobody said the donor's zone: the team's was taken
	warnOwnerUnknown    = "owner_unknown"    // nobody knows which agent promised: the team has it
	warnTeamUnknown     = "team_unknown"     // no team is known: anyone has it
)

// findRecord finds the record that a booking means: by id, else by external id, else the newest with one of the numbers.
func (tx *Tx) findRecord(id string, ref RecordRef, phones []string) (rec *Record, warnings []string, err error) {
	switch {
	case id != "":
		rec, err = tx.recordWhere("id = ?", id)
		if err == nil && rec == nil {
			err = invalid("validation_failed", "record_id", "there is no record %q", id)
		}
		return rec, nil, err
	case ref.ExternalID != "":
		rec, err = tx.recordWhere("external_id = ?", ref.ExternalID)
		return rec, nil, err
	}
	for _, phone := range phones {
		var found []Record
		if err := tx.locked().Where("phone = ?", phone).Order("id DESC").Limit(2).Find(&found).Error; err != nil {
			return nil, nil, fmt.Errorf("find record by phone: %w", err)
		}
		if len(found) > 1 {
			warnings = []string{warnAmbiguousPhone}
		}
		if len(found) > 0 {
			return &found[0], warnings, nil
		}
	}
	return nil, nil, nil
}

func (tx *Tx) recordWhere(query string, arg any) (*Record, error) {
	var rec Record
	err := tx.locked().Where(query, arg).Take(&rec).Error
	if noRows(err) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("find record: %w", err)
	}
	return &rec, nil
}

// makeRecord makes a record of what is known. Two bookings that make it at once meet at a unique key: the second finds the
// first's row.
func (tx *Tx) makeRecord(ref RecordRef) (*Record, error) {
	id, err := newID("rec", tx.now.Time())
	if err != nil {
		return nil, err
	}
	rec := &Record{ID: id, ExternalID: OptionalKey(ref.ExternalID), State: RecordCallable, CreatedAt: tx.now, UpdatedAt: tx.now, Version: 1}
	if ref.ExternalID == "" {
		rec.Identity = OptionalKey(ref.Phone)
	}
	rec.fill(ref)
	if tx.peek {
		return rec, nil
	}
	result := tx.db.Clauses(clause.OnConflict{DoNothing: true}).Create(rec)
	if result.Error != nil {
		return nil, fmt.Errorf("make record: %w", result.Error)
	}
	if result.RowsAffected == 1 {
		return rec, tx.putWords(rec)
	}
	if ref.ExternalID != "" {
		rec, err = tx.recordWhere("external_id = ?", ref.ExternalID)
	} else {
		rec, err = tx.recordWhere("identity = ?", ref.Phone)
	}
	if err == nil && rec == nil {
		err = ErrStale
	}
	return rec, err
}

// fill adds what is known of a record to its empty fields, overwrites nothing, and says whether anything changed. A zone or a
// region that nobody stated is taken from the number and marked as inferred.
func (r *Record) fill(ref RecordRef) bool {
	before := *r
	set := func(field *string, value string) {
		if *field == "" {
			*field = value
		}
	}
	set(&r.Name, cut(ref.Name, 200))
	set(&r.Phone, ref.Phone)
	set(&r.Campaign, cut(ref.Campaign, 100))
	set(&r.Team, ref.Team)
	if r.Preference.V.Empty() && !ref.Preference.Empty() {
		r.Preference.V = ref.Preference
	}
	if ref.Timezone != "" && (r.Timezone == "" || r.TimezoneInferred) {
		r.Timezone, r.TimezoneInferred = ref.Timezone, false
	}
	if ref.Region != "" && (r.Region == "" || r.RegionInferred) {
		r.Region, r.RegionInferred = strings.ToUpper(ref.Region), false
	}
	if r.Timezone == "" && r.Phone != "" {
		r.Timezone = zoneOfPhone(r.Phone)
		r.TimezoneInferred = r.Timezone != ""
	}
	if r.Region == "" && r.Phone != "" {
		r.Region = regionOfPhone(r.Phone)
		r.RegionInferred = r.Region != ""
	}
	return *r != before
}

func (tx *Tx) saveRecord(rec *Record) error {
	rec.Version, rec.UpdatedAt = rec.Version+1, tx.now
	result := tx.db.Model(rec).Where("version = ?", rec.Version-1).Select("*").Omit("id", "created_at").Updates(rec)
	if result.Error != nil {
		return fmt.Errorf("write record %s: %w", rec.ID, result.Error)
	}
	if result.RowsAffected != 1 {
		return fmt.Errorf("record %s: %w", rec.ID, ErrStale)
	}
	return tx.changeWords(rec)
}

// AddRecord makes a record, or updates the one with this external id: a stated field overwrites. It returns the record and
// whether it is new.
func (s *Store) AddRecord(ctx context.Context, ref RecordRef) (rec *Record, made bool, err error) {
	if err := s.normalise(&ref); err != nil {
		return nil, false, err
	}
	for range maxTries {
		err = s.inTx(ctx, "add record", func(tx *Tx) error {
			rec, made, err = tx.addOnce(ref)
			return err
		})
		if !errors.Is(err, ErrStale) {
			break
		}
	}
	return rec, made, err
}

func (tx *Tx) addOnce(ref RecordRef) (*Record, bool, error) {
	var rec *Record
	var err error
	if ref.ExternalID != "" {
		if rec, err = tx.recordWhere("external_id = ?", ref.ExternalID); err != nil {
			return nil, false, err
		}
	}
	if rec == nil {
		rec, err = tx.addNew(ref)
		return rec, err == nil, err
	}
	rec.overwrite(ref)
	return rec, false, tx.saveRecord(rec)
}

// addNew makes a record although another may have the same phone: two donors can share a landline.
func (tx *Tx) addNew(ref RecordRef) (*Record, error) {
	id, err := newID("rec", tx.now.Time())
	if err != nil {
		return nil, err
	}
	rec := &Record{ID: id, ExternalID: OptionalKey(ref.ExternalID), State: RecordCallable, CreatedAt: tx.now, UpdatedAt: tx.now, Version: 1}
	rec.fill(ref)
	err = tx.db.Create(rec).Error
	if errors.Is(err, gorm.ErrDuplicatedKey) {
		return nil, ErrStale
	}
	if err != nil {
		return nil, fmt.Errorf("make record: %w", err)
	}
	return rec, tx.putWords(rec)
}

func (r *Record) overwrite(ref RecordRef) {
	set := func(field *string, value string) {
		if value != "" {
			*field = value
		}
	}
	if ref.Phone != "" && ref.Phone != r.Phone { // what was taken from the old number goes with it
		if r.TimezoneInferred {
			r.Timezone, r.TimezoneInferred = "", false
		}
		if r.RegionInferred {
			r.Region, r.RegionInferred = "", false
		}
	}
	set(&r.Name, cut(ref.Name, 200))
	set(&r.Phone, ref.Phone)
	set(&r.Campaign, cut(ref.Campaign, 100))
	set(&r.Team, ref.Team)
	if ref.Preference != nil { // an empty one takes the wish back
		r.Preference.V = nil
	}
	if ref.Timezone != "" {
		r.Timezone, r.TimezoneInferred = ref.Timezone, false
	}
	if ref.Region != "" {
		r.Region, r.RegionInferred = ref.Region, false
	}
	r.fill(ref)
}

// normalise brings a reference's fields to stored form, or says all that is wrong with it.
func (s *Store) normalise(ref *RecordRef) error {
	var problems []Problem
	note := func(err error) {
		var bad *InvalidError
		if errors.As(err, &bad) {
			problems = append(problems, bad.Problems...)
		}
	}
	ref.Region = strings.ToUpper(strings.TrimSpace(ref.Region))
	ref.ExternalID = strings.TrimSpace(ref.ExternalID) // MySQL compares keys without the spaces at their end, SQLite with them
	if len(ref.ExternalID) > 128 {
		note(invalid("validation_failed", "record.external_id", "at most 128 bytes"))
	}
	if len(ref.Region) > 10 {
		note(invalid("validation_failed", "record.region", "an ISO 3166 code such as AU or US-FL"))
	}
	if len([]rune(ref.Team)) > 64 {
		note(invalid("validation_failed", "record.team", "at most 64 characters"))
	}
	if ref.Phone != "" {
		phone, err := NormalPhone(ref.Phone, ref.Region, "record.phone")
		note(err)
		ref.Phone = phone
	}
	for _, fault := range s.preferenceFaults(ref.Preference) {
		note(invalid("validation_failed", "record.preference."+fault.Path, "%s", fault.Detail))
	}
	if ref.Timezone != "" {
		if _, err := s.zones.Load(ref.Timezone); err != nil {
			note(unknownZone("record.timezone", ref.Timezone))
		}
	}
	if len(problems) > 0 {
		return &InvalidError{Problems: problems}
	}
	return nil
}

// maxPreference is the length of its column, in characters.
const maxPreference = 4000

// preferenceFaults is all that is wrong with a standing wish.
func (s *Store) preferenceFaults(wish *hours.Preference) []hours.Fault {
	if wish == nil {
		return nil
	}
	faults := wish.Validate()
	if text, err := json.Marshal(wish); err != nil || len(text) > maxPreference {
		faults = append(faults, hours.Fault{Path: "week", Detail: "has too many spans to be kept"})
	}
	if _, err := s.zones.Load(wish.Zone); err != nil && wish.Zone != "" {
		faults = append(faults, hours.Fault{Path: "zone", Detail: "not an IANA time zone; give one such as Australia/Perth"})
	}
	return faults
}

func unknownZone(field, name string) *InvalidError {
	return invalid("unknown_timezone", field, "%q is not an IANA time zone; give one such as Australia/Perth", name)
}
