package hours

import (
	"slices"
	"strings"
	"testing"
	"time"
)

func presets(t testing.TB) *Presets {
	t.Helper()
	p, err := NewPresets()
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func preset(t testing.TB, id string) Set {
	t.Helper()
	s, ok := presets(t).Get(id)
	if !ok {
		t.Fatalf("no preset %s", id)
	}
	return s
}

// presetRows is the table of the presets once more, as a person reads it: Monday to Friday, Saturday, Sunday, public holidays,
// consent, status. The two are kept apart on purpose: a slip in either fails.
const presetRows = `
us-federal  08:00-21:00 08:00-21:00 08:00-21:00 as_weekday with_evidence secondary
us-FL       08:00-20:00 08:00-20:00 08:00-20:00 as_weekday with_evidence secondary
us-OK       08:00-20:00 08:00-20:00 08:00-20:00 as_weekday with_evidence secondary
us-WA       08:00-20:00 08:00-20:00 08:00-20:00 as_weekday never         secondary
us-MD       08:00-20:00 08:00-20:00 08:00-20:00 as_weekday never         secondary
us-MA       08:00-20:00 08:00-20:00 08:00-20:00 as_weekday never         secondary
us-CT       09:00-20:00 09:00-20:00 09:00-20:00 as_weekday never         secondary
us-NV       09:00-20:00 09:00-20:00 09:00-20:00 as_weekday never         secondary
us-AL       08:00-20:00 08:00-20:00 closed      none       never         secondary
us-LA       08:00-20:00 08:00-20:00 closed      none       never         secondary
us-MS       08:00-20:00 08:00-20:00 closed      as_weekday never         secondary
us-KY       10:00-21:00 10:00-21:00 10:00-21:00 as_weekday never         secondary
us-MI       09:00-21:00 09:00-21:00 09:00-21:00 as_weekday never         secondary
us-MN       09:00-21:00 09:00-21:00 09:00-21:00 as_weekday never         secondary
us-NM       09:00-21:00 09:00-21:00 09:00-21:00 as_weekday never         secondary
us-PA       08:00-21:00 08:00-12:00 08:00-21:00 none       never         secondary
ca          09:00-21:30 10:00-18:00 10:00-18:00 as_weekday never         law
au          09:00-20:00 09:00-17:00 closed      none       with_evidence law
au-research 09:00-20:30 09:00-17:00 09:00-17:00 none       with_evidence law
nz          08:00-21:00 08:00-21:00 closed      none       with_evidence secondary
uk          09:00-21:00 09:00-21:00 09:00-21:00 as_weekday with_approval code
ie          09:00-21:00 09:00-21:00 closed      none       with_approval unverified
fr          10:00-13:00,14:00-20:00 closed closed none     with_evidence law
de          09:00-20:00 09:00-20:00 closed      none       with_approval law
it          09:00-20:00 10:00-19:00 closed      none       never         code
es          09:00-21:00 closed      closed      none       never         secondary
nl          08:00-21:00 08:00-21:00 08:00-21:00 as_weekday with_approval secondary
none-24x7   00:00-24:00 00:00-24:00 00:00-24:00 as_weekday never         unverified
`

func TestPresetRows(t *testing.T) {
	t.Parallel()
	var rows []string
	for _, s := range presets(t).All() {
		if s.Layer != Legal || s.AsOf == "" || s.Name == "" || s.Source == "" && s.ID != "none-24x7" {
			t.Errorf("%s does not say what it rests on", s.ID)
		}
		for day := time.Tuesday; day <= time.Friday; day++ {
			if !slices.Equal(s.Week[day], s.Week[time.Monday]) {
				t.Errorf("%s differs between Monday and %s", s.ID, day)
			}
		}
		week := []string{s.ID, spansText(s.Week[time.Monday]), spansText(s.Week[time.Saturday]), spansText(s.Week[time.Sunday])}
		rows = append(rows, strings.Join(append(week, string(s.Holidays.Mode), string(s.ConsentLifts), string(s.Status)), " "))
	}
	var want []string
	for line := range strings.Lines(strings.TrimSpace(presetRows)) {
		want = append(want, strings.Join(strings.Fields(line), " "))
	}
	if !slices.Equal(rows, want) {
		t.Errorf("presets\n%s\nwant\n%s", strings.Join(rows, "\n"), strings.Join(want, "\n"))
	}
}

func spansText(spans []Span) string {
	if len(spans) == 0 {
		return "closed"
	}
	var texts []string
	for _, span := range spans {
		texts = append(texts, span.String())
	}
	return strings.Join(texts, ",")
}

func TestPresetLimits(t *testing.T) {
	t.Parallel()
	for _, id := range []string{"us-FL", "us-OK"} {
		if caps := preset(t, id).Caps; !slices.Equal(caps, []Cap{{3, Per24h, PerNumber}, {3, Per24h, PerRecord}}) {
			t.Errorf("%s caps %v", id, caps)
		}
	}
	fr := preset(t, "fr")
	if !slices.Equal(fr.Caps, []Cap{{4, Per30Days, PerNumber}, {4, Per30Days, PerRecord}}) || fr.RefusalCoolOff != 60 {
		t.Errorf("fr caps %v, silence %d", fr.Caps, fr.RefusalCoolOff)
	}
}

func TestPresetForRegion(t *testing.T) {
	t.Parallel()
	p := presets(t)
	for region, want := range map[string]string{
		"US-FL": "us-FL", "US-NY": "us-federal", "US": "us-federal", "AU": "au", "AU-WA": "au", "GB": "uk", "GB-SCT": "uk",
		"FR": "fr", "CA-QC": "ca", "BR": "default", "": "default", "-": "default", "us": "default",
	} {
		if got := p.For(region); got.ID != want {
			t.Errorf("For(%q) = %s, want %s", region, got.ID, want)
		}
	}
	if unknown := p.For("BR"); !unknown.AnyDoubt() {
		t.Error("the hours of a region without a preset are not flagged as unverified")
	}
}

// TestStatesAreNarrower holds what For relies on: a state's preset replaces the federal one and never allows more.
func TestStatesAreNarrower(t *testing.T) {
	t.Parallel()
	central := load(t, "America/Chicago")
	from := local(t, "2026-11-20T00:00", central)
	to := from.AddDate(0, 2, 0)
	federal := preset(t, "us-federal")
	for _, s := range presets(t).All() {
		if !strings.HasPrefix(s.Region, "US-") {
			continue
		}
		if alone, under := Open([]Set{s}, central, from, to), Open([]Set{s, federal}, central, from, to); !slices.Equal(alone, under) {
			t.Errorf("%s allows what the federal hours do not", s.ID)
		}
	}
}
