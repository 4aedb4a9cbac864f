package models

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/glebarez/sqlite"
	driver "github.com/go-sql-driver/mysql"
	"gorm.io/driver/mysql"
	"gorm.io/gorm"
)

// dialect is what differs between the databases. Everything else is common, and one conformance suite holds them to it.
type dialect struct {
	name      string // sqlite, mysql or mariadb
	version   string
	write     gorm.Dialector
	read      gorm.Dialector // nil: the same as write
	txOptions *sql.TxOptions
	lock      string // of a SELECT that reads for writing
	pick      string // of a SELECT that picks rows others must leave alone; empty: one statement with RETURNING
	insertNew string // INSERT that passes over rows whose unique key is there
	galera    bool   // named locks are a single node's there
}

// transient says whether the transaction may simply be run again: the database chose it as a deadlock's victim, or it waited
// too long for a lock.
func (d dialect) transient(err error) bool {
	var my *driver.MySQLError
	if errors.As(err, &my) {
		return my.Number == 1213 || my.Number == 1205
	}
	return err != nil && strings.Contains(err.Error(), "database is locked")
}

// target is a parsed database URL.
type target struct {
	sqlitePath string
	mysql      *driver.Config
}

// parseURL reads sqlite:path or mysql://user:pass@host:port/name?params.
func parseURL(text string) (target, error) {
	if path, ok := strings.CutPrefix(text, "sqlite:"); ok && path != "" {
		return target{sqlitePath: path}, nil
	}
	u, err := url.Parse(text)
	if err != nil || u.Scheme != "mysql" || u.Host == "" || len(u.Path) < 2 {
		return target{}, errors.New("database URL must be sqlite:path/to/file.db or mysql://user:password@host:3306/name")
	}
	cfg, err := driver.ParseDSN("/" + u.Path[1:] + "?" + u.RawQuery)
	if err != nil {
		return target{}, fmt.Errorf("database URL: %w", err)
	}
	cfg.User = u.User.Username()
	cfg.Passwd, _ = u.User.Password()
	cfg.Net, cfg.Addr = "tcp", u.Host
	if u.Port() == "" {
		cfg.Addr += ":3306"
	}
	return target{mysql: cfg}, nil
}

func (t target) dial(ctx context.Context) (dialect, error) {
	if t.mysql == nil {
		return t.dialSQLite(ctx)
	}
	return t.dialMySQL(ctx)
}

// SQLite: one writer and a pool of readers. synchronous=FULL, since a promise that was acknowledged must survive a power cut.
func (t target) dialSQLite(ctx context.Context) (dialect, error) {
	if err := os.MkdirAll(filepath.Dir(t.sqlitePath), 0o750); err != nil {
		return dialect{}, fmt.Errorf("make the database's folder: %w", err)
	}
	base := "file:" + t.sqlitePath + "?_pragma=busy_timeout(5000)&_pragma=journal_mode(WAL)&_pragma=synchronous(FULL)&_pragma=cache_size(-65536)"
	writer, err := sql.Open(sqlite.DriverName, base+"&_txlock=immediate")
	if err != nil {
		return dialect{}, fmt.Errorf("open sqlite: %w", err)
	}
	writer.SetMaxOpenConns(1)
	reader, err := sql.Open(sqlite.DriverName, base+"&_pragma=query_only(1)")
	if err != nil {
		return dialect{}, fmt.Errorf("open sqlite: %w", err)
	}
	reader.SetMaxOpenConns(8)
	d := dialect{name: "sqlite", insertNew: "INSERT OR IGNORE INTO"}
	if err := writer.QueryRowContext(ctx, "SELECT sqlite_version()").Scan(&d.version); err != nil {
		return dialect{}, fmt.Errorf("open sqlite %s: %w", t.sqlitePath, err)
	}
	d.write, d.read = sqlite.Dialector{Conn: writer}, sqlite.Dialector{Conn: reader}
	return d, nil
}

// MySQL and MariaDB: READ COMMITTED, since gap locks of REPEATABLE READ cost deadlocks between claims and inserts. Lock waits,
// connects, reads and writes are bounded; reads by more than a request may take, so that the request's own deadline says what went wrong.
func (t target) dialMySQL(ctx context.Context) (dialect, error) {
	cfg := t.mysql.Clone()
	cfg.InterpolateParams, cfg.Loc, cfg.ParseTime = true, time.UTC, false
	cfg.Timeout, cfg.ReadTimeout, cfg.WriteTimeout = 5*time.Second, time.Minute, 30*time.Second
	cfg.Logger = driver.Logger(silence{})
	version, galera, err := serverVersion(ctx, cfg)
	if err != nil {
		return dialect{}, err
	}
	d := dialect{name: "mysql", version: version, galera: galera, lock: " FOR UPDATE", pick: " FOR UPDATE SKIP LOCKED", insertNew: "INSERT IGNORE INTO"}
	isolation := "transaction_isolation"
	if strings.Contains(version, "MariaDB") {
		d.name, isolation = "mariadb", "tx_isolation"
	}
	if cfg.Params == nil {
		cfg.Params = map[string]string{}
	}
	cfg.Params[isolation] = "'READ-COMMITTED'"
	cfg.Params["innodb_lock_wait_timeout"] = "5"
	cfg.Params["time_zone"] = "'+00:00'"
	pool, err := open(cfg)
	if err != nil {
		return dialect{}, err
	}
	d.write = mysql.New(mysql.Config{Conn: pool, ServerVersion: version})
	return d, nil
}

func open(cfg *driver.Config) (*sql.DB, error) {
	connector, err := driver.NewConnector(cfg)
	if err != nil {
		return nil, fmt.Errorf("database settings: %w", err)
	}
	pool := sql.OpenDB(connector)
	pool.SetMaxOpenConns(32)
	pool.SetMaxIdleConns(32)
	pool.SetConnMaxLifetime(5 * time.Minute)
	return pool, nil
}

// serverVersion asks the server what it is, and whether it is a node of a Galera cluster.
func serverVersion(ctx context.Context, cfg *driver.Config) (version string, galera bool, err error) {
	pool, err := open(cfg)
	if err != nil {
		return "", false, err
	}
	defer func() { err = errors.Join(err, pool.Close()) }()
	if err := pool.QueryRowContext(ctx, "SELECT VERSION()").Scan(&version); err != nil {
		return "", false, fmt.Errorf("connect to MySQL at %s: %w", cfg.Addr, err)
	}
	var name, value string
	err = pool.QueryRowContext(ctx, "SHOW VARIABLES LIKE 'wsrep_on'").Scan(&name, &value)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return "", false, fmt.Errorf("ask whether this is Galera: %w", err)
	}
	return version, value == "ON", nil
}

// silence drops the driver's own log lines: each error is returned as well, and logged where it stops.
type silence struct{}

// Print drops the line.
func (silence) Print(...any) {}
