package webhooks

import (
	"sync"
	"time"

	"github.com/jonboulle/clockwork"
)

// alarmEvery is how often one kind of failure is logged at most. The metrics count each.
const alarmEvery = time.Minute

// alarm lets one warning a minute through, and counts those it holds back.
type alarm struct {
	clock  clockwork.Clock
	mu     sync.Mutex
	last   time.Time
	unsaid int
}

func newAlarm(clock clockwork.Clock) *alarm { return &alarm{clock: clock} }

// due says whether to warn now, and if so how many warnings were held back since the last.
func (a *alarm) due() (unsaid int, due bool) {
	a.mu.Lock()
	defer a.mu.Unlock()
	now := a.clock.Now()
	if !a.last.IsZero() && now.Sub(a.last) < alarmEvery {
		a.unsaid++
		return 0, false
	}
	unsaid, a.last, a.unsaid = a.unsaid, now, 0
	return unsaid, true
}
