package models

import (
	"fmt"
	"time"
)

// AttemptFigures count the dials that started in the period.
type AttemptFigures struct {
	All      int64
	Contacts int64 // those in which the donor in question was spoken to
	Outside  int64 // outside calling hours or caps, under an override
	Unlawful int64 // the same without one: 0, or something is wrong
}

// Trouble counts what should not have happened in the period.
type Trouble struct {
	Leaks      int64 // calls of the main list to a donor with an open callback
	Duplicates int64 // second Tasks of a callback
}

// attemptsBetween ends a question for the attempts of the period.
func (f figures) attemptsBetween() string {
	from := " FROM attempts a"
	if f.query.Team != "" {
		from += " JOIN callbacks c ON c.id = a.callback_id"
	}
	return from + " WHERE a.started_at >= @from AND a.started_at < @to" + f.ofTeam()
}

const isContact = "a.outcome <> '' AND a.outcome IN @contacts"

func (f figures) attempts(stats *Stats) error {
	return f.scan(&stats.Attempts, "SELECT COUNT(*) AS `all`, COALESCE(SUM(CASE WHEN "+isContact+" THEN 1 ELSE 0 END), 0) AS contacts"+
		", COALESCE(SUM(a.outside_hours <> 0 AND a.override_id <> ''), 0) AS outside, COALESCE(SUM(a.outside_hours <> 0 AND a.override_id = ''), 0) AS unlawful"+
		f.attemptsBetween())
}

// toContact measures each chain once: at its first contact.
func (f figures) toContact(stats *Stats) error {
	of := ""
	if f.query.Team != "" {
		of = " JOIN callbacks c ON c.id = a.callback_id" + f.ofTeam()
	}
	first := "SELECT a.started_at - root.created_at AS v FROM attempts a" + of + " JOIN callbacks root ON root.id = a.chain_id" +
		" WHERE a.started_at >= @from AND a.started_at < @to AND " + isContact +
		" AND NOT EXISTS (SELECT 1 FROM attempts b WHERE b.chain_id = a.chain_id" +
		" AND (b.started_at < a.started_at OR b.started_at = a.started_at AND b.id < a.id) AND b.outcome <> '' AND b.outcome IN @contacts)"
	var err error
	stats.ToContact, err = f.spread(first)
	return err
}

// linesBetween ends a question for the lines of the period of some types, by the index that begins with the type.
func (f figures) linesBetween(types string) string {
	from := " FROM events e"
	if f.query.Team != "" {
		from += " JOIN callbacks c ON c.id = e.callback_id"
	}
	return from + " WHERE e.type IN (" + types + ") AND e.at >= @from AND e.at < @to" + f.ofTeam()
}

// offers measures from the line that told of a Task to that of the agent who took it, which says when the first was.
func (f figures) offers(stats *Stats) error {
	var err error
	stats.Offers, err = f.spread("SELECT e.at - e.offered_at AS v" + f.linesBetween("'assigned'") + " AND e.offered_at IS NOT NULL")
	return err
}

func (f figures) trouble(stats *Stats) error {
	return f.scan(&stats.Trouble, "SELECT COALESCE(SUM(e.type = 'leaked'), 0) AS leaks, COALESCE(SUM(e.type = 'task_swapped'), 0) AS duplicates"+
		f.linesBetween("'leaked', 'task_swapped'"))
}

// OwedNow counts the open promises that nobody has tried yet, as of the moment of asking and whatever the period.
type OwedNow struct {
	Open    int64 // open callbacks, tried or not
	Untried int64
	Overdue int64 // of Untried: the window has begun
	Broken  int64 // of these: its end and the grace are over
	Ages    []Age // of Overdue, by how long ago the window began
}

// Age is one class of overdue promises: those whose window began longer than From ago, and at most To.
type Age struct {
	From time.Duration
	To   time.Duration // 0: no end
	N    int64
}

// ages are the classes of the figures' definitions.
func ages() []time.Duration {
	const day = 24 * time.Hour
	return []time.Duration{0, 15 * time.Minute, time.Hour, 4 * time.Hour, day, 3 * day}
}

func (f figures) owedNow(stats *Stats) error {
	const overdue = "c.first_attempt_at IS NULL AND c.window_start <= @now"
	sum := func(condition string) string {
		return ", COALESCE(SUM(CASE WHEN " + condition + " THEN 1 ELSE 0 END), 0)"
	}
	question := "SELECT COUNT(*) AS open" + sum("c.first_attempt_at IS NULL") + " AS untried" + sum(overdue) + " AS overdue" +
		sum("c.first_attempt_at IS NULL AND c.window_end + @grace < @now") + " AS broken"
	limits := ages()
	for i, from := range limits {
		class := fmt.Sprintf(overdue+" AND @now - c.window_start >= %d", from.Milliseconds())
		if i+1 < len(limits) {
			class += fmt.Sprintf(" AND @now - c.window_start < %d", limits[i+1].Milliseconds())
		}
		question += sum(class) + fmt.Sprintf(" AS age%d", i)
	}
	var found struct{ Open, Untried, Overdue, Broken, Age0, Age1, Age2, Age3, Age4, Age5 int64 }
	if err := f.scan(&found, question+" FROM callbacks c WHERE c.closed_at IS NULL"+f.ofTeam()); err != nil {
		return err
	}
	stats.Now = OwedNow{Open: found.Open, Untried: found.Untried, Overdue: found.Overdue, Broken: found.Broken}
	for i, n := range []int64{found.Age0, found.Age1, found.Age2, found.Age3, found.Age4, found.Age5} {
		age := Age{From: limits[i], N: n}
		if i+1 < len(limits) {
			age.To = limits[i+1]
		}
		stats.Now.Ages = append(stats.Now.Ages, age)
	}
	return nil
}

// slotLoad lists the quarter hours of the next 7 days in which anything is promised.
func (f figures) slotLoad(stats *Stats) error {
	team, err := findTeam(f.db.Table("teams").Where("name = ?", f.query.Team), f.query.Team)
	if err != nil {
		return err
	}
	from := slotOf(At(f.store.clock.Now()))
	slots, err := slotScope{team: f.query.Team, rule: team.slotRule()}.slots(f.db, from, from.Add(MaxSlotRange), "")
	for _, slot := range slots {
		if slot.Promised > 0 {
			stats.SlotLoad = append(stats.SlotLoad, slot)
		}
	}
	return err
}
