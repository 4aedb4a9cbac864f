package twiliosim

import "sort"

// taskStore keeps Tasks by id and in the order of creation. Removed ones leave holes, which are closed once they
// outnumber the rest, so that creating and removing cost the same however many there are.
type taskStore struct {
	bySid   map[string]*task
	ordered []slot
	holes   int
	seq     uint64
}

type slot struct {
	seq  uint64
	task *task // nil in a hole
}

func newTaskStore() taskStore { return taskStore{bySid: map[string]*task{}} }

func (st *taskStore) add(t *task) {
	st.seq++
	t.seq = st.seq
	st.bySid[t.Sid] = t
	st.ordered = append(st.ordered, slot{seq: t.seq, task: t})
}

func (st *taskStore) remove(t *task) {
	delete(st.bySid, t.Sid)
	if i := st.position(t.seq); i < len(st.ordered) && st.ordered[i].seq == t.seq {
		st.ordered[i].task = nil
		st.holes++
	}
	if st.holes > 1024 && st.holes > len(st.ordered)/2 {
		st.compact()
	}
}

// position is the index of the first slot whose sequence number is seq or more.
func (st *taskStore) position(seq uint64) int {
	return sort.Search(len(st.ordered), func(i int) bool { return st.ordered[i].seq >= seq })
}

func (st *taskStore) compact() {
	kept := make([]slot, 0, len(st.ordered)-st.holes)
	for _, each := range st.ordered {
		if each.task != nil {
			kept = append(kept, each)
		}
	}
	st.ordered, st.holes = kept, 0
}
