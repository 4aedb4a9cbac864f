package models

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"time"

	"github.com/pressly/goose/v3"
)

//go:embed migrations
var migrations embed.FS

// migrateLock is the SQL that names the lock under which one instance migrates while the others wait, and for how long they do. Named
// locks are the whole server's, so each database has its own; the hash keeps within the 64 characters of a lock's name.
const (
	migrateLock        = "CONCAT('ringback.migrate.', LEFT(SHA2(DATABASE(), 256), 40))"
	migrateLockSeconds = 60
)

// ErrNewerSchema is returned when the database was migrated by a newer Ringback than this one.
var ErrNewerSchema = errors.New("the database's schema is newer than this program: run the newer version, or restore the backup made before its upgrade")

// Migrate brings the schema up to date, under a lock, and returns how many migrations it applied.
func (s *Store) Migrate(ctx context.Context) (int, error) {
	pool, err := s.db.DB()
	if err != nil {
		return 0, fmt.Errorf("migrate: %w", err)
	}
	applied := 0
	act := func() error {
		applied, err = s.migrateUp(ctx, pool)
		return err
	}
	switch {
	case s.dialect.name == "sqlite":
		err = retryLocked(act)
	case s.dialect.galera:
		err = withLeaseRow(ctx, pool, act)
	default:
		err = withServerLock(ctx, pool, act)
	}
	if err != nil {
		return applied, fmt.Errorf("migrate: %w", err)
	}
	if err := s.seedOutcomes(ctx); err != nil {
		return applied, err
	}
	return applied, s.IndexRecords(ctx)
}

// SchemaVersion returns the version the database has and the version this program brings.
func (s *Store) SchemaVersion(ctx context.Context) (has, brings int64, err error) {
	pool, err := s.db.DB()
	if err != nil {
		return 0, 0, fmt.Errorf("schema version: %w", err)
	}
	provider, err := s.goose(pool)
	if err != nil {
		return 0, 0, err
	}
	has, err = provider.GetDBVersion(ctx)
	if err != nil {
		return 0, 0, fmt.Errorf("schema version: %w", err)
	}
	sources := provider.ListSources()
	return has, sources[len(sources)-1].Version, nil
}

func (s *Store) migrateUp(ctx context.Context, pool *sql.DB) (int, error) {
	has, brings, err := s.SchemaVersion(ctx)
	if err != nil {
		return 0, err
	}
	if has > brings {
		return 0, fmt.Errorf("schema %d, this program brings %d: %w", has, brings, ErrNewerSchema)
	}
	provider, err := s.goose(pool)
	if err != nil {
		return 0, err
	}
	results, err := provider.Up(ctx)
	return len(results), err
}

func (s *Store) goose(pool *sql.DB) (*goose.Provider, error) {
	dialect, folder := goose.DialectMySQL, "migrations/mysql"
	if s.dialect.name == "sqlite" {
		dialect, folder = goose.DialectSQLite3, "migrations/sqlite"
	}
	files, err := fs.Sub(migrations, folder)
	if err != nil {
		return nil, fmt.Errorf("read migrations: %w", err)
	}
	provider, err := goose.NewProvider(dialect, pool, files, goose.WithDisableGlobalRegistry(true))
	if err != nil {
		return nil, fmt.Errorf("read migrations: %w", err)
	}
	return provider, nil
}

// withServerLock runs act while one pinned connection holds the server's named lock: a lock belongs to its connection, and goes
// with it when the process dies.
func withServerLock(ctx context.Context, pool *sql.DB, act func() error) (err error) {
	conn, err := pool.Conn(ctx)
	if err != nil {
		return fmt.Errorf("lock: %w", err)
	}
	defer func() { err = errors.Join(err, conn.Close()) }()
	var got sql.NullInt64
	if err := conn.QueryRowContext(ctx, "SELECT GET_LOCK("+migrateLock+", ?)", migrateLockSeconds/2).Scan(&got); err != nil {
		return fmt.Errorf("lock: %w", err)
	}
	if got.Int64 != 1 {
		return fmt.Errorf("another instance has been migrating for %s: wait for it, or look why it hangs", time.Duration(migrateLockSeconds/2)*time.Second)
	}
	defer func() {
		_, unlockErr := conn.ExecContext(context.WithoutCancel(ctx), "DO RELEASE_LOCK("+migrateLock+")")
		err = errors.Join(err, unlockErr)
	}()
	return act()
}

// retryLocked runs act again when another process was migrating the same SQLite file: each migration is one transaction, so the
// loser finds it done the next time.
func retryLocked(act func() error) (err error) {
	for range 3 {
		if err = act(); err == nil || errors.Is(err, ErrNewerSchema) {
			return err
		}
	}
	return err
}
