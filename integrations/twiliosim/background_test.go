package twiliosim_test

import (
	"context"
	"fmt"
	"net/http"
	"sync"
	"testing"
	"time"

	"github.com/ringback/ringback/integrations/twiliosim"
)

func TestBackgroundDeliversAndActsByTheClock(t *testing.T) {
	t.Parallel()
	o := open(t, func(s *twiliosim.SeedOptions) {
		s.Behaviour = twiliosim.Behaviour{Decision: twiliosim.Accept, After: time.Minute, HandDial: true}
	})
	in := o.listen()
	o.sim.SetEventCallback(in.url)
	o.sim.Start(t.Context())
	sid := o.promise("cb_1", nil)
	in.wait(t, 5) // created, entered three times, reservation.created
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	must(t, o.clock.BlockUntilContext(ctx, 1))
	o.clock.Advance(time.Minute)
	in.wait(t, 6)
	o.wantStatus(sid, twiliosim.StatusAssigned)
	must(t, o.sim.Close())
	must(t, o.sim.Close()) // closing twice is fine
}

func TestBackgroundTriesAStreamAgain(t *testing.T) {
	t.Parallel()
	o := open(t)
	in := o.listen()
	in.answers = []int{http.StatusServiceUnavailable}
	o.sim.SetEventStream(in.url, "task.created")
	o.sim.Start(t.Context())
	o.promise("cb_1", nil)
	in.wait(t, 1)
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	must(t, o.sim.AwaitDeliveries(ctx, 1)) // refused, and put back for later
	o.clock.Advance(2 * time.Second)
	in.wait(t, 2)
	if first, second := in.all()[0], in.all()[1]; first.body != second.body {
		t.Error("the second attempt carries something else")
	}
}

// Many clients, agents and a listener at once: nothing is lost, nothing doubled, no state is torn.
func TestManyAtOnce(t *testing.T) {
	t.Parallel()
	const clients, each = 8, 10
	o := open(t, func(s *twiliosim.SeedOptions) { s.Behaviour = diligent(twiliosim.Outcome{Code: "contacted"}) })
	in := o.listen()
	o.sim.SetEventCallback(in.url)
	o.sim.Start(t.Context())
	var clientsDone sync.WaitGroup
	for c := range clients {
		clientsDone.Go(func() {
			for i := range each {
				o.promise(fmt.Sprintf("cb_%d_%d", c, i), nil)
				o.clock.Advance(time.Second)
			}
		})
	}
	clientsDone.Wait()
	o.pass(8 * time.Hour)
	created := 0
	for _, e := range o.sim.Events() {
		if e.Type == "task.created" {
			created++
		}
	}
	if want := 2 * clients * each; created != want || o.sim.CreatedCount() != want {
		t.Errorf("%d events for %d Tasks, want %d: each promise and its call", created, o.sim.CreatedCount(), want)
	}
	if left := len(o.sim.Tasks()); left != 0 {
		t.Errorf("%d Tasks are left after all is done", left)
	}
	in.wait(t, len(o.sim.Events())-o.eventsBeforeListening())
}

// eventsBeforeListening counts what happened while the office was made.
func (o *office) eventsBeforeListening() int {
	n := 0
	for _, e := range o.sim.Events() {
		if e.Task == nil && e.Reservation == nil {
			n++
		}
	}
	return n
}
