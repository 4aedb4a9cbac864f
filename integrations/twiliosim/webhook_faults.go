package twiliosim

import "slices"

// WebhookFaults are the ways in which events fail to arrive as they happened. A number counts down with each event it
// strikes; a probability, from 0 to 1, strikes on the seed's dice for as long as it is set.
type WebhookFaults struct {
	LoseNext    int     `json:"lose_next"`
	Lose        float64 `json:"lose"`
	DoubleNext  int     `json:"double_next"`
	Double      float64 `json:"double"`
	ReorderNext int     `json:"reorder_next"` // the event overtakes all that wait
	Reorder     float64 `json:"reorder"`      // the event overtakes some that wait
}

// enqueue adds to a sink's queue under the faults in force.
func (s *Server) enqueue(queue []*delivery, d *delivery) []*delivery {
	defer s.wakeDeliveries()
	f := &s.outbox.faults
	if s.strikes(&f.LoseNext, f.Lose) {
		s.record(d, 0, "lost by a fault", OutcomeLost)
		return queue
	}
	place := len(queue)
	switch {
	case f.ReorderNext > 0:
		f.ReorderNext--
		place = 0
	case s.strikes(new(int), f.Reorder):
		place = s.chance.IntN(len(queue) + 1)
	}
	queue = slices.Insert(queue, place, d)
	if s.strikes(&f.DoubleNext, f.Double) {
		twin := *d
		twin.events = slices.Clone(d.events)
		queue = append(queue, &twin)
	}
	return queue
}

// strikes says whether a fault happens now.
func (s *Server) strikes(next *int, probability float64) bool {
	if *next > 0 {
		*next--
		return true
	}
	return probability > 0 && s.chance.Float64() < probability
}
