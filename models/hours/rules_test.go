package hours

import (
	"slices"
	"strings"
	"testing"
)

func book(t testing.TB, r Rules) *Rulebook {
	t.Helper()
	p, err := NewPresets()
	if err != nil {
		t.Fatal(err)
	}
	if faults := r.Validate(p); len(faults) > 0 {
		t.Fatalf("faults: %+v", faults)
	}
	return NewRulebook(p, r)
}

func idsOf(sets []Set) string {
	names := make([]string, len(sets))
	for i, s := range sets {
		names[i] = s.ID
	}
	return strings.Join(names, " ")
}

// office is a set of policy with an id.
func office(id string) Set {
	return Set{ID: id, Version: 1, Layer: Policy, Week: EveryDay(Span{9 * 60, 17 * 60}), Holidays: HolidayRule{Mode: HolidaysAsWeekday}}
}

// Whose sets bind a call: the region's law, or what the rules put in its place; everyone's, the team's and the campaign's policy, each
// once; and the site's own closed days.
func TestRulebookSaysWhatBinds(t *testing.T) {
	t.Parallel()
	edited, _ := book(t, Rules{}).Set("au")
	edited.Version, edited.Week = 2, EveryDay(Span{10 * 60, 18 * 60})
	b := book(t, Rules{
		Sets: []Set{office("house"), office("evening"), office("gala"), edited}, Everyone: []string{"house"},
		Regions: map[string]string{"US-NY": "us-FL", "NZ": "none-24x7", "*": "ca"},
		Teams:   map[string][]string{"welcome": {"evening", "house"}}, Campaigns: map[string][]string{"autumn": {"gala"}},
		Closed: []ClosedDay{{Date: Date{2026, 12, 24}, Regions: []string{"AU"}}},
	})
	for _, c := range []struct{ region, team, campaign, legal, policy string }{
		{"US-FL", "", "", "ca", "house"}, // the region * is named before any preset
		{"US-NY", "welcome", "", "us-FL", "house evening"},
		{"NZ", "welcome", "autumn", "none-24x7", "house evening gala"},
		{"", "nobody", "nothing", "ca", "house"},
		{"AU-WA", "", "", "ca", "house closed-days"},
	} {
		legal, policy := b.For(c.region, c.team, c.campaign)
		if idsOf(legal) != c.legal || idsOf(policy) != c.policy {
			t.Errorf("%+v: %s; %s", c, idsOf(legal), idsOf(policy))
		}
	}
	if law := book(t, Rules{Sets: []Set{edited}}).Legal("AU"); law.Version != 2 {
		t.Errorf("an edited preset does not stand in its place: version %d", law.Version)
	}
	country := book(t, Rules{Regions: map[string]string{"US": "none-24x7"}})
	if fl, ny := country.Legal("US-FL"), country.Legal("US-NY"); fl.ID != "us-FL" || ny.ID != "none-24x7" {
		t.Errorf("a rule for the country: Florida has %s, New York %s", fl.ID, ny.ID)
	}
	if law := book(t, Rules{}).Legal("XX"); law.ID != Fallback().ID || !law.AnyDoubt() {
		t.Errorf("a region without a preset has %s", law.ID)
	}
}

// A set counts as confirmed in the version that was: an edited one is to be confirmed anew.
func TestConfirmation(t *testing.T) {
	t.Parallel()
	confirmed := map[string]Confirmation{"ie": {Version: 1, By: "key:admin"}}
	if s, _ := book(t, Rules{Confirmed: confirmed}).Set("ie"); s.AnyDoubt() {
		t.Error("a confirmed set is doubted")
	}
	edited, _ := book(t, Rules{}).Set("ie")
	edited.Version = 2
	if s, _ := book(t, Rules{Sets: []Set{edited}, Confirmed: confirmed}).Set("ie"); !s.AnyDoubt() {
		t.Error("another version counts as confirmed")
	}
}

func TestRulesWithFaults(t *testing.T) {
	t.Parallel()
	p, err := NewPresets()
	if err != nil {
		t.Fatal(err)
	}
	broken := office("house")
	broken.Week[1] = []Span{{17 * 60, 9 * 60}}
	r := Rules{
		Sets: []Set{broken, office("house")}, Regions: map[string]string{"Australia": "au", "AU": "nowhere", "NZ": "house"}, Everyone: []string{"nobody"},
		Teams: map[string][]string{"welcome": {"house", "gone"}}, Campaigns: map[string][]string{"autumn": {"gone"}}, Confirmed: map[string]Confirmation{"gone": {}},
		Closed: []ClosedDay{{Date: Date{2026, 2, 31}}, {Date: Date{2026, 2, 1}, Regions: []string{"au"}}},
	}
	var paths []string
	for _, fault := range r.Validate(p) {
		paths = append(paths, fault.Path)
	}
	for _, want := range []string{"sets[0].week.mon[0]", "sets[1].id", "regions.Australia", "regions.AU", "regions.NZ", "everyone[0]", "teams.welcome[1]", "campaigns.autumn[0]",
		"confirmed.gone", "closed[0].date", "closed[1].regions[0]"} {
		if !slices.Contains(paths, want) {
			t.Errorf("%s is not found wrong; found %v", want, paths)
		}
	}
}
