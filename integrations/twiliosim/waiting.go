package twiliosim

import (
	"container/heap"
	"encoding/json"
	"strings"

	"github.com/ringback/ringback/integrations/twiliosim/expression"
)

// waitingRoom holds the Tasks that no worker could take at once, in buckets. All Tasks of one bucket are open to the
// same workers, so a worker who becomes free looks at the heads of buckets (teams and named agents), never at Tasks.
type waitingRoom struct {
	open  map[string]*bucket            // for anyone who is eligible
	named map[string]map[string]*bucket // by worker id, for known workers and worker targets
}

func newWaitingRoom() waitingRoom {
	return waitingRoom{open: map[string]*bucket{}, named: map[string]map[string]*bucket{}}
}

// bucket is one set of conditions, and who waits under them.
type bucket struct {
	key        string
	queue      *queue // nil: no queue is asked
	channelSid string
	expression *expression.Expression
	values     map[string]any // the task attributes the expression mentions
	worker     *worker        // the only one, when there is a known worker
	impossible bool           // a known worker is asked for and there is none
	force      bool           // regardless of capacity and activity
	tasks      taskHeap
}

// admits says whether the worker may have the bucket's Tasks, were it free.
func (b *bucket) admits(w *worker) bool {
	if b.impossible || b.worker != nil && b.worker != w || b.queue != nil && !w.queues[b.queue] {
		return false
	}
	return b.expression == nil || b.expression.Eval(func(name string) any {
		if strings.HasPrefix(name, "task.") {
			return b.values[name]
		}
		return w.lookup(name)
	})
}

// room finds the bucket of a target for a Task, or makes one, which is not on a shelf until a Task is in it.
func (s *Server) room(t *task, at *target) *bucket {
	b := bucket{queue: at.queue, channelSid: t.ChannelSid, expression: at.expression}
	key := at.queue.sid + " " + t.ChannelSid
	if at.expression != nil {
		b.values = mentioned(t, at.expression)
		encoded, _ := json.Marshal(b.values) // values that came from JSON always encode
		key += " " + at.expression.String() + " " + string(encoded)
	}
	if at.knownSid != "" || at.knownName != "" {
		b.worker = s.known(t, at)
		b.impossible = b.worker == nil
		key += " known"
	}
	return s.waiting.find(b, key)
}

func mentioned(t *task, e *expression.Expression) map[string]any {
	values := map[string]any{}
	for _, name := range e.Names() {
		if attribute, ok := strings.CutPrefix(name, "task."); ok {
			values[name] = expression.Value(t.attributes, attribute)
		}
	}
	return values
}

// known is the worker a target names through an attribute of the Task; nil when there is none.
func (s *Server) known(t *task, at *target) *worker {
	if at.knownSid != "" {
		sid, _ := expression.Value(t.attributes, at.knownSid).(string)
		return s.workersBySid[sid]
	}
	name, _ := expression.Value(t.attributes, at.knownName).(string)
	for _, w := range s.workers {
		if name != "" && strings.EqualFold(w.Name, name) {
			return w
		}
	}
	return nil
}

func (room *waitingRoom) find(wanted bucket, key string) *bucket {
	wanted.key = key
	if found := room.shelf(&wanted)[key]; found != nil {
		return found
	}
	return &wanted
}

func (room *waitingRoom) shelf(b *bucket) map[string]*bucket {
	if b.worker == nil {
		return room.open
	}
	if room.named[b.worker.Sid] == nil {
		room.named[b.worker.Sid] = map[string]*bucket{}
	}
	return room.named[b.worker.Sid]
}

// add puts the Task into the bucket that [Server.room] just gave for it.
func (room *waitingRoom) add(b *bucket, t *task) {
	room.shelf(b)[b.key] = b
	t.bucket = b
	heap.Push(&b.tasks, t)
}

// leave takes the Task out; an empty bucket goes with it.
func (room *waitingRoom) leave(t *task) {
	b := t.bucket
	if b == nil || t.place < 0 {
		return
	}
	heap.Remove(&b.tasks, t.place)
	if len(b.tasks) == 0 {
		delete(room.shelf(b), b.key)
	}
}

// best is the first Task by priority, then age, among those the worker may have and can take.
func (room *waitingRoom) best(w *worker) *task {
	var first *task
	for _, shelf := range []map[string]*bucket{room.open, room.named[w.Sid]} {
		for _, b := range shelf {
			if len(b.tasks) == 0 || first != nil && !b.tasks[0].before(first) {
				continue
			}
			if (b.force || w.spare(b.channelSid)) && b.admits(w) && b.tasks[0].offered(w) == nil {
				first = b.tasks[0]
			}
		}
	}
	return first
}

// before orders Tasks by priority, highest first, then by age, then by creation.
func (t *task) before(other *task) bool {
	if t.Priority != other.Priority {
		return t.Priority > other.Priority
	}
	if t.order != other.order {
		return t.order < other.order
	}
	return t.seq < other.seq
}

// taskHeap has the Task that is served next at its head.
type taskHeap []*task

func (h taskHeap) Len() int           { return len(h) }
func (h taskHeap) Less(i, j int) bool { return h[i].before(h[j]) }
func (h taskHeap) Swap(i, j int) {
	h[i], h[j] = h[j], h[i]
	h[i].place, h[j].place = i, j
}

// Push adds at the end for container/heap.
func (h *taskHeap) Push(x any) {
	t := x.(*task)
	t.place = len(*h)
	*h = append(*h, t)
}

// Pop removes the last element for container/heap.
func (h *taskHeap) Pop() any {
	last := len(*h) - 1
	t := (*h)[last]
	(*h)[last] = nil
	*h = (*h)[:last]
	t.place = -1
	return t
}
