package dbtest

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
)

// suite is what one test binary shares: the options of Main and the server that
// the first test in need of it starts.
type suite struct {
	mu      sync.Mutex
	running bool
	options []Option
	server  *server
	err     error
	file    sqliteTemplate
}

// current is the suite of this binary. It has to be reachable from any test
// without being handed along, since TestMain and tests share no value.
var current suite //nolint:gochecknoglobals // one server per test binary

// Main runs the tests of a package and then stops the server they started, if
// any, and removes its folder. It is the whole body of a TestMain; the exit code
// is passed on by package testing.
func Main(m *testing.M, options ...Option) {
	current.open(options)
	m.Run()
	if err := current.close(); err != nil {
		fmt.Fprintln(os.Stderr, "dbtest: stop the server:", err)
		os.Exit(1)
	}
}

// Each runs f as two parallel subtests, one on SQLite and one on the server,
// each with a migrated database of its own in which nothing has happened yet.
// url is a RINGBACK_DATABASE_URL. The subtests are named "sqlite" and
// "mariadb"; the second is "mysql" when TEST_MYSQL_URL names a server of that
// family.
func Each(t *testing.T, f func(t *testing.T, url string)) {
	t.Helper()
	onEach(t, f, SQLite, MySQL)
}

// EachEmpty is Each with databases that have no tables.
func EachEmpty(t *testing.T, f func(t *testing.T, url string)) {
	t.Helper()
	onEach(t, f, EmptySQLite, EmptyMySQL)
}

func onEach(t *testing.T, f func(t *testing.T, url string), sqlite, mysql func(testing.TB) string) {
	t.Helper()
	t.Run("sqlite", func(t *testing.T) {
		t.Parallel()
		f(t, sqlite(t))
	})
	t.Run(Family(t), func(t *testing.T) {
		t.Parallel()
		f(t, mysql(t))
	})
}

// SQLite returns the URL of a migrated database in a folder that is removed
// after the test.
func SQLite(t testing.TB) string {
	t.Helper()
	url := EmptySQLite(t)
	current.file.copyTo(t, strings.TrimPrefix(url, "sqlite:"))
	return url
}

// EmptySQLite returns the URL of a database file that does not exist yet, in a
// folder that is removed after the test.
func EmptySQLite(t testing.TB) string {
	t.Helper()
	return "sqlite:" + filepath.Join(t.TempDir(), "ringback.db")
}

// MySQL returns the URL of a migrated database on the server, which is dropped
// after the test. It starts the server when this is the first call.
func MySQL(t testing.TB) string {
	t.Helper()
	s := use(t)
	name := s.createDatabase(t)
	if err := s.template.copyTo(s, name); err != nil {
		t.Fatalf("dbtest: copy the template: %v", err)
	}
	return s.urlOf(name)
}

// EmptyMySQL is MySQL without any table.
func EmptyMySQL(t testing.TB) string {
	t.Helper()
	s := use(t)
	return s.urlOf(s.createDatabase(t))
}

// Family returns "mariadb" or "mysql", by what the server says of itself.
func Family(t testing.TB) string {
	t.Helper()
	return use(t).family()
}

// use returns the running server, or fails the test.
func use(t testing.TB) *server {
	t.Helper()
	s, err := current.get()
	if err != nil {
		t.Fatalf("dbtest: %v", err)
	}
	return s
}

func (s *suite) open(options []Option) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.running, s.options = true, options
}

// get starts the server once. A start that failed is not tried again: every
// test of the binary would wait for the same failure.
func (s *suite) get() (*server, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if !s.running {
		return nil, errNoMain
	}
	if s.server == nil && s.err == nil {
		s.server, s.err = connectOrStart(s.options)
	}
	return s.server, s.err
}

func (s *suite) close() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.running = false
	if s.server == nil {
		return nil
	}
	return s.server.close()
}
