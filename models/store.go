// Package models remembers promises: rows, the states they may go through, every query, and the migrations. It is the only
// package that names gorm.
package models

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"github.com/jonboulle/clockwork"
	"gorm.io/gorm"
	"gorm.io/gorm/logger"

	"github.com/ringback/ringback/models/hours"
)

// Config is what a Store needs.
type Config struct {
	URL    string // sqlite:path or mysql://user:pass@host:port/name
	Clock  clockwork.Clock
	Policy Policy
	Log    *slog.Logger
}

// Store is the ledger. Each public method is one transaction, or one bounded series of them. Its methods may be called concurrently,
// and many Stores may work on one database.
type Store struct {
	db      *gorm.DB // writes; on SQLite one connection, since several writers starve each other
	read    *gorm.DB
	dialect dialect
	clock   clockwork.Clock
	policy  Policy
	zones   *hours.Zones
	rules   *rules
	reasons *inForce[reasonsDocument]
	welcome *inForce[welcomeDocument]
	log     *slog.Logger
	claims  *claimMemory
	rare    int // see rareEnough

	endpoints *endpoints
}

// Open connects to the database, without migrating it.
func Open(ctx context.Context, cfg Config) (*Store, error) {
	if cfg.Clock == nil || cfg.Log == nil {
		return nil, errors.New("open store: Clock and Log are required")
	}
	zones, err := hours.NewZones()
	if err != nil {
		return nil, fmt.Errorf("open store: %w", err)
	}
	rules, err := newRules()
	if err != nil {
		return nil, fmt.Errorf("open store: %w", err)
	}
	s := &Store{clock: cfg.Clock, policy: cfg.Policy.withDefaults(), zones: zones, rules: rules, log: cfg.Log, claims: &claimMemory{}, rare: rareEnough, endpoints: &endpoints{},
		reasons: &inForce[reasonsDocument]{kind: PolicyReasons, parse: readReasons},
		welcome: &inForce[welcomeDocument]{kind: PolicyWelcome, parse: readWelcomeSources}}
	if err := s.connect(ctx, cfg.URL); err != nil {
		return nil, fmt.Errorf("open store: %w", err)
	}
	return s, nil
}

func (s *Store) connect(ctx context.Context, url string) error {
	target, err := parseURL(url)
	if err != nil {
		return err
	}
	if s.dialect, err = target.dial(ctx); err != nil {
		return err
	}
	settings := func() *gorm.Config {
		return &gorm.Config{
			SkipDefaultTransaction: true, TranslateError: true, Logger: logger.Discard,
			NowFunc: func() time.Time { return s.clock.Now().UTC() },
		}
	}
	if s.db, err = gorm.Open(s.dialect.write, settings()); err != nil {
		return fmt.Errorf("connect to %s: %w", s.dialect.name, err)
	}
	s.read = s.db
	if s.dialect.read != nil {
		if s.read, err = gorm.Open(s.dialect.read, settings()); err != nil {
			return fmt.Errorf("connect to %s for reading: %w", s.dialect.name, err)
		}
	}
	return nil
}

// Close ends all connections.
func (s *Store) Close() error {
	var errs []error
	for _, db := range []*gorm.DB{s.db, s.read} {
		pool, err := db.DB()
		if err == nil {
			err = pool.Close()
		}
		errs = append(errs, err)
	}
	return errors.Join(errs...)
}

// Ping says whether the database answers.
func (s *Store) Ping(ctx context.Context) error {
	pool, err := s.read.DB()
	if err == nil {
		err = pool.PingContext(ctx)
	}
	if err != nil {
		return fmt.Errorf("ping database: %w", err)
	}
	return nil
}

// Server says what database this is, for logs and for the test's own report.
func (s *Store) Server() string { return s.dialect.name + " " + s.dialect.version }

// Policy returns the rules in force.
func (s *Store) Policy() Policy { return s.policy }

// Now is the store's clock, which all who judge a callback's times share.
func (s *Store) Now() time.Time { return s.clock.Now() }

// Zone returns the location of an IANA name from the embedded tz database.
func (s *Store) Zone(name string) (*time.Location, error) { return s.zones.Load(name) }

// Tx is one transaction, at one moment of the injected clock.
type Tx struct {
	db    *gorm.DB
	store *Store
	now   Instant
	peek  bool            // only looks: nothing is locked, and nothing may be written
	many  bool            // one of many changes: a refusal need not offer other times
	dry   bool            // is undone at its end: nobody waits for the places it takes
	book  *hours.Rulebook // the calling hours in force, once asked

	held     map[string]Callback // callbacks as the database has them, by id (txheld.go)
	ahead    ahead               // what a batch of messages will ask for
	lines    []Event             // of the ledger, written together at the end
	outcomes []Outcome           // once asked
	out      outbox              // what is to be told of them
}

// maxTries bounds how often a transaction that met a deadlock or a lock wait is run anew. Lock waits last at most 5 s each, so
// nothing waits for longer than half a minute.
const maxTries = 8

// inTx runs fn in one transaction, again when the database asks for that. fn must have no effect outside the database.
func (s *Store) inTx(ctx context.Context, act string, fn func(*Tx) error) error {
	var err error
	for try := 1; try <= maxTries; try++ {
		err = s.db.WithContext(ctx).Transaction(func(db *gorm.DB) error {
			tx := &Tx{db: db, store: s, now: At(s.clock.Now())}
			if err := fn(tx); err != nil {
				return err
			}
			return tx.writeLines()
		}, s.dialect.txOptions)
		if !s.dialect.transient(err) || ctx.Err() != nil {
			break
		}
		s.log.Debug("transaction runs again", "act", act, "try", try, "error", err)
	}
	if err != nil {
		return fmt.Errorf("%s: %w", act, err)
	}
	return nil
}

// look runs fn on one moment's state of the database, without locks. fn must not write.
func (s *Store) look(ctx context.Context, act string, fn func(*Tx) error) error {
	err := s.snapshot(ctx, func(db *gorm.DB) error { return fn(&Tx{db: db, store: s, now: At(s.clock.Now()), peek: true}) })
	if err != nil {
		return fmt.Errorf("%s: %w", act, err)
	}
	return nil
}

// snapshot reads everything in fn as of one moment. A transaction on SQLite does so by itself.
func (s *Store) snapshot(ctx context.Context, fn func(*gorm.DB) error) error {
	var options []*sql.TxOptions
	if s.dialect.name != "sqlite" {
		options = append(options, &sql.TxOptions{Isolation: sql.LevelRepeatableRead, ReadOnly: true})
	}
	return s.read.WithContext(ctx).Transaction(fn, options...)
}

// sqlTx is the raw form for the hot paths, which are written in SQL by hand.
func (tx *Tx) exec(query string, args ...any) (int64, error) {
	result := tx.db.Exec(query, args...)
	return result.RowsAffected, result.Error
}

func noRows(err error) bool {
	return errors.Is(err, gorm.ErrRecordNotFound) || errors.Is(err, sql.ErrNoRows)
}
