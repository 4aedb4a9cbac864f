package dbtest

import (
	"fmt"
	"os"
	"path/filepath"
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
// each with an empty database of its own. url is a RINGBACK_DATABASE_URL. The
// subtests are named "sqlite" and "mariadb"; the second is "mysql" when
// TEST_MYSQL_URL names a server of that family.
func Each(t *testing.T, f func(t *testing.T, url string)) {
	t.Helper()
	t.Run("sqlite", func(t *testing.T) {
		t.Parallel()
		f(t, SQLite(t))
	})
	t.Run(Family(t), func(t *testing.T) {
		t.Parallel()
		f(t, MySQL(t))
	})
}

// SQLite returns the URL of a database file that does not exist yet, in a
// folder that is removed after the test.
func SQLite(t testing.TB) string {
	t.Helper()
	return "sqlite:" + filepath.Join(t.TempDir(), "ringback.db")
}

// MySQL returns the URL of an empty database on the server, which is dropped
// after the test. It starts the server when this is the first call.
func MySQL(t testing.TB) string {
	t.Helper()
	return use(t).createDatabase(t)
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
