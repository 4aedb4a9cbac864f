package twiliosim

import (
	"time"

	"github.com/ringback/ringback/integrations/twiliosim/expression"
)

// maxReservedWorkers is TaskRouter's limit for one Task.
const maxReservedWorkers = 50

// queue is a TaskQueue: the workers whose attributes match its expression.
type queue struct {
	sid         string
	name        string
	source      string                 // the expression as written
	target      *expression.Expression // nil when empty: Tasks just wait
	maxReserved int
	lifo        bool
	reservation string // activity ids, kept and shown only
	assignment  string
	createdAt   time.Time
	updatedAt   time.Time
}

func (s *Server) queueBySid(sid string) *queue {
	for _, q := range s.queues {
		if q.sid == sid {
			return q
		}
	}
	return nil
}

// addQueue makes a queue. The expression must parse.
func (s *Server) addQueue(name, source string) (*queue, error) {
	q := &queue{sid: s.sids.next("WQ"), name: name, maxReserved: 1, createdAt: s.now, updatedAt: s.now}
	if err := q.setTarget(source); err != nil {
		return nil, err
	}
	s.queues = append(s.queues, q)
	s.emit(Event{Type: "task-queue.created", facts: q.facts(), Description: "TaskQueue " + name + " created"})
	s.rejoin(q)
	return q, nil
}

func (q *queue) setTarget(source string) error {
	q.source, q.target = source, nil
	if source == "" {
		return nil
	}
	target, err := expression.Parse(source)
	if err != nil {
		return invalid("TargetWorkers: %v", err)
	}
	q.target = target
	return nil
}

// rejoin works out the membership of one queue after its expression changed, and serves who came in.
func (s *Server) rejoin(q *queue) {
	for _, w := range s.workers {
		w.queues[q] = q.target != nil && q.target.Eval(w.lookup)
		s.serve(w)
	}
}

// facts are what an event about the queue itself says.
func (q *queue) facts() map[string]string {
	return map[string]string{"TaskQueueSid": q.sid, "TaskQueueName": q.name, "TaskQueueTargetExpression": q.source}
}
