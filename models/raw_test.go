package models_test

import (
	"database/sql"
	"net/url"
	"strings"
)

// raw is the database beneath the store, for what the store has no words for. The drivers are those that package models brings.
func (l *ledger) raw() *sql.DB {
	l.t.Helper()
	if l.beneath != nil {
		return l.beneath
	}
	driver, source := "sqlite", strings.TrimPrefix(l.url, "sqlite:")+"?_pragma=busy_timeout(5000)"
	if l.isMySQL() {
		u, err := url.Parse(l.url)
		l.must(err)
		driver, source = "mysql", u.User.String()+"@tcp("+u.Host+")"+u.Path
	}
	db, err := sql.Open(driver, source)
	l.must(err)
	l.t.Cleanup(func() { l.must(db.Close()) })
	l.beneath = db
	return db
}

func (l *ledger) isMySQL() bool { return strings.HasPrefix(l.url, "mysql:") }
