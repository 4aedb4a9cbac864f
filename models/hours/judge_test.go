package hours

import (
	"strings"
	"testing"
	"time"
)

// sunday is Sunday 18:00 in Perth, closed by the Australian standard; monday is when that opens again.
func sunday(t testing.TB) (q Question, monday time.Time) {
	perth := load(t, "Australia/Perth")
	at := local(t, "2026-12-06T18:00", perth)
	return Question{At: at, Now: at, Loc: perth, Legal: []Set{preset(t, "au")}}, local(t, "2026-12-07T09:00", perth)
}

func TestSundayInAustralia(t *testing.T) {
	t.Parallel()
	q, monday := sunday(t)
	v := Judge(q)
	if v.Allowed || len(v.Reasons) != 1 || !v.NextAllowedAt.Equal(monday) || v.OverrideUsed != "" {
		t.Fatalf("Sunday 18:00: %+v", v)
	}
	want := Reason{
		Code: OutsideCallingHours, Set: "au",
		Rule:   "au: Sunday closed (Telemarketing and research calls industry standard, status law)",
		Detail: "The donor's clock shows Sunday 6 December 2026 18:00 (Australia/Perth).",
	}
	if v.Reasons[0] != want {
		t.Errorf("reason %+v, want %+v", v.Reasons[0], want)
	}
}

func TestOverrideOfLaw(t *testing.T) {
	t.Parallel()
	q, monday := sunday(t)
	hour := time.Hour
	for name, c := range map[string]struct {
		preset   string
		override Override
		lifts    bool
	}{
		"the donor's words":      {"au", Override{ID: "ov1", ExpiresAt: q.At.Add(hour), Evidence: true}, true},
		"no words":               {"au", Override{ID: "ov1", ExpiresAt: q.At.Add(hour), ApprovedBy: "manager"}, false},
		"not recorded":           {"au", Override{ExpiresAt: q.At.Add(hour), Evidence: true}, false},
		"without an end":         {"au", Override{ID: "ov1", Evidence: true}, false},
		"expired at the instant": {"au", Override{ID: "ov1", ExpiresAt: q.At, Evidence: true}, false},
		"approved":               {"ie", Override{ID: "ov1", ExpiresAt: q.At.Add(hour), ApprovedBy: "manager"}, true},
		"words, not approved":    {"ie", Override{ID: "ov1", ExpiresAt: q.At.Add(hour), Evidence: true}, false},
		"never":                  {"es", Override{ID: "ov1", ExpiresAt: q.At.Add(hour), Evidence: true, ApprovedBy: "manager"}, false},
	} {
		q.Legal, q.Override = []Set{preset(t, c.preset)}, &c.override
		v := Judge(q)
		if v.Allowed != c.lifts || (v.OverrideUsed == "ov1") != c.lifts || (v.Reasons[0].LiftedBy == "ov1") != c.lifts {
			t.Errorf("%s: %+v", name, v)
		}
		if want := monday; c.lifts && !v.NextAllowedAt.Equal(q.At) || !c.lifts && !v.NextAllowedAt.Equal(want) {
			t.Errorf("%s: next %s", name, v.NextAllowedAt.In(q.Loc))
		}
	}
}

func TestOverrideForLater(t *testing.T) {
	t.Parallel()
	q, monday := sunday(t)
	from := q.At.Add(5 * time.Hour) // the donor asked for Sunday 23:00
	q.Override = &Override{ID: "ov1", From: from, ExpiresAt: from.Add(time.Hour), Evidence: true}
	if v := Judge(q); v.Allowed || !v.NextAllowedAt.Equal(from) {
		t.Errorf("before it begins: %+v", v)
	}
	q.Now = from.Add(time.Hour)
	if v := Judge(q); !v.NextAllowedAt.Equal(monday) {
		t.Errorf("asked when it is over: next %s", v.NextAllowedAt.In(q.Loc))
	}
}

func TestPolicyIsLiftedByAnyOverride(t *testing.T) {
	t.Parallel()
	london := load(t, "Europe/London")
	at := local(t, "2026-12-07T14:00", london)
	night := Set{ID: "night-team", Version: 3, Layer: Policy, Week: EveryDay(Span{1080, 1260}), Holidays: HolidayRule{Mode: HolidaysAsWeekday},
		Caps: []Cap{{1, PerDay, PerRecord}}}
	q := Question{At: at, Now: at, Loc: london, Legal: []Set{preset(t, "uk")}, Policy: []Set{night},
		Attempts: []Dial{{At: at.Add(-time.Hour), SameRecord: true}}}
	v := Judge(q)
	if v.Allowed || len(v.Reasons) != 2 || !v.NextAllowedAt.Equal(local(t, "2026-12-08T18:00", london)) {
		t.Fatalf("without an override: %+v", v)
	}
	if rule := v.Reasons[0].Rule; rule != "night-team: Monday 18:00-21:00 (policy)" {
		t.Errorf("rule %q", rule)
	}
	q.Override = &Override{ID: "ov2", ExpiresAt: at.Add(time.Minute)}
	if v := Judge(q); !v.Allowed || v.OverrideUsed != "ov2" || len(v.Reasons) != 2 {
		t.Errorf("with one: %+v", v)
	}
}

func TestNothingLiftsTheFinalReasons(t *testing.T) {
	t.Parallel()
	q, _ := sunday(t)
	q.Override = &Override{ID: "ov1", ExpiresAt: q.At.Add(time.Hour), Evidence: true, ApprovedBy: "manager"}
	for code, change := range map[Code]func(*Question){
		DoNotCall: func(q *Question) { q.DoNotCall = true },
		Deceased:  func(q *Question) { q.Deceased = true },
		Erased:    func(q *Question) { q.Erased = true },
	} {
		asked := q
		change(&asked)
		v := Judge(asked)
		if v.Allowed || !v.NextAllowedAt.IsZero() || v.OverrideUsed != "" || v.Reasons[0].Code != code || !v.Reasons[0].Final() {
			t.Errorf("%s: %+v", code, v)
		}
		if len(v.Reasons) != 2 || v.Reasons[1].Final() {
			t.Errorf("%s hides the other reasons: %+v", code, v.Reasons)
		}
	}
}

// TestFrance has everything at once: closed at noon, four dials in thirty days, a refusal.
func TestFrance(t *testing.T) {
	t.Parallel()
	paris := load(t, "Europe/Paris")
	at := local(t, "2026-12-07T13:30", paris)
	q := Question{At: at, Now: at, Loc: paris, Legal: []Set{preset(t, "fr")}}
	for day := range 4 {
		q.Attempts = append(q.Attempts, Dial{At: at.AddDate(0, 0, -10-day), SameNumber: true, SameRecord: true})
	}
	q.Attempts[2].Outcome = OutcomeRefused // on 25 November
	q.Override = &Override{ID: "ov3", ExpiresAt: at.AddDate(1, 0, 0), Evidence: true}
	v := Judge(q)
	var codes []string
	for _, r := range v.Reasons {
		codes = append(codes, string(r.Code)+"/"+r.LiftedBy)
	}
	if got := strings.Join(codes, " "); got != "outside_calling_hours/ov3 attempt_cap/ attempt_cap/ refusal_cool_off/" {
		t.Errorf("reasons %s", got)
	}
	if v.Allowed || !v.NextAllowedAt.Equal(local(t, "2027-01-25T00:00", paris)) { // the override lifts the hours, not the silence
		t.Errorf("next %s", v.NextAllowedAt.In(paris))
	}
	before := q
	before.At = q.Attempts[2].At.Add(-time.Hour) // no silence yet, an hour before the refusal
	before.Now = before.At
	if v := Judge(before); !v.Allowed || len(v.Reasons) != 0 {
		t.Errorf("before the refusal: %+v", v)
	}
	q.Attempts[2].Outcome = ""
	if v := Judge(q); !v.NextAllowedAt.Equal(q.Attempts[3].At.AddDate(0, 0, 30)) { // nor does it lift the law's cap
		t.Errorf("without the refusal: next %s", v.NextAllowedAt.In(paris))
	}
	q.RefusedAt, q.Override = q.Attempts[2].At, nil
	if v := Judge(q); !v.NextAllowedAt.Equal(local(t, "2027-01-25T10:00", paris)) {
		t.Errorf("without the override: next %s", v.NextAllowedAt.In(paris))
	}
}

// TestRulesAreNamed reads the rule of a closed moment of each kind.
func TestRulesAreNamed(t *testing.T) {
	t.Parallel()
	rome := load(t, "Europe/Rome")
	site := Fallback()
	site.ID, site.Status, site.Name, site.Closed = "site", "", "House rules", []Date{{2026, time.December, 24}}
	for _, c := range []struct {
		wall, want string
		set        Set
		unverified bool
	}{
		{"2026-12-25T12:00", "it: public holiday Natale closed (Codice di condotta telemarketing, status code)", preset(t, "it"), false},
		{"2026-12-24T09:30", "it: the eve of Natale 10:00-19:00 (Codice di condotta telemarketing, status code)", preset(t, "it"), false},
		{"2026-12-24T09:30", "site: 2026-12-24 closed (House rules)", site, false},
		{"2026-12-23T13:30", "fr: Wednesday 10:00-13:00, 14:00-20:00 (Décret 2022-1313 (Code de la consommation, D.223-9), status law)", preset(t, "fr"), true},
		{"2026-12-23T08:30", "uk: Wednesday 09:00-21:00 (United Kingdom, fundraising, status code)", preset(t, "uk"), true},
		{"2026-12-23T21:30", "uk: Wednesday 09:00-21:00 (United Kingdom, fundraising, status code)", preset(t, "uk"), false},
		{"2026-12-26T21:30", "uk: Saturday 09:00-21:00 (United Kingdom, fundraising, status code)", preset(t, "uk"), true},
		{"2026-12-23T21:30", "default: Wednesday 08:00-21:00 (Default hours, status unverified)", Fallback(), true},
	} {
		at := local(t, c.wall, rome)
		v := Judge(Question{At: at, Now: at, Loc: rome, Legal: []Set{c.set}})
		if len(v.Reasons) != 1 || v.Reasons[0].Rule != c.want || v.Reasons[0].Unverified != c.unverified {
			t.Errorf("%s: %+v, want %s (unverified %v)", c.wall, v.Reasons, c.want, c.unverified)
		}
	}
}

func TestJudgeWithoutRules(t *testing.T) {
	t.Parallel()
	at := time.Date(2026, 12, 6, 3, 0, 0, 0, time.UTC)
	if v := Judge(Question{At: at, Now: at.Add(time.Hour)}); !v.Allowed || len(v.Reasons) != 0 || !v.NextAllowedAt.Equal(at.Add(time.Hour)) {
		t.Errorf("nothing forbids it: %+v", v)
	}
	never := Set{ID: "never", Week: Week{}, Special: map[Date][]Span{{2030, 1, 1}: {{0, 60}}}, Holidays: HolidayRule{Mode: HolidaysAsWeekday}}
	if v := Judge(Question{At: at, Now: at, Policy: []Set{never}}); v.Allowed || !v.NextAllowedAt.IsZero() {
		t.Errorf("nothing opens within the horizon: %+v", v)
	}
}
