package hours

import (
	"fmt"
	"strings"
	"time"
)

// clockLayout is how a moment on the donor's clock is told to people.
const clockLayout = "Monday 2 January 2006 15:04"

// reasons are all that speaks against the call at q.At.
func (g *gate) reasons() []Reason {
	found := g.finals()
	for _, r := range g.rules {
		if !r.openAt(g.At, g.Loc) {
			found = append(found, g.closed(r))
		}
		found = append(found, g.capped(r)...)
		if over := g.coolOff(r.set, g.At); over.After(g.At) {
			found = append(found, g.cooling(r.set, over))
		}
	}
	return found
}

func (g *gate) finals() []Reason {
	var found []Reason
	if g.DoNotCall {
		found = append(found, Reason{Code: DoNotCall, Rule: "do-not-call: never rung, and no override lifts it"})
	}
	if g.Deceased {
		found = append(found, Reason{Code: Deceased, Rule: "deceased: never rung, and no override lifts it"})
	}
	if g.Erased {
		found = append(found, Reason{Code: Erased, Rule: "erased: never rung, and no override lifts it"})
	}
	return found
}

// closed is the reason that a set's hours give.
func (g *gate) closed(r rule) Reason {
	local := g.At.In(g.Loc)
	number := dayOf(wallSeconds(g.At, g.Loc))
	plan := r.day(number)
	return Reason{
		Code: OutsideCallingHours, Set: r.set.ID,
		Rule:       r.set.cite(hoursOf(plan, number.date())),
		Detail:     "The donor's clock shows " + local.Format(clockLayout) + " (" + g.Loc.String() + ").",
		LiftedBy:   g.liftedBy(r, g.At),
		Unverified: r.set.Doubtful(partsOf(plan, local.Weekday(), local.Hour()*minutesPerHour+local.Minute())...),
	}
}

// hoursOf says a day's hours: "Sunday closed", "Monday 10:00-13:00, 14:00-20:00", "public holiday Anzac Day closed".
func hoursOf(plan dayPlan, date Date) string {
	day := date.Weekday().String()
	switch {
	case plan.dated:
		day = date.String()
	case strings.HasPrefix(plan.holiday, eveOf):
		day = plan.holiday
	case plan.holiday != "":
		day = "public holiday " + plan.holiday
	}
	if len(plan.spans) == 0 {
		return day + " closed"
	}
	spans := make([]string, 0, len(plan.spans))
	for _, span := range plan.spans {
		spans = append(spans, span.String())
	}
	return day + " " + strings.Join(spans, ", ")
}

// cite names a rule of the set with where it comes from.
func (s *Set) cite(rule string) string {
	source := s.Name
	if source == "" {
		source = string(s.Layer)
	}
	if s.Status != "" {
		source += ", status " + string(s.Status)
	}
	return s.ID + ": " + rule + " (" + source + ")"
}

// capped are the reasons that a set's caps give.
func (g *gate) capped(r rule) []Reason {
	var found []Reason
	for _, limit := range r.set.Caps {
		free := g.capFree(limit, g.At)
		if !free.After(g.At) {
			continue
		}
		reason := Reason{
			Code: AttemptCap, Set: r.set.ID,
			Rule: r.set.cite(fmt.Sprintf("at most %d dials %s to one %s", limit.Max, limit.Per.words(), limit.Scope)),
			Detail: fmt.Sprintf("%d were made; one more is allowed from %s on the donor's clock (%s).",
				len(g.counted(limit, g.At)), free.In(g.Loc).Format(clockLayout), g.Loc),
			Unverified: r.set.Doubtful(PartCaps, PartScope),
		}
		if !r.legal {
			reason.LiftedBy = g.liftedBy(r, g.At)
		}
		found = append(found, reason)
	}
	return found
}

func (p CapPeriod) words() string {
	switch p {
	case Per24h:
		return "in 24 hours"
	case Per30Days:
		return "in 30 days"
	}
	return "a day"
}

func (g *gate) cooling(set *Set, over time.Time) Reason {
	return Reason{
		Code: RefusalCoolOff, Set: set.ID,
		Rule: set.cite(fmt.Sprintf("no call for %d days after a refusal", set.RefusalCoolOff)),
		Detail: fmt.Sprintf("The donor refused on %s; the silence ends on %s (%s).",
			DateOf(g.RefusedAt.In(g.Loc)), DateOf(over.In(g.Loc)), g.Loc),
		Unverified: set.Doubtful(PartCaps, PartScope),
	}
}

func (g *gate) liftedBy(r rule, at time.Time) string {
	if g.Override.holds(at) && g.Override.lifts(r) {
		return g.Override.ID
	}
	return ""
}
