package hours

import (
	"slices"
	"strings"
)

// Rulebook answers which sets bind a call, by the rules in force. It does not change once made; its methods may be called concurrently.
type Rulebook struct {
	rules   Rules
	presets *Presets
	sets    map[string]Set // by id: presets, the fallback, and the site's own in their place
}

// NewRulebook makes a rulebook of rules that were found without fault.
func NewRulebook(p *Presets, r Rules) *Rulebook {
	b := &Rulebook{rules: r, presets: p, sets: map[string]Set{}}
	for _, s := range append(append(p.All(), Fallback()), r.Sets...) {
		if c, ok := r.Confirmed[s.ID]; ok && c.Version == s.Version {
			s.Confirmed = true
		}
		b.sets[s.ID] = s
	}
	return b
}

// Set returns a set by its id, as it is in force.
func (b *Rulebook) Set(id string) (Set, bool) {
	s, ok := b.sets[id]
	return s, ok
}

// Sets lists all sets by id, as they are in force.
func (b *Rulebook) Sets() []Set {
	list := make([]Set, 0, len(b.sets))
	for _, s := range b.sets {
		list = append(list, s)
	}
	slices.SortFunc(list, func(a, b Set) int { return strings.Compare(a.ID, b.ID) })
	return list
}

// Rules are the rules the book was made of.
func (b *Rulebook) Rules() Rules { return b.rules }

// Legal is the set of the law that holds in a region (ISO 3166; empty: unknown). A rule for a country leaves a state alone whose law has a
// preset of its own: that state is to be named.
func (b *Rulebook) Legal(region string) Set {
	country, _, state := strings.Cut(region, "-")
	names := []string{region, country, AnyRegion}
	if state && b.presets.For(region).Region == region {
		names = []string{region, AnyRegion}
	}
	for _, name := range names {
		if s, ok := b.sets[b.rules.Regions[name]]; ok && name != "" {
			return s
		}
	}
	return b.sets[b.presets.For(region).ID]
}

// For returns the sets that bind a call to a donor of a region, by a team, for a campaign: those of the law, and those of policy. A set
// that is named twice holds once.
func (b *Rulebook) For(region, team, campaign string) (legal, policy []Set) {
	legal = []Set{b.Legal(region)}
	var ids []string
	for _, list := range [][]string{b.rules.Everyone, b.rules.Teams[team], b.rules.Campaigns[campaign]} {
		for _, id := range list {
			if s, ok := b.sets[id]; ok && !slices.Contains(ids, id) { // a preset that a later release leaves out binds nobody
				ids = append(ids, id)
				policy = append(policy, s)
			}
		}
	}
	if dates := b.closedIn(region); len(dates) > 0 {
		policy = append(policy, Set{ID: "closed-days", Version: 1, Name: "Days without calls", Layer: Policy, Week: EveryDay(Span{0, minutesPerDay}),
			Holidays: HolidayRule{Mode: HolidaysAsWeekday}, Closed: dates})
	}
	return legal, policy
}

// closedIn lists the site's own days without calls in a region.
func (b *Rulebook) closedIn(region string) []Date {
	country, _, _ := strings.Cut(region, "-")
	var dates []Date
	for _, day := range b.rules.Closed {
		if len(day.Regions) == 0 || slices.Contains(day.Regions, region) || slices.Contains(day.Regions, country) {
			dates = append(dates, day.Date)
		}
	}
	return dates
}
