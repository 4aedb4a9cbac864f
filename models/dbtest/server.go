package dbtest

import (
	"context"
	"crypto/rand"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"
	"net/url"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/go-sql-driver/mysql"
)

// callTimeout bounds one statement of this package: creating a database on a
// busy two-core machine takes milliseconds, on Galera up to seconds.
const callTimeout = 30 * time.Second

var (
	errNoMain       = errors.New("this package has no TestMain that calls dbtest.Main, so the server would not be stopped")
	errNotInstalled = errors.New("MariaDB is not installed and these tests cannot do without it; as root: " +
		"apt-get install mariadb-server-core mariadb-client-core (or name a server in TEST_MYSQL_URL, such as mysql://root@127.0.0.1:3306)")
)

// server is a MySQL or MariaDB that databases can be made on.
type server struct {
	base    *url.URL // mysql://, without a database
	admin   *sql.DB
	version string
	process *process // nil when it was there before us

	template mysqlTemplate
}

// connectOrStart returns the server named by TEST_MYSQL_URL, or a private one.
func connectOrStart(options []Option) (*server, error) {
	if given := os.Getenv("TEST_MYSQL_URL"); given != "" {
		base, err := parseServerURL(given)
		if err != nil {
			return nil, err
		}
		return connect(base, nil)
	}
	p, err := startProcess(flags(options))
	if err != nil {
		return nil, err
	}
	s, err := connect(p.url(), p)
	if err != nil {
		return nil, errors.Join(err, p.stop())
	}
	return s, nil
}

// connect opens the administrator's pool and says once, on standard error,
// which server the tests of this binary run on.
func connect(base *url.URL, p *process) (*server, error) {
	admin, err := openPool(base)
	if err != nil {
		return nil, err
	}
	s := &server{base: base, admin: admin, process: p}
	ctx, cancel := context.WithTimeout(context.Background(), callTimeout)
	defer cancel()
	if err := admin.QueryRowContext(ctx, "SELECT VERSION()").Scan(&s.version); err != nil {
		return nil, errors.Join(fmt.Errorf("ask %s for its version: %w", base.Redacted(), err), admin.Close())
	}
	fmt.Fprintf(os.Stderr, "dbtest: %s at %s\n", s.version, base.Host)
	return s, nil
}

// parseServerURL reads TEST_MYSQL_URL. The text is not quoted back, for it may
// hold a password.
func parseServerURL(text string) (*url.URL, error) {
	u, err := url.Parse(text)
	if err != nil || u.Scheme != "mysql" || u.Host == "" || strings.Trim(u.Path, "/") != "" {
		return nil, errors.New("TEST_MYSQL_URL: want mysql://user:password@host:port, without a database")
	}
	u.Path = ""
	if u.User == nil {
		u.User = url.User("root")
	}
	if u.Port() == "" {
		u.Host += ":3306"
	}
	return u, nil
}

func openPool(u *url.URL) (*sql.DB, error) {
	c := mysql.NewConfig()
	c.Net, c.Addr, c.User = "tcp", u.Host, u.User.Username()
	c.Passwd, _ = u.User.Password()
	c.Timeout = callTimeout
	c.MultiStatements = true // a copy of the template is one call
	// While the private server comes up each refused attempt would be printed.
	c.Logger = &mysql.NopLogger{}
	connector, err := mysql.NewConnector(c)
	if err != nil {
		return nil, fmt.Errorf("connect to %s: %w", u.Redacted(), err)
	}
	return sql.OpenDB(connector), nil
}

// family tells MariaDB from MySQL by the version, the one thing both print.
func (s *server) family() string {
	if strings.Contains(strings.ToLower(s.version), "mariadb") {
		return "mariadb"
	}
	return "mysql"
}

// createDatabase makes an empty database and drops it after the test.
func (s *server) createDatabase(t testing.TB) string {
	t.Helper()
	name, err := s.newDatabase()
	if err != nil {
		t.Fatalf("dbtest: create a database: %v", err)
	}
	t.Cleanup(func() {
		if err := s.exec("DROP DATABASE " + name); err != nil {
			t.Errorf("dbtest: drop a database: %v", err)
		}
	})
	return name
}

// newDatabase makes an empty database. Its name is random since several binaries may share the server of TEST_MYSQL_URL.
func (s *server) newDatabase() (string, error) {
	random := make([]byte, 8)
	if _, err := rand.Read(random); err != nil {
		return "", fmt.Errorf("name a database: %w", err)
	}
	name := "ringback_test_" + hex.EncodeToString(random)
	return name, s.exec("CREATE DATABASE " + name + " CHARACTER SET utf8mb4")
}

func (s *server) urlOf(name string) string {
	u := *s.base
	u.Path = "/" + name
	return u.String()
}

func (s *server) exec(statement string) error {
	ctx, cancel := context.WithTimeout(context.Background(), callTimeout)
	defer cancel()
	_, err := s.admin.ExecContext(ctx, statement)
	return err
}

func (s *server) close() error {
	var err error
	if s.template.name != "" {
		err = s.exec("DROP DATABASE " + s.template.name)
	}
	err = errors.Join(err, s.admin.Close())
	if s.process == nil {
		return err
	}
	return errors.Join(err, s.process.stop())
}
