package models

import (
	"cmp"
	"errors"
	"time"

	"github.com/ringback/ringback/models/hours"
)

// Booking is a promise to be made, from whichever way in.
type Booking struct {
	CallbackRequest
	RecordID       string // or
	Record         RecordRef
	Phones         []string // numbers by which the donor may be known, best first; Record.Phone is tried before
	Outcome        string   // callback_agent or callback_queue, when an outcome asks; else empty
	OwnerSid       string   // the agent who made the promise, when known for certain; goes before CallbackRequest.WorkerSid
	Source         Source
	SourceTaskSid  string
	Reference      string     // of a welcome call: its sender's own name of the booking
	Fundraiser     Fundraiser // of a welcome call: who signed the donor up
	ConversationID string
	Actor          string        // who asks, for the ledger
	JudgedAt       Instant       // the moment at which "in the past" is judged; none: now
	moving         *Callback     // that the booking moves, if any
	Approver       string        // the manager who approves the override, in whose name the booking is made; empty: nobody
	keeping        bool          // the window of moving stays as it is: only whom it goes to, or the number, changes
	released       bool          // nobody is to be refused: what speaks against it is a warning
	step           time.Duration // grid of the starts that are offered; 0: the quarter hours
}

// plan is what a booking comes to once every default is filled in.
type plan struct {
	start, end Instant
	adjustment hours.Adjustment
	local      string
	zone       string
	minutes    int
	routing    Routing
	strict     bool
	worker     string
	team       string
	phone      string
	reasonCode string
	warnings   []string
	override   *Override
	due        Instant // when it is dispatched: the window's start, or the next allowed instant of a promise that was told of too late to refuse
	wait       WaitReason
	verdict    hours.Verdict // of the window's start
	step       time.Duration // grid of the starts that are offered; 0: the quarter hours
}

// problems collects all that is wrong with a booking before it is refused.
type problems []Problem

func (p *problems) add(err error) {
	var bad *InvalidError
	if errors.As(err, &bad) {
		*p = append(*p, bad.Problems...)
	}
}

func (p problems) err() error {
	if len(p) == 0 {
		return nil
	}
	return &InvalidError{Problems: p}
}

// lay works a booking out for a record: times, routing and number, or everything that is wrong with it.
func (tx *Tx) lay(b Booking, rec *Record) (plan, error) {
	var found problems
	p := plan{step: b.step}
	found.add(b.bounds())
	team, err := tx.noteTeam(cut(cmp.Or(b.Team, b.Record.Team, rec.Team), 64))
	if err != nil {
		return p, err
	}
	p.team = team.Name
	if err := tx.route(b, &p); err != nil {
		return p, err
	}
	if b.Routing != "" && b.Routing != ToAgent && b.Routing != ToTeam && b.Routing != ToAnyone {
		found.add(invalid("validation_failed", "callback_request.routing", "one of agent, team, anyone"))
	}
	p.phone = rec.Phone
	if number := cmp.Or(b.Phone, b.Record.Phone); number != "" {
		p.phone, err = NormalPhone(number, rec.Region, "callback_request.phone")
		found.add(err)
	} else if p.phone == "" {
		found.add(invalid("invalid_phone", "record.phone", "no number to ring is known: give record.phone"))
	}
	zone, assumed := zoneFor(b, rec, p.phone, team)
	if assumed {
		p.warnings = append(p.warnings, warnTimezoneAssumed)
	}
	if b.keeping {
		p.keep(b.moving)
	} else {
		found.add(tx.store.project(b, zone, later(b.JudgedAt, Instant{}), tx.now, &p))
	}
	if p.reasonCode, err = tx.reasonCode(b.Reason); err != nil {
		return p, err
	}
	if err := tx.admit(b, rec, &p, &found); err != nil {
		return p, err
	}
	return p, found.err()
}

// zoneFor is the zone a booking's wall time is meant in: the stated one, else the record's, else the number's, else the team's.
func zoneFor(b Booking, rec *Record, phone string, team Team) (zone string, assumed bool) {
	if zone = cmp.Or(b.Timezone, b.Record.Timezone, rec.Timezone); zone != "" {
		return zone, false
	}
	if zone = zoneOfPhone(phone); zone != "" {
		return zone, false
	}
	return team.Timezone, team.Timezone != ""
}

// route decides to whom the callback goes. Where nobody knows the owner it falls to the team, and without a team to anyone: a
// promise is not refused for that.
func (tx *Tx) route(b Booking, p *plan) error {
	p.routing, p.strict = b.Routing, b.AgentStrict
	if p.routing == "" && NormalOutcome(b.Outcome) == NormalOutcome(OutcomeCallbackAgent) {
		p.routing = ToAgent
	}
	p.worker = cmp.Or(b.OwnerSid, b.WorkerSid)
	if p.worker != "" && p.team == "" {
		var agents []Agent
		if err := tx.db.Where("worker_sid = ?", p.worker).Limit(1).Find(&agents).Error; err != nil {
			return err
		}
		if len(agents) == 1 {
			p.team = agents[0].Team
		}
	}
	if p.routing == ToAgent && p.worker == "" {
		p.routing, p.strict = ToTeam, false
		p.warnings = append(p.warnings, warnOwnerUnknown)
	}
	if p.routing == "" && p.team != "" {
		p.routing = ToTeam
	}
	if p.routing == ToTeam && p.team == "" {
		p.routing = ToAnyone
		p.warnings = append(p.warnings, warnTeamUnknown)
	}
	p.routing = cmp.Or(p.routing, ToAnyone)
	if p.routing != ToAgent {
		p.strict, p.worker = false, b.WorkerSid // who promised owns nothing that goes to the team
	}
	return nil
}

// project derives the window's instants from the wall time, or says what is wrong with it.
func (s *Store) project(b Booking, zone string, judgedAt, now Instant, p *plan) error {
	var found problems
	p.minutes = s.policy.WindowMinutes
	if b.WindowMinutes != nil {
		p.minutes = *b.WindowMinutes
	}
	if p.minutes < MinWindowMinutes || p.minutes > MaxWindowMinutes {
		found.add(invalid("validation_failed", "callback_request.window_minutes", "%d is not within %d to %d minutes", p.minutes, MinWindowMinutes, MaxWindowMinutes))
	}
	wall, err := hours.ParseWall(b.LocalTime)
	if err != nil {
		found.add(invalid("validation_failed", "callback_request.local_time", "%q is not a wall time; give the donor's clock as YYYY-MM-DDTHH:MM, without an offset", cut(b.LocalTime, 40)))
	}
	loc, zoneErr := s.zones.Load(zone)
	switch {
	case zone == "":
		found.add(invalid("unknown_timezone", "callback_request.timezone", "the donor's time zone is not known: %s", askZone(p.phone)))
	case zoneErr != nil:
		found.add(unknownZone("callback_request.timezone", cut(zone, 64)))
	default:
		p.zone = zone
	}
	if len(found) > 0 {
		return found.err()
	}
	start, adjustment := hours.Project(wall, loc)
	p.start, p.adjustment, p.local = At(start), adjustment, wall.Format(hours.WallLayout)
	p.end = p.start.Add(time.Duration(p.minutes) * time.Minute)
	p.due, p.wait = p.start, WaitPromised
	if judgedAt.IsZero() {
		judgedAt = now
	}
	found.add(s.judge(p.start, judgedAt, now))
	return found.err()
}

// judge says whether a window may start then. A wall time is said to the minute: the minute that is running is not past.
func (s *Store) judge(start, at, now Instant) error {
	switch {
	case start.Before(At(at.Time().Truncate(time.Minute))):
		return invalid("in_the_past", "callback_request.local_time", "the donor's clock already shows a later time; give one that is still to come")
	case start.After(now.Add(s.policy.MaxAhead)):
		return invalid("too_far_ahead", "callback_request.local_time", "at most %d days ahead", int(s.policy.MaxAhead.Hours()/24))
	}
	return nil
}
