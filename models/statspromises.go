package models

import "strings"

// PromiseFigures count the promises whose windows start in the period. All but All, Moved and Cancelled are of those that count: neither
// moved nor cancelled by the donor before they were due, which is when their window began.
type PromiseFigures struct {
	All       int64 // made for the period
	Moved     int64 // before they were due, untried
	Cancelled int64 // by the donor, before they were due, untried

	Counted int64 // the others, of which the rates are
	Kept    int64 // first attempt in [start - 2 min, end + grace]
	OnTime  int64 // the same with a grace of 0
	Early   int64 // first attempt before that
	Late    int64 // first attempt after the grace; or replaced untried when due
	Closed  int64 // ended untried, otherwise than Cancelled
	Owed    int64 // open and untried
	NotDue  int64 // of these, those whose window is still to come
	Broken  int64 // no attempt started by the window's end and the grace: kept late, ended or owed
	Tried   int64 // of those with an attempt: the split of punctuality
	InTime  int64 // of Tried: first attempt in [start - 2 min, end]
	Behind  int64 // of Tried: first attempt after the window's end

	Repromised int64 // follow another promise of their chain
	Owned      int64 // are an agent's own
	ByOwner    int64 // of these, first tried by that agent
	Fallback   int64 // of these, first tried by another
}

// promisesBetween begins a question: p holds a row for each promise of the period, counted 1 for those that count. A promise is that of a
// callback as it stands, or one that a line of the ledger replaced. owned is 1 for an agent's own, by_owner 1 where that agent tried it first, 0 where
// another did. Of callbacks no column is asked for that the index of the figures has not.
func (f figures) promisesBetween() string {
	const verdict = " CASE WHEN c.first_attempt_at IS NULL AND c.closed_at IS NULL THEN 'owed' WHEN c.first_attempt_at IS NULL THEN 'closed'" +
		" WHEN c.first_attempt_at < c.window_start - @early THEN 'early' WHEN c.first_attempt_at > c.window_end + @grace THEN 'late' ELSE 'kept' END"
	const owned = "c.routing = 'agent' AND c.worker_sid <> ''"
	const byOwner = "CASE WHEN " + owned + " AND c.first_attempt_at IS NOT NULL THEN" +
		" (SELECT MIN(a.worker_sid) = c.worker_sid FROM attempts a WHERE a.chain_id = c.chain_id AND a.started_at = c.first_attempt_at AND a.callback_id = c.id) END"
	return "WITH found AS (SELECT c.window_start AS starts, c.window_end AS ends, c.first_attempt_at AS tried," + verdict + " AS verdict," +
		" COALESCE(c.closed_at, @now) AS judged, c.resolution, c.previous_id <> '' AS repromised, " + owned + " AS owned, " + byOwner + " AS by_owner" +
		" FROM callbacks c WHERE c.window_start >= @from AND c.window_start < @to" + f.ofTeam() +
		" UNION ALL SELECT e.ended_start, e.ended_end, e.ended_attempt_at, e.verdict, e.at, '', c.previous_id <> '', 0, NULL" +
		" FROM events e JOIN callbacks c ON c.id = e.callback_id WHERE e.ended_start >= @from AND e.ended_start < @to" + f.ofTeam() + ")," +
		" p AS (SELECT found.*, CASE WHEN verdict = 'moved' THEN 0" +
		" WHEN verdict = 'closed' AND resolution = 'donor_cancelled' AND judged < starts THEN 0 ELSE 1 END AS counted FROM found) "
}

// kinds follows promisesBetween: the promises, as many of a kind as there are. A million promises are of a few dozen kinds, so that the sums are made
// of those.
func kinds() string {
	const inTime = "tried >= starts - @early AND tried <= ends"
	of := []string{"verdict", "counted", "repromised", "owned", "by_owner", "tried IS NOT NULL AS was_tried", "verdict = 'owed' AND starts > @now AS not_due",
		inTime + " AS in_time", "tried > ends AS behind", "CASE WHEN " + isBroken + " THEN 1 ELSE 0 END AS broken"}
	return ", kinds AS (SELECT " + strings.Join(of, ", ") + ", COUNT(*) AS n FROM p GROUP BY verdict, counted, repromised, owned, by_owner, was_tried, not_due, in_time, behind, broken) "
}

// isBroken says of a promise whether nobody tried in time. A line of before the figures has no end of its promise: its verdict speaks for it.
const isBroken = "CASE WHEN ends IS NULL THEN verdict = 'late' ELSE COALESCE(tried, judged) > ends + @grace END"

func (f figures) promises(stats *Stats) error {
	sum := func(condition, name string) string {
		return ", COALESCE(SUM(CASE WHEN counted = 1 AND (" + condition + ") THEN n ELSE 0 END), 0) AS `" + name + "`"
	}
	is := func(verdict string) string { return sum("verdict = '"+verdict+"'", verdict) }
	question := f.promisesBetween() + kinds() + "SELECT COALESCE(SUM(n), 0) AS `all`, COALESCE(SUM(counted * n), 0) AS counted" +
		", COALESCE(SUM(CASE WHEN verdict = 'moved' THEN n ELSE 0 END), 0) AS moved" +
		", COALESCE(SUM(CASE WHEN counted = 0 AND verdict = 'closed' THEN n ELSE 0 END), 0) AS cancelled" +
		is("kept") + is("early") + is("late") + is("closed") + is("owed") + sum("not_due = 1", "not_due") +
		sum("in_time = 1 OR was_tried = 0 AND verdict = 'kept'", "on_time") + sum("broken = 1", "broken") + sum("was_tried = 1", "tried") +
		sum("in_time = 1", "in_time") + sum("behind = 1", "behind") + sum("repromised = 1", "repromised") +
		sum("owned = 1", "owned") + sum("owned = 1 AND by_owner = 1", "by_owner") + sum("owned = 1 AND by_owner = 0", "fallback") + " FROM kinds"
	if err := f.scan(&stats.Promises, question); err != nil {
		return err
	}
	var err error
	stats.Punctuality, err = f.spread(f.triedBetween())
	return err
}

// triedBetween measures the promises of the period that were tried. They all count: what was moved, or cancelled before it was due, was not tried.
func (f figures) triedBetween() string {
	return "SELECT c.first_attempt_at - c.window_start AS v FROM callbacks c" +
		" WHERE c.window_start >= @from AND c.window_start < @to AND c.first_attempt_at IS NOT NULL" + f.ofTeam() +
		" UNION ALL SELECT e.ended_attempt_at - e.ended_start FROM events e JOIN callbacks c ON c.id = e.callback_id" +
		" WHERE e.ended_start >= @from AND e.ended_start < @to AND e.ended_attempt_at IS NOT NULL" + f.ofTeam()
}
