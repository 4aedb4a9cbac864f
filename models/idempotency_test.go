package models_test

import (
	"errors"
	"sync"
	"testing"
	"time"

	"github.com/ringback/ringback/models"
)

func TestOnceIsDoneOnce(t *testing.T) {
	each(t, func(t *testing.T, l *ledger) {
		o := models.Once{Caller: "key:crm", Route: "POST /callbacks", Key: "k1"}
		stores := []*models.Store{l.Store, l.open(), l.open(), l.open()}
		var mu sync.Mutex
		var turns []*models.KeptAnswer
		together(len(stores), func(i int) {
			kept, err := stores[i].BeginOnce(l.ctx, o)
			if err != nil && !errors.Is(err, models.ErrUnderWay) {
				t.Error(err)
			}
			if err == nil && !kept.Done() {
				mu.Lock()
				defer mu.Unlock()
				turns = append(turns, kept)
			}
		})
		if len(turns) != 1 {
			t.Fatalf("%d had the turn", len(turns))
		}
		turn := turns[0]
		turn.Digest, turn.Status, turn.Body, turn.Headers.V = "d", 201, []byte{0, 255, '{'}, map[string]string{"ETag": `"1"`}
		l.must(l.KeepAnswer(l.ctx, turn))
		again, err := stores[1].BeginOnce(l.ctx, o)
		l.must(err)
		if again.Status != 201 || again.Digest != "d" || string(again.Body) != string(turn.Body) || again.Headers.V["ETag"] != `"1"` {
			t.Errorf("kept %+v", again)
		}
		for what, other := range map[string]models.Once{"caller": {Caller: "key:crn", Route: o.Route, Key: o.Key}, "route": {Caller: o.Caller, Route: "POST /records", Key: o.Key},
			"key": {Caller: o.Caller, Route: o.Route, Key: "k2"}} {
			if kept, err := l.BeginOnce(l.ctx, other); err != nil || kept.Done() {
				t.Errorf("another %s: %+v, %v", what, kept, err)
			}
		}
		l.clock.Advance(models.KeepAnswers - time.Millisecond)
		if again, err := l.BeginOnce(l.ctx, o); err != nil || !again.Done() {
			t.Errorf("within a day: %+v, %v", again, err)
		}
		l.clock.Advance(time.Millisecond)
		if again, err := l.BeginOnce(l.ctx, o); err != nil || again.Done() {
			t.Errorf("after a day: %+v, %v", again, err)
		}
	})
}

func TestTurnsEnd(t *testing.T) {
	each(t, func(t *testing.T, l *ledger) {
		o := models.Once{Caller: "key:crm", Route: "POST /callbacks", Key: "k1"}
		begin := func() *models.KeptAnswer {
			turn, err := l.BeginOnce(l.ctx, o)
			l.must(err)
			return turn
		}
		first := begin()
		l.must(l.GiveUpTurn(l.ctx, first))
		second := begin()
		l.must(l.GiveUpTurn(l.ctx, first)) // which has the turn no more
		if _, err := l.BeginOnce(l.ctx, o); !errors.Is(err, models.ErrUnderWay) {
			t.Errorf("given up by who had no turn: %v", err)
		}
		l.clock.Advance(models.TurnFor)
		third := begin() // its process was killed
		second.Status = 200
		if err := l.KeepAnswer(l.ctx, second); !errors.Is(err, models.ErrStale) {
			t.Errorf("the answer of a lost turn: %v", err)
		}
		third.Status = 200
		l.must(l.KeepAnswer(l.ctx, third))
		l.must(l.GiveUpTurn(l.ctx, third))
		if kept := begin(); !kept.Done() || len(kept.Body) != 0 {
			t.Errorf("%+v", kept)
		}
		l.clock.Advance(models.KeepAnswers)
		if n, err := l.Prune(l.ctx, 10); err != nil || n != 1 {
			t.Errorf("pruned %d, %v", n, err)
		}
	})
}
