package scheduler

import (
	"container/heap"
	"time"

	"github.com/ringback/ringback/models"
)

// held is a claim in hand: ours to dispatch, at its moment.
type held struct {
	models.Claim
	readyAt time.Time // not before
}

// hand holds claims, the one that is ready first on top.
type hand []held

func (h hand) Len() int           { return len(h) }
func (h hand) Less(i, j int) bool { return h[i].readyAt.Before(h[j].readyAt) }
func (h hand) Swap(i, j int)      { h[i], h[j] = h[j], h[i] }

// Push is for container/heap.
func (h *hand) Push(x any) { *h = append(*h, x.(held)) }

// Pop is for container/heap.
func (h *hand) Pop() any {
	last := (*h)[len(*h)-1]
	*h = (*h)[:len(*h)-1]
	return last
}

func (h *hand) add(claim held) { heap.Push(h, claim) }

func (h *hand) take() held { return heap.Pop(h).(held) }

// keep leaves only claims that test says yes to.
func (h *hand) keep(test func(held) bool) {
	kept := (*h)[:0]
	for _, claim := range *h {
		if test(claim) {
			kept = append(kept, claim)
		}
	}
	*h = kept
	heap.Init(h)
}
