package dbtest

import (
	"context"
	"database/sql/driver"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/jonboulle/clockwork"

	"github.com/ringback/ringback/models"
)

// migrateTimeout bounds all migrations together: a second on a quiet machine.
const migrateTimeout = 2 * time.Minute

// migrate brings the database of a URL to this version's schema.
func migrate(url string) (err error) {
	ctx, cancel := context.WithTimeout(context.Background(), migrateTimeout)
	defer cancel()
	store, err := models.Open(ctx, models.Config{URL: url, Clock: clockwork.NewRealClock(), Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		return fmt.Errorf("open the template: %w", err)
	}
	defer func() { err = errors.Join(err, store.Close()) }()
	if _, err = store.Migrate(ctx); err != nil {
		return fmt.Errorf("migrate the template: %w", err)
	}
	return nil
}

// sqliteTemplate is the file of a migrated database. Copying it takes a millisecond where the migrations take a second with the race
// detector on.
type sqliteTemplate struct {
	once sync.Once
	file []byte
	err  error
}

func (s *sqliteTemplate) make(t testing.TB) {
	path := filepath.Join(t.TempDir(), "template.db")
	if s.err = migrate("sqlite:" + path); s.err == nil {
		s.file, s.err = os.ReadFile(path) // closing the store has folded its log into it
	}
}

// copyTo writes the migrated database to a path.
func (s *sqliteTemplate) copyTo(t testing.TB, path string) {
	t.Helper()
	s.once.Do(func() { s.make(t) })
	err := s.err
	if err == nil {
		err = os.WriteFile(path, s.file, 0o600)
	}
	if err != nil {
		t.Fatalf("dbtest: %v", err)
	}
}

// mysqlTemplate is a migrated database on a server, as the statements that make another one like it.
type mysqlTemplate struct {
	once       sync.Once
	name       string
	statements []string
	err        error
}

func (m *mysqlTemplate) make(s *server) {
	if m.name, m.err = s.newDatabase(); m.err != nil {
		return
	}
	if m.err = migrate(s.urlOf(m.name)); m.err == nil {
		m.statements, m.err = s.describe(m.name)
	}
}

// describe returns the statements that make the tables of a database, and fill those that the migrations fill.
func (s *server) describe(name string) ([]string, error) {
	ctx, cancel := context.WithTimeout(context.Background(), callTimeout)
	defer cancel()
	tables, err := s.tables(ctx, name)
	if err != nil {
		return nil, err
	}
	statements := []string{"SET foreign_key_checks = 0"}
	for _, table := range tables {
		var rows int
		var create string
		err := s.admin.QueryRowContext(ctx, "SHOW CREATE TABLE "+name+"."+table).Scan(&table, &create)
		if err == nil {
			err = s.admin.QueryRowContext(ctx, "SELECT COUNT(*) FROM "+name+"."+table).Scan(&rows)
		}
		if err != nil {
			return nil, fmt.Errorf("describe %s of the template: %w", table, err)
		}
		if statements = append(statements, create); rows > 0 {
			statements = append(statements, "INSERT INTO "+table+" SELECT * FROM "+name+"."+table)
		}
	}
	return append(statements, "SET foreign_key_checks = 1"), nil
}

func (s *server) tables(ctx context.Context, name string) ([]string, error) {
	found, err := s.admin.QueryContext(ctx, "SELECT table_name FROM information_schema.tables WHERE table_schema = ? ORDER BY table_name", name)
	if err != nil {
		return nil, fmt.Errorf("list tables of the template: %w", err)
	}
	defer func() { _ = found.Close() }() // which tells no more than Err does
	var tables []string
	for found.Next() {
		var table string
		if err := found.Scan(&table); err != nil {
			return nil, fmt.Errorf("list tables of the template: %w", err)
		}
		tables = append(tables, table)
	}
	return tables, found.Err()
}

// copyTo makes the template's tables in another database of the server.
func (m *mysqlTemplate) copyTo(s *server, name string) error {
	m.once.Do(func() { m.make(s) })
	if m.err != nil {
		return m.err
	}
	ctx, cancel := context.WithTimeout(context.Background(), callTimeout)
	defer cancel()
	conn, err := s.admin.Conn(ctx)
	if err != nil {
		return fmt.Errorf("copy the template: %w", err)
	}
	_, err = conn.ExecContext(ctx, "USE "+name+"; "+strings.Join(m.statements, "; "))
	// The connection stands in another database now, and must not be used again.
	if closed := conn.Raw(func(any) error { return driver.ErrBadConn }); !errors.Is(closed, driver.ErrBadConn) {
		err = errors.Join(err, closed)
	}
	return err
}
