package scheduler

import (
	"math/rand/v2"
	"testing"
	"time"
)

// In the long run the ceiling is held with few refusals, whichever of the two limits is met first.
func TestTheCeilingIsHeld(t *testing.T) {
	t.Parallel()
	for _, latency := range []time.Duration{2 * time.Millisecond, 10 * time.Millisecond, 30 * time.Millisecond, 50 * time.Millisecond, 100 * time.Millisecond, 150 * time.Millisecond} {
		a := &account{atOnce: 8, perSecond: 40, latency: latency}
		took := drain(t, a, 32, 4000)
		share, refused := 4000/took.Seconds()/40, float64(a.refusals)/float64(4000+a.refusals)
		t.Logf("latency %v: %.0f %% of the ceiling, %.1f %% refused", latency, share*100, refused*100)
		if share < 0.95 || refused > 0.03 {
			t.Errorf("latency %v: %.0f %% of the ceiling, %.1f %% refused", latency, share*100, refused*100)
		}
	}
}

// On a machine that is busy with other things answers are looked at late and in heaps. That is not the provider's doing: few calls are
// refused all the same.
func TestABusyMachineDoesNotFlood(t *testing.T) {
	t.Parallel()
	refused, sent := 0, 0
	for seed := range uint64(20) {
		for _, latency := range []time.Duration{20 * time.Millisecond, 40 * time.Millisecond} {
			dice := rand.New(rand.NewPCG(seed, 1)) //nolint:gosec // dice of a test
			a := &account{atOnce: 8, perSecond: 40, latency: latency}
			drainWith(t, a, 32, 400, func() time.Duration {
				if dice.Float64() < 0.1 {
					return time.Duration(dice.Int64N(int64(250 * time.Millisecond)))
				}
				return time.Duration(dice.Int64N(int64(20 * time.Millisecond)))
			})
			refused, sent = refused+a.refusals, sent+400+a.refusals
		}
	}
	if share := float64(refused) / float64(sent); share > 0.06 {
		t.Errorf("%.1f %% refused", share*100)
	}
}
