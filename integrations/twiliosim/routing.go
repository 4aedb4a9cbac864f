package twiliosim

import (
	"fmt"
	"strings"
	"time"

	"github.com/ringback/ringback/integrations/twiliosim/expression"
)

const workflowTimeoutReason = "Workflow timeout"

// lookup resolves names in filter expressions: "taskType" and "task.taskType" are the same.
func (t *task) lookup(name string) any {
	return expression.Value(t.attributes, strings.TrimPrefix(name, "task."))
}

// route finds the place of a Task by its attributes and age, offers it if somebody can take it, and otherwise lets it
// wait there. It serves entry, the end of a target's time, refusal by a worker and changed attributes alike.
func (s *Server) route(t *task) {
	s.withdraw(t)
	switch {
	case t.held != nil || len(t.offers) > 0:
	case t.workflow == nil:
		s.settleIn(t, s.direct(t))
	default:
		s.followWorkflow(t)
	}
}

func (s *Server) followWorkflow(t *task) {
	matched := t.workflow.match(t)
	if matched != t.filter {
		t.filter, t.step = matched, -1
	}
	if matched == nil || s.climb(t, matched) {
		if matched == nil {
			s.fallBack(t)
		}
		return
	}
	s.runOut(t, matched)
}

// match is the first filter that holds; nil when none does.
func (wf *workflow) match(t *task) *filter {
	for _, each := range wf.filters {
		if each.expression.Eval(t.lookup) {
			return each
		}
	}
	return nil
}

// climb walks the targets in order. Their time-outs count from the Task's birth and add up, so those that are over by
// its age are passed. True when the Task was offered or waits.
func (s *Server) climb(t *task, f *filter) bool {
	ends := t.bornAt(s.assumptions.VirtualAge)
	for i, at := range f.targets {
		ends = ends.Add(at.timeout)
		if at.timeout > 0 && !ends.After(s.now) {
			continue
		}
		s.enter(t, i, at)
		if s.settleIn(t, s.room(t, at)) {
			return true
		}
		if at.skipIf != nil && at.skipIf.Eval(s.countWorkers(at.queue)) {
			s.waiting.leave(t)
			continue
		}
		if at.timeout > 0 {
			t.stepEnd = s.at(ends, func() { s.endStep(t) })
		}
		return true
	}
	return false
}

func (t *task) bornAt(virtual bool) time.Time {
	if virtual {
		return t.VirtualStartAt
	}
	return t.CreatedAt
}

// enter moves the Task into a target's queue; coming back to the target it was at is no event.
func (s *Server) enter(t *task, step int, at *target) {
	if step == t.step {
		return
	}
	if at.priority != nil {
		t.Priority = *at.priority
	}
	first := t.step < 0
	t.step = step
	s.enterQueue(t, at.queue)
	if first {
		s.emit(Event{Type: "workflow.entered", Task: t.view(), Description: "Task " + t.Sid + " entered Workflow"})
	}
	s.emit(Event{Type: "workflow.target-matched", Task: t.view(), Description: "Task matched a workflow filter"})
	s.emit(Event{Type: "task-queue.entered", Task: t.view(), Description: "Task entered TaskQueue " + at.queue.name})
}

func (s *Server) enterQueue(t *task, q *queue) {
	t.QueueSid, t.QueueName, t.queueExpression = q.sid, q.name, q.source
	t.QueueEnteredAt = s.now
	s.touch(t)
}

// settleIn offers the Task at once if it can, else lets it wait. True when an offer was made.
func (s *Server) settleIn(t *task, b *bucket) bool {
	t.order = t.VirtualStartAt.UnixNano()
	if b.queue != nil && b.queue.lifo {
		t.order = -t.order
	}
	s.waiting.add(b, t)
	for t.bucket == b && t.place >= 0 {
		w := s.pick(t, b)
		if w == nil {
			break
		}
		s.give(t, w)
	}
	return len(t.offers) > 0 || t.held != nil
}

// give offers a waiting Task, which keeps waiting only while its queue lets more workers be reserved.
func (s *Server) give(t *task, w *worker) {
	most := 1
	if b := t.bucket; b.queue != nil {
		most = b.queue.maxReserved
	}
	if len(t.offers)+1 >= most {
		s.waiting.leave(t)
	}
	s.offer(t, w)
}

// pick is the worker with room who was offered something longest ago; nil when there is none.
func (s *Server) pick(t *task, b *bucket) *worker {
	if b.worker != nil {
		if (b.force || b.worker.spare(b.channelSid)) && b.admits(b.worker) && t.offered(b.worker) == nil {
			return b.worker
		}
		return nil
	}
	var first *worker
	for w := range s.ready[b.channelSid] {
		if first != nil && !w.idleLonger(first) {
			continue
		}
		if b.admits(w) && t.offered(w) == nil {
			first = w
		}
	}
	return first
}

func (w *worker) idleLonger(than *worker) bool {
	if w.lastOffer != than.lastOffer {
		return w.lastOffer < than.lastOffer
	}
	return w.seq < than.seq
}

// serve offers waiting Tasks to a worker for as long as there is room and work.
func (s *Server) serve(w *worker) {
	s.refresh(w)
	for next := s.waiting.best(w); next != nil; next = s.waiting.best(w) {
		s.give(next, w)
	}
}

// endStep moves a Task on when its time at a target is over. One that is being offered stays until the answer.
func (s *Server) endStep(t *task) {
	if len(t.offers) > 0 {
		return
	}
	s.emit(Event{Type: "task-queue.timeout", Task: t.view(), Description: "Task timed out of TaskQueue " + t.QueueName})
	s.route(t)
}

// runOut ends a Task that came to the end of its filter. A filter that was skipped as a whole counts as not matched.
func (s *Server) runOut(t *task, f *filter) {
	skipped := len(f.targets) > 0 && f.targets[len(f.targets)-1].skipIf != nil && t.step == len(f.targets)-1
	if s.skippedAll(t, f) && t.workflow.fallback != nil {
		s.fallBack(t)
		return
	}
	name := "workflow.timeout"
	if skipped {
		name = "workflow.skipped"
	}
	s.emit(Event{Type: name, Task: t.view(), Description: "Task " + t.Sid + " left its Workflow"})
	s.cancel(t, workflowTimeoutReason)
}

// skippedAll says whether no target's time has run out: the Task was passed on by skip_if only.
func (s *Server) skippedAll(t *task, f *filter) bool {
	ends := t.bornAt(s.assumptions.VirtualAge)
	for _, at := range f.targets {
		ends = ends.Add(at.timeout)
		if at.timeout > 0 && !ends.After(s.now) {
			return false
		}
	}
	return true
}

// fallBack puts a Task that matched nothing into the default queue; without one it is canceled.
func (s *Server) fallBack(t *task) {
	q := t.workflow.fallback
	if q == nil {
		s.emit(Event{Type: "workflow.timeout", Task: t.view(), Description: "Task matched no filter"})
		s.cancel(t, workflowTimeoutReason)
		return
	}
	s.enter(t, defaultStep, &target{queue: q})
	s.settleIn(t, s.room(t, &target{queue: q}))
}

// defaultStep stands for the default filter where a target's index is kept.
const defaultStep = 1 << 20

// withdraw takes a Task out of wherever it waits.
func (s *Server) withdraw(t *task) {
	s.waiting.leave(t)
	t.bucket = nil
	s.stop(t.stepEnd)
}

// direct is the bucket of a Task that goes to a queue or a worker without a workflow.
func (s *Server) direct(t *task) *bucket {
	if t.toQueue != nil {
		return s.room(t, &target{queue: t.toQueue})
	}
	b := bucket{channelSid: t.ChannelSid, worker: t.toWorker, force: t.IgnoreCapacity}
	return s.waiting.find(b, fmt.Sprint("direct ", t.ChannelSid, t.IgnoreCapacity))
}

// countWorkers resolves the names of skip_if over the workers of one queue.
func (s *Server) countWorkers(q *queue) expression.Lookup {
	return func(name string) any {
		n := 0
		for _, w := range s.workers {
			if w.queues[q] && matchesCount(w, strings.TrimPrefix(name, "workers.")) {
				n++
			}
		}
		return float64(n)
	}
}

func matchesCount(w *worker, what string) bool {
	switch what {
	case "available":
		return w.Available
	case "unavailable":
		return !w.Available
	}
	return w.ActivitySid == what
}
