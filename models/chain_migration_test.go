package models_test

import (
	"os"
	"testing"
	"time"

	"github.com/pressly/goose/v3"

	"github.com/ringback/ringback/models"
)

// Chains that were there before the column have their lengths after the migration.
func TestLengthsOfOldChainsAreFound(t *testing.T) {
	each(t, func(t *testing.T, l *ledger) {
		var made []*models.Callback
		for _, donor := range []string{"D-1", "D-2", "D-3", "D-4"} {
			made = append(made, l.book(donor, "2026-12-02T18:00"))
			l.clock.Advance(time.Millisecond) // the links of a chain are made one after the other
		}
		first, second, third, alone := made[0], made[1], made[2], made[3]
		for before, after := range map[string]string{first.ID: second.ID, second.ID: third.ID} {
			_, err := l.raw().ExecContext(l.ctx, "UPDATE callbacks SET chain_id = ?, previous_id = ? WHERE id = ?", first.ID, before, after)
			l.must(err)
		}
		dialect, folder := goose.DialectSQLite3, "migrations/sqlite"
		if l.isMySQL() {
			dialect, folder = goose.DialectMySQL, "migrations/mysql"
		}
		provider, err := goose.NewProvider(dialect, l.raw(), os.DirFS(folder))
		l.must(err)
		_, err = provider.DownTo(l.ctx, 11)
		l.must(err)
		_, err = l.open().Migrate(l.ctx)
		l.must(err)
		for id, want := range map[string]int{first.ID: 1, second.ID: 2, third.ID: 3, alone.ID: 1} {
			if got := l.story(id).ChainLength; got != want {
				t.Errorf("%s is promise %d of its chain, want %d", id, got, want)
			}
		}
		if found, _, err := l.List(l.ctx, models.Filter{MinChain: 2, Limit: 10}); err != nil || len(found) != 2 {
			t.Errorf("long are %d, %v", len(found), err)
		}
	})
}
