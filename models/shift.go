package models

import (
	"strings"
	"unicode/utf8"

	"github.com/ringback/ringback/models/hours"
)

// Shift is a stretch of time in which an agent is rostered to ring donors.
type Shift struct {
	WorkerSid string  `gorm:"primaryKey"`
	StartsAt  Instant `gorm:"primaryKey"`
	EndsAt    Instant // not part of it
	Timezone  string  // in which it was said, IANA
	Team      string  // whose donors the agent rings then
	CreatedAt Instant
}

// ShiftRequest is a shift as people write it: by the clock of the place where the agent works.
type ShiftRequest struct {
	WorkerSid  string `json:"worker_sid"`  // WK...
	LocalStart string `json:"local_start"` // YYYY-MM-DDTHH:MM; in a time left out by the clocks it starts after it
	LocalEnd   string `json:"local_end"`   // not part of it, at most a day later; of a time that comes twice the first is meant
	Timezone   string `json:"timezone"`    // IANA
	Team       string `json:"team"`        // whose donors the agent rings then; empty: the agent's own team
}

// shift reads a request, or says all that is wrong with it; at gives a field its place.
func (s *Store) shift(r ShiftRequest, at func(field string) string) (Shift, error) {
	var found problems
	if !isWorkerSid(r.WorkerSid) {
		found.add(invalid("validation_failed", at("worker_sid"), "want the sid of a TaskRouter worker: WK and 32 hexadecimal digits"))
	}
	if !utf8.ValidString(r.Team) || utf8.RuneCountInString(r.Team) > maxTeamLength {
		found.add(invalid("validation_failed", at("team"), "at most %d characters of UTF-8", maxTeamLength))
	}
	shift := Shift{WorkerSid: r.WorkerSid, Timezone: r.Timezone, Team: r.Team}
	found.add(s.projectShift(r, at, &shift))
	return shift, found.err()
}

// projectShift derives a shift's instants from its wall times.
func (s *Store) projectShift(r ShiftRequest, at func(field string) string, shift *Shift) error {
	var found problems
	loc, err := s.zones.Load(r.Timezone)
	if err != nil {
		found.add(unknownZone(at("timezone"), cut(r.Timezone, 64)))
	}
	start, startErr := hours.ParseWall(r.LocalStart)
	end, endErr := hours.ParseWall(r.LocalEnd)
	switch {
	case startErr != nil:
		found.add(notWall(at("local_start"), r.LocalStart))
	case endErr != nil:
		found.add(notWall(at("local_end"), r.LocalEnd))
	}
	if len(found) > 0 {
		return found.err()
	}
	startsAt, _, startErr := hours.Instant(start, loc)
	endsAt, _, endErr := hours.Instant(end, loc)
	long := endsAt.Sub(startsAt)
	switch {
	case startErr != nil || endErr != nil:
		return notWall(at("local_start"), r.LocalStart)
	case end.After(start) && long <= 0:
		return invalid("validation_failed", at("local_end"), "the clocks of %s leave this time out", r.Timezone)
	case long <= 0 || long > maxShift:
		return invalid("validation_failed", at("local_end"), "a shift ends after it starts, within a day")
	}
	shift.StartsAt, shift.EndsAt = At(startsAt), At(endsAt)
	return nil
}

func notWall(field, text string) error {
	return invalid("validation_failed", field, "%q is not a date and a time of the agent's clock; want YYYY-MM-DDTHH:MM, without an offset", cut(text, 40))
}

// maxTeamLength is the length of the column.
const maxTeamLength = 64

func isWorkerSid(text string) bool {
	digits, ok := strings.CutPrefix(text, "WK")
	return ok && len(text) == maxSid && strings.Trim(digits, "0123456789abcdefABCDEF") == ""
}
