package hours

import (
	"fmt"
	"maps"
	"slices"
)

// Rules say which sets hold for whom. They are what an administrator edits: a version of them is one document, and all that it does not
// say is as the presets have it.
type Rules struct {
	// Sets are the site's own, and presets that were edited: one with a preset's id stands in its place.
	Sets []Set `json:"sets,omitempty" yaml:"sets,omitempty"`
	// Confirmed says for which sets an administrator has taken advice, by id.
	Confirmed map[string]Confirmation `json:"confirmed,omitempty" yaml:"confirmed,omitempty"`
	// Regions names the legal set of a region (AU, US-FL), in place of the region's preset. The region * is any that is not named.
	Regions map[string]string `json:"regions,omitempty" yaml:"regions,omitempty"`
	// Everyone, Teams and Campaigns name the sets of policy: the charity's own, a team's, a campaign's. All that apply hold together.
	Everyone  []string            `json:"everyone,omitempty" yaml:"everyone,omitempty"`
	Teams     map[string][]string `json:"teams,omitempty" yaml:"teams,omitempty"`
	Campaigns map[string][]string `json:"campaigns,omitempty" yaml:"campaigns,omitempty"`
	// Closed are days without calls that no calendar knows, such as a day of mourning.
	Closed []ClosedDay `json:"closed,omitempty" yaml:"closed,omitempty"`
}

// AnyRegion stands in Rules.Regions for every region that is not named there.
const AnyRegion = "*"

// Confirmation says who answers for a set.
type Confirmation struct {
	Version int    `json:"version" yaml:"version"`           // of the set: an edited one is to be confirmed anew
	By      string `json:"by" yaml:"by"`                     // actor
	At      string `json:"at,omitempty" yaml:"at,omitempty"` // RFC 3339
	Note    string `json:"note,omitempty" yaml:"note,omitempty"`
}

// ClosedDay is a day of the site's own without calls.
type ClosedDay struct {
	Date    Date     `json:"date" yaml:"date"`
	Name    string   `json:"name,omitempty" yaml:"name,omitempty"`
	Regions []string `json:"regions,omitempty" yaml:"regions,omitempty"` // ISO 3166; none: everywhere
}

// Bounds of a document.
const (
	maxSets   = 500
	maxClosed = maxDays
)

// Validate names everything that is wrong with the rules, each with its path, such as sets[0].week.mon[1]. Presets are those that the
// document may name beside its own sets.
func (r *Rules) Validate(p *Presets) []Fault {
	var f faults
	known := map[string]Layer{Fallback().ID: Legal}
	for _, s := range p.sets {
		known[s.ID] = s.Layer
	}
	own := map[string]bool{}
	f.add(len(r.Sets) > maxSets, "sets", "over %d sets", maxSets)
	for i := range r.Sets {
		path := fmt.Sprintf("sets[%d]", i)
		for _, fault := range r.Sets[i].Validate() {
			f = append(f, Fault{path + "." + fault.Path, fault.Detail})
		}
		f.add(own[r.Sets[i].ID], path+".id", "a second set %q", r.Sets[i].ID)
		own[r.Sets[i].ID], known[r.Sets[i].ID] = true, r.Sets[i].Layer
	}
	r.checkNames(&f, known)
	f.add(len(r.Closed) > maxClosed, "closed", "over %d closed days", maxClosed)
	for i, day := range r.Closed {
		f.add(!day.Date.valid(), fmt.Sprintf("closed[%d].date", i), "not a date YYYY-MM-DD")
		for j, region := range day.Regions {
			f.add(!isRegion(region), fmt.Sprintf("closed[%d].regions[%d]", i, j), "want ISO 3166, such as AU or US-FL")
		}
	}
	return f
}

func (r *Rules) checkNames(f *faults, known map[string]Layer) {
	names := func(path string, ids []string) {
		for i, id := range ids {
			_, ok := known[id]
			f.add(!ok, fmt.Sprintf("%s[%d]", path, i), "there is no set %q", id)
		}
	}
	for _, region := range slices.Sorted(maps.Keys(r.Regions)) {
		layer, ok := known[r.Regions[region]]
		f.add(region != AnyRegion && !isRegion(region), "regions."+region, "want ISO 3166, such as AU or US-FL, or *")
		f.add(!ok, "regions."+region, "there is no set %q", r.Regions[region])
		f.add(ok && layer != Legal, "regions."+region, "the set %q is not of the layer legal", r.Regions[region])
	}
	names("everyone", r.Everyone)
	for _, team := range slices.Sorted(maps.Keys(r.Teams)) {
		names("teams."+team, r.Teams[team])
	}
	for _, campaign := range slices.Sorted(maps.Keys(r.Campaigns)) {
		names("campaigns."+campaign, r.Campaigns[campaign])
	}
	for _, id := range slices.Sorted(maps.Keys(r.Confirmed)) {
		_, ok := known[id]
		f.add(!ok, "confirmed."+id, "there is no set %q", id)
	}
}

func isRegion(text string) bool { return matches(`^[A-Z]{2}(-[A-Z0-9]{1,3})?$`, text) }
