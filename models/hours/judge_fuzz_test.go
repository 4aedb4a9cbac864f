package hours

import (
	"testing"
	"time"
)

// FuzzJudge holds what is true of every verdict, and above all that the next allowed instant is one.
func FuzzJudge(f *testing.F) {
	sets := oracleSets(f)
	var locs []*time.Location
	for _, zone := range oracleZones() {
		locs = append(locs, load(f, zone))
	}
	f.Add(int64(1796551200), uint8(0), uint8(17), uint8(28), []byte{1, 2, 3}, uint8(0), int32(0))
	f.Add(int64(1796551200), uint8(3), uint8(22), uint8(30), []byte{0x81, 0x42, 0x43, 0xc4, 5}, uint8(0x39), int32(7200))
	f.Add(int64(1861920000), uint8(1), uint8(27), uint8(29), []byte{}, uint8(0x78), int32(-60)) // the end of a leap year
	f.Fuzz(func(t *testing.T, second int64, zone, law, policy uint8, dials []byte, flags uint8, override int32) {
		const from, span = 1704067200, 16 * 365 * 86400 // 2024 to 2039
		at := time.Unix(from+((second-from)%span+span)%span, 0).UTC()
		q := Question{
			At: at, Now: at, Loc: locs[int(zone)%len(locs)],
			Legal: []Set{sets[int(law)%len(sets)]}, Policy: []Set{sets[int(policy)%len(sets)]},
			DoNotCall: flags&7 == 1, Deceased: flags&7 == 2, Erased: flags&7 == 3,
		}
		q.Policy[0].Caps = []Cap{{2, PerDay, PerRecord}, {3, Per30Days, PerNumber}}
		for i, b := range dials[:min(len(dials), 12)] {
			dial := Dial{At: at.Add(-time.Duration(int(b)*i) * 13 * time.Minute), SameNumber: b&0x80 != 0, SameRecord: b&0x40 != 0}
			if b&0x3f == 1 {
				dial.Outcome = OutcomeRefused
			}
			q.Attempts = append(q.Attempts, dial)
		}
		if flags&8 != 0 {
			begins := at.Add(time.Duration(override%(40*86400)) * time.Second)
			q.Override = &Override{ID: "ov", From: begins, ExpiresAt: begins.Add(3 * time.Hour), Evidence: flags&16 != 0}
			if flags&32 != 0 {
				q.Override.ApprovedBy = "manager"
			}
		}
		checkVerdict(t, q)
	})
}

func checkVerdict(t *testing.T, q Question) {
	t.Helper()
	v := Judge(q)
	standing := 0
	for _, r := range v.Reasons {
		if r.Code == "" || r.Rule == "" || r.Final() && r.LiftedBy != "" {
			t.Fatalf("reason %+v", r)
		}
		if r.LiftedBy == "" {
			standing++
		}
	}
	switch {
	case v.Allowed != (standing == 0) || v.Allowed != newGate(q).allows(q.At):
		t.Fatalf("allowed in spite of, or refused without, a reason: %+v", v)
	case (v.OverrideUsed != "") != (v.Allowed && len(v.Reasons) > 0):
		t.Fatalf("override %q of %+v", v.OverrideUsed, v)
	case (q.DoNotCall || q.Deceased || q.Erased) && (v.Allowed || !v.NextAllowedAt.IsZero()):
		t.Fatalf("a final reason was lifted: %+v", v)
	case v.Allowed && !v.NextAllowedAt.Equal(q.At):
		t.Fatalf("allowed now, yet next is %s", v.NextAllowedAt)
	}
	if v.NextAllowedAt.IsZero() {
		return
	}
	asked := q
	asked.At, asked.Now = v.NextAllowedAt, v.NextAllowedAt
	if again := Judge(asked); v.NextAllowedAt.Before(q.At) || !again.Allowed || !again.NextAllowedAt.Equal(v.NextAllowedAt) {
		t.Fatalf("next is %s, and asked then: %+v", v.NextAllowedAt, again)
	}
	if before := v.NextAllowedAt.Add(-time.Second); before.After(q.At) && newGate(q).allows(before) {
		t.Fatalf("a second before the next allowed instant is allowed")
	}
}
