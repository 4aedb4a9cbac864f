package models_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/ringback/ringback/models"
)

// The books of a day must not cost more as the ledger grows: each of their questions is answered by an index on the time asked for.
func TestTheBooksAreReadByIndex(t *testing.T) {
	each(t, func(t *testing.T, l *ledger) {
		for i := range 80 {
			l.book(fmt.Sprint("D-", i), l.clock.Now().AddDate(0, 0, 1+i).Format(time.DateOnly)+"T12:00")
		}
		l.mustExec(map[bool]string{true: "ANALYZE TABLE events, callbacks", false: "ANALYZE"}[l.isMySQL()])
		from := models.At(l.clock.Now())
		for question, index := range models.BalanceQuestions() {
			if plan := l.planOf(question, from.Millis(), from.Add(24*time.Hour).Millis()); !strings.Contains(plan, index) {
				t.Errorf("%s\nis answered by\n%s", question, plan)
			}
		}
	})
}

func (l *ledger) mustExec(query string) {
	l.t.Helper()
	_, err := l.raw().ExecContext(l.ctx, query)
	l.must(err)
}

// planOf is how the database means to answer a question, in its own words.
func (l *ledger) planOf(question string, args ...any) string {
	l.t.Helper()
	explain := "EXPLAIN QUERY PLAN "
	if l.isMySQL() {
		explain = "EXPLAIN "
	}
	rows, err := l.raw().QueryContext(l.ctx, explain+question, args...)
	l.must(err)
	defer func() { l.must(rows.Close()) }()
	columns, err := rows.Columns()
	l.must(err)
	var plan strings.Builder
	for rows.Next() {
		values := make([]any, len(columns))
		for i := range values {
			values[i] = new([]byte)
		}
		l.must(rows.Scan(values...))
		for i, name := range columns {
			if name == "key" || name == "detail" { // what EXPLAIN of MySQL and of SQLite call it
				fmt.Fprintf(&plan, "%s\n", *values[i].(*[]byte))
			}
		}
	}
	l.must(rows.Err())
	return plan.String()
}
