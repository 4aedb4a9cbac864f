package dbtest

import (
	"context"
	"database/sql"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/go-sql-driver/mysql"
)

func TestMain(m *testing.M) {
	if os.Getenv(helperVariable) != "" {
		serveUntilKilled()
	}
	Main(m)
}

// TestServerVersion is run alone and aloud by `make test`, so that its output
// says which server the tests were run on.
func TestServerVersion(t *testing.T) {
	t.Parallel()
	s := use(t)
	t.Logf("the tests run on %s (%s)", s.version, s.family())
	if s.version == "" {
		t.Error("the server did not say its version")
	}
}

func TestEachRunsBoth(t *testing.T) {
	t.Parallel()
	var mu sync.Mutex
	var names []string
	t.Run("group", func(t *testing.T) {
		Each(t, func(t *testing.T, url string) {
			mu.Lock()
			defer mu.Unlock()
			names = append(names, filepath.Base(t.Name())+" "+url[:strings.IndexByte(url, ':')])
		})
	})
	got := " " + strings.Join(names, " ") + " "
	if len(names) != 2 || !strings.Contains(got, " sqlite sqlite ") || !strings.Contains(got, " "+Family(t)+" mysql ") {
		t.Errorf("Each ran %q", names)
	}
}

func TestMySQLDatabaseIsEmptyThenDropped(t *testing.T) {
	t.Parallel()
	var first string
	t.Run("use", func(t *testing.T) {
		first = EmptyMySQL(t)
		db := open(t, first)
		query(t, db, "CREATE TABLE seen (id INT PRIMARY KEY)")
		if got := tables(t, db); got != 1 {
			t.Errorf("tables after creating one = %d", got)
		}
	})
	second := EmptyMySQL(t)
	if got := tables(t, open(t, second)); got != 0 {
		t.Errorf("tables in a new database = %d, want 0", got)
	}
	if err := open(t, first).PingContext(t.Context()); err == nil {
		t.Error("the first test's database is still there")
	}
}

func TestSQLiteFileIsNotThereYet(t *testing.T) {
	t.Parallel()
	path, ok := strings.CutPrefix(EmptySQLite(t), "sqlite:")
	if !ok || !filepath.IsAbs(path) {
		t.Fatalf("EmptySQLite returned %q", path)
	}
	if _, err := os.Stat(path); !os.IsNotExist(err) {
		t.Errorf("stat = %v, want no such file", err)
	}
}

func TestPrivateServerHasRoomForEveryTest(t *testing.T) {
	t.Parallel()
	if use(t).process == nil {
		return // a server named by TEST_MYSQL_URL has settings of its own
	}
	var most, flush int
	row := use(t).admin.QueryRowContext(t.Context(), "SELECT @@max_connections, @@innodb_flush_log_at_trx_commit")
	if err := row.Scan(&most, &flush); err != nil {
		t.Fatal(err)
	}
	if most != 500 || flush != 0 {
		t.Errorf("max_connections = %d, flush at commit = %d; want 500 and 0", most, flush)
	}
}

func TestDurableServerFlushesEachCommit(t *testing.T) {
	t.Parallel()
	p, err := startProcess(flags([]Option{Durable()}))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := p.stop(); err != nil {
			t.Error(err)
		}
	})
	var flush, sync int
	row := open(t, p.url().String()).QueryRowContext(t.Context(), "SELECT @@innodb_flush_log_at_trx_commit, @@sync_binlog")
	if err := row.Scan(&flush, &sync); err != nil {
		t.Fatal(err)
	}
	if flush != 1 || sync != 1 {
		t.Errorf("flush at commit = %d, sync_binlog = %d; want 1 and 1", flush, sync)
	}
}

func TestNeedsMain(t *testing.T) {
	t.Parallel()
	var s suite
	if _, err := s.get(); err == nil || !strings.Contains(err.Error(), "TestMain") {
		t.Errorf("without Main: %v, want an error that names TestMain", err)
	}
}

func TestMissingServerSaysWhatToInstall(t *testing.T) {
	t.Parallel()
	_, err := find("no-such-server")
	if err == nil || !strings.Contains(err.Error(), "apt-get install mariadb-server") {
		t.Errorf("find = %v, want what to install", err)
	}
}

func TestParseServerURL(t *testing.T) {
	t.Parallel()
	for given, want := range map[string]string{
		"mysql://127.0.0.1":                 "mysql://root@127.0.0.1:3306",
		"mysql://u:p@db:3307/":              "mysql://u:p@db:3307",
		"mysql://root@127.0.0.1:1/database": "",
		"postgres://127.0.0.1":              "",
		"mysql://u:secret%zz@db":            "",
		"":                                  "",
	} {
		u, err := parseServerURL(given)
		if want == "" {
			if err == nil || strings.Contains(err.Error(), "secret") {
				t.Errorf("parseServerURL(%q) = %v, %v; want an error without the password", given, u, err)
			}
			continue
		}
		if err != nil || u.String() != want {
			t.Errorf("parseServerURL(%q) = %v, %v; want %s", given, u, err, want)
		}
	}
}

func open(t *testing.T, databaseURL string) *sql.DB {
	t.Helper()
	u, err := url.Parse(databaseURL)
	if err != nil {
		t.Fatal(err)
	}
	c := mysql.NewConfig()
	c.Net, c.Addr, c.User, c.DBName = "tcp", u.Host, u.User.Username(), strings.Trim(u.Path, "/")
	c.Passwd, _ = u.User.Password()
	connector, err := mysql.NewConnector(c)
	if err != nil {
		t.Fatal(err)
	}
	db := sql.OpenDB(connector)
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	})
	return db
}

func query(t *testing.T, db *sql.DB, statement string) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), callTimeout)
	defer cancel()
	if _, err := db.ExecContext(ctx, statement); err != nil {
		t.Fatal(err)
	}
}

func tables(t *testing.T, db *sql.DB) int {
	t.Helper()
	var n int
	row := db.QueryRowContext(t.Context(), "SELECT COUNT(*) FROM information_schema.tables WHERE table_schema = DATABASE()")
	if err := row.Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}
