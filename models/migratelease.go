package models

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"
)

const (
	leaseRowHolds = 5 * time.Minute        // after a crash others wait so long
	leaseRowWait  = 6 * time.Minute        // so that a crash is waited for
	leaseRowTries = 250 * time.Millisecond // between looks
)

// withLeaseRow runs act while this process holds a row of its own in the database. Galera's named locks are a single node's, a row is
// the whole cluster's: of two that take it at once one fails certification and looks again. Times are the server's, so that the clocks
// of instances need not agree.
func withLeaseRow(ctx context.Context, pool *sql.DB, act func() error) (err error) {
	ctx, cancel := context.WithTimeout(ctx, leaseRowWait)
	defer cancel()
	token, err := newID("lk", time.Unix(0, 0))
	if err != nil {
		return err
	}
	for _, statement := range []string{
		"CREATE TABLE IF NOT EXISTS schema_lease (name VARCHAR(64) NOT NULL PRIMARY KEY, token VARCHAR(32) NOT NULL, until BIGINT NOT NULL) ENGINE=InnoDB",
		"INSERT IGNORE INTO schema_lease (name, token, until) VALUES ('migrate', '', 0)",
	} {
		if _, err := pool.ExecContext(ctx, statement); err != nil {
			return fmt.Errorf("lock: %w", err)
		}
	}
	if err := takeLease(ctx, pool, token); err != nil {
		return err
	}
	defer func() {
		_, freed := pool.ExecContext(context.WithoutCancel(ctx), "UPDATE schema_lease SET until = 0 WHERE name = 'migrate' AND token = ?", token)
		err = errors.Join(err, freed)
	}()
	return act()
}

func takeLease(ctx context.Context, pool *sql.DB, token string) error {
	again := time.NewTicker(leaseRowTries)
	defer again.Stop()
	for {
		result, err := pool.ExecContext(ctx, "UPDATE schema_lease SET token = ?, until = UNIX_TIMESTAMP() + ? WHERE name = 'migrate' AND until < UNIX_TIMESTAMP()",
			token, int(leaseRowHolds.Seconds()))
		if err == nil {
			if n, err := result.RowsAffected(); err == nil && n == 1 {
				return nil
			}
		}
		select {
		case <-ctx.Done():
			return fmt.Errorf("another instance has been migrating for %s: wait for it, or look why it hangs: %w", leaseRowWait, errors.Join(err, ctx.Err()))
		case <-again.C:
		}
	}
}
