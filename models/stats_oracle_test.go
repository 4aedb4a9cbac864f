package models_test

import (
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"
	"time"

	"github.com/ringback/ringback/models"
	"github.com/ringback/ringback/models/dbtest"
)

// grace is that of a policy that says nothing else.
const grace = 15 * time.Minute

// promised is one promise as the oracle sees it: read off the rows, one by one.
type promised struct {
	start, end, tried, judged models.Instant
	verdict                   models.Verdict
	resolution                models.Resolution
	repromised                bool
	owner, caller             string
}

// oracle has all rows of a small ledger and counts by the words of docs/FIGURES.md.
type oracle struct {
	now       models.Instant
	callbacks []models.Story
	events    []models.Event
}

func (l *ledger) oracle() oracle {
	l.t.Helper()
	found, _, err := l.List(l.ctx, models.Filter{Limit: 1000})
	l.must(err)
	o := oracle{now: models.At(l.clock.Now())}
	for _, cb := range found {
		o.callbacks = append(o.callbacks, *l.story(cb.ID))
	}
	o.events, err = l.EventsAfter(l.ctx, "", 100_000)
	l.must(err)
	return o
}

func within(at models.Instant, q models.StatsQuery) bool {
	return !at.Before(q.From) && at.Before(q.To)
}

func (o oracle) stats(q models.StatsQuery) models.Stats {
	stats := models.Stats{Now: o.owedNow(q)}
	var late, toContact, offers []time.Duration
	for _, p := range o.promises(q) {
		count(&stats.Promises, p, o.now)
		if counts(p) && !p.tried.IsZero() {
			late = append(late, p.tried.Sub(p.start))
		}
	}
	for _, cb := range o.callbacks {
		for _, a := range cb.AttemptLog {
			if q.Team != "" && cb.Team != q.Team || !within(a.StartedAt, q) {
				continue
			}
			stats.Attempts.All++
			if a.OutsideHours {
				stats.Attempts.Unlawful++ // nobody overrides in these histories
			}
			if !contact(a) {
				continue
			}
			stats.Attempts.Contacts++
			if first := o.firstContact(cb.ChainID); first.ID == a.ID {
				toContact = append(toContact, a.StartedAt.Sub(o.callback(cb.ChainID).CreatedAt))
			}
		}
		if q.Team == "" || cb.Team == q.Team {
			offers = append(offers, offersOf(cb, q, &stats.Trouble)...)
		}
	}
	stats.Punctuality, stats.ToContact, stats.Offers = spreadOf(late), spreadOf(toContact), spreadOf(offers)
	return stats
}

func (o oracle) callback(id string) models.Story {
	return o.callbacks[slices.IndexFunc(o.callbacks, func(cb models.Story) bool { return cb.ID == id })]
}

func contact(a models.Attempt) bool {
	return slices.Contains([]string{"contacted", "refused", "do_not_call", "callback_agent", "callback_queue"}, a.Outcome)
}

func (o oracle) firstContact(chain string) (first models.Attempt) {
	for _, cb := range o.callbacks {
		for _, a := range cb.AttemptLog {
			earlier := first.ID == "" || a.StartedAt.Before(first.StartedAt) || a.StartedAt == first.StartedAt && a.ID < first.ID
			if cb.ChainID == chain && contact(a) && earlier {
				first = a
			}
		}
	}
	return first
}

// promises are those of the callbacks as they stand, and those that lines of the ledger replaced.
func (o oracle) promises(q models.StatsQuery) []promised {
	var all []promised
	for _, cb := range o.callbacks {
		if q.Team != "" && cb.Team != q.Team {
			continue
		}
		p := promised{start: cb.WindowStart, end: cb.WindowEnd, tried: cb.FirstAttemptAt, judged: cb.ClosedAt, verdict: cb.Verdict(grace), resolution: cb.Resolution, repromised: cb.PreviousID != ""}
		if p.judged.IsZero() {
			p.judged = o.now
		}
		if cb.Routing == models.ToAgent && cb.WorkerSid != "" {
			p.owner = cb.WorkerSid
			for _, a := range cb.AttemptLog {
				if !p.tried.IsZero() && a.StartedAt == p.tried && (p.caller == "" || a.WorkerSid < p.caller) {
					p.caller = a.WorkerSid
				}
			}
		}
		all = append(all, p)
		for _, e := range cb.Events {
			if e.Verdict != "" {
				all = append(all, promised{start: e.EndedStart, end: e.EndedEnd, tried: e.EndedAttemptAt, judged: e.At, verdict: e.Verdict, repromised: cb.PreviousID != ""})
			}
		}
	}
	return slices.DeleteFunc(all, func(p promised) bool { return !within(p.start, q) })
}

func counts(p promised) bool {
	return p.verdict != models.Moved && (p.verdict != models.Closed || p.resolution != models.DonorCancelled || !p.judged.Before(p.start))
}

// count adds one promise to the figures.
func count(f *models.PromiseFigures, p promised, now models.Instant) {
	add := func(to *int64, yes bool) {
		if yes {
			*to++
		}
	}
	f.All++
	if !counts(p) {
		add(&f.Moved, p.verdict == models.Moved)
		add(&f.Cancelled, p.verdict == models.Closed)
		return
	}
	f.Counted++
	for verdict, to := range map[models.Verdict]*int64{models.Kept: &f.Kept, models.Early: &f.Early, models.Late: &f.Late, models.Closed: &f.Closed, models.Owed: &f.Owed} {
		add(to, p.verdict == verdict)
	}
	tried := !p.tried.IsZero()
	inTime := tried && !p.tried.Before(p.start.Add(-2*time.Minute)) && !p.tried.After(p.end)
	last := p.judged
	if tried {
		last = p.tried
	}
	add(&f.NotDue, p.verdict == models.Owed && p.start.After(now))
	add(&f.OnTime, inTime)
	add(&f.Broken, last.After(p.end.Add(grace)))
	add(&f.Tried, tried)
	add(&f.InTime, inTime)
	add(&f.Behind, tried && p.tried.After(p.end))
	add(&f.Repromised, p.repromised)
	add(&f.Owned, p.owner != "")
	add(&f.ByOwner, p.owner != "" && tried && p.caller == p.owner)
	add(&f.Fallback, p.owner != "" && tried && p.caller != p.owner)
}

// offersOf measures from each queued line to the next assigned one.
func offersOf(cb models.Story, q models.StatsQuery, trouble *models.Trouble) (took []time.Duration) {
	var offered models.Instant
	for _, e := range cb.Events {
		switch {
		case e.Type == models.EventQueued && e.At.After(offered):
			offered = e.At
		case e.Type == models.EventAssigned && within(e.At, q) && !offered.IsZero():
			took = append(took, e.At.Sub(offered))
		case e.Type == models.EventTaskSwapped && within(e.At, q):
			trouble.Duplicates++
		}
	}
	return took
}

func (o oracle) owedNow(q models.StatsQuery) models.OwedNow {
	limits := []time.Duration{0, 15 * time.Minute, time.Hour, 4 * time.Hour, 24 * time.Hour, 72 * time.Hour, 0}
	now := models.OwedNow{}
	for i, from := range limits[:6] {
		now.Ages = append(now.Ages, models.Age{From: from, To: limits[i+1]})
	}
	for _, cb := range o.callbacks {
		if !cb.Status.Open() || q.Team != "" && cb.Team != q.Team {
			continue
		}
		now.Open++
		if !cb.FirstAttemptAt.IsZero() {
			continue
		}
		now.Untried++
		if cb.Broken(o.now.Time(), grace) {
			now.Broken++
		}
		for i := 5; i >= 0; i-- {
			if age := o.now.Sub(cb.WindowStart); age >= limits[i] {
				now.Ages[i].N++
				now.Overdue++
				break
			}
		}
	}
	return now
}

// spreadOf is by the nearest rank.
func spreadOf(values []time.Duration) models.Spread {
	slices.Sort(values)
	n := len(values)
	if n == 0 {
		return models.Spread{}
	}
	return models.Spread{N: int64(n), P50: values[(n+1)/2-1], P90: values[(9*n+9)/10-1]}
}

// The figures that the database counts are those that the oracle counts, over random histories and periods.
func TestFiguresAreThoseOfTheOracle(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, url string) {
		w := &world{ledger: newLedger(t, url), rng: rand.New(rand.NewPCG(7, 12))}
		seen := map[string]int64{}
		for range 45 {
			for range 20 {
				w.step()
			}
			switch {
			case w.chance(20):
				w.clock.Advance(time.Duration(w.rng.IntN(180)) * time.Minute)
			case w.chance(5):
				w.clock.Advance(time.Duration(w.rng.IntN(80)) * time.Hour)
			}
			w.compare(seen)
		}
		for _, name := range []string{"Kept", "Late", "Owed", "Moved", "Tried", "Broken", "Owned", "Repromised", "Contacts", "Duplicates", "N"} {
			if seen[name] == 0 {
				t.Errorf("no history had any %s: the comparison shows nothing of it", name)
			}
		}
	})
}

// compare asks for the figures of two periods.
func (w *world) compare(seen map[string]int64) {
	w.t.Helper()
	o := w.oracle()
	for range 2 {
		from := o.now.Add(-time.Duration(w.rng.IntN(20*60)) * time.Minute)
		q := models.StatsQuery{From: from, To: from.Add(time.Duration(1+w.rng.IntN(200*60)) * time.Minute), Team: []string{"", "welcome", "none"}[w.rng.IntN(3)]}
		got, err := w.Stats(w.ctx, q)
		w.must(err)
		got.SlotLoad = nil // tested with the slots
		if want := o.stats(q); !reflect.DeepEqual(*got, want) {
			w.t.Fatalf("%s to %s, team %q:\ngot  %+v\nwant %+v", q.From.Time(), q.To.Time(), q.Team, *got, want)
		}
		tally(seen, got.Promises, got.Attempts, got.Trouble, got.Punctuality, got.ToContact, got.Offers, got.Now)
	}
}

// tally adds up every count, by its name.
func tally(seen map[string]int64, figures ...any) {
	for _, f := range figures {
		for i, v := 0, reflect.ValueOf(f); i < v.NumField(); i++ {
			if v.Field(i).CanInt() {
				seen[v.Type().Field(i).Name] += v.Field(i).Int()
			}
		}
	}
}
