package models_test

import (
	"os"
	"testing"

	"github.com/pressly/goose/v3"
)

// The migrations can be taken back to nothing, and applied again.
func TestMigrationsGoDownAndUp(t *testing.T) {
	each(t, func(t *testing.T, l *ledger) {
		before := l.columns()
		dialect, folder := goose.DialectSQLite3, "migrations/sqlite"
		if l.isMySQL() {
			dialect, folder = goose.DialectMySQL, "migrations/mysql"
		}
		provider, err := goose.NewProvider(dialect, l.raw(), os.DirFS(folder))
		l.must(err)
		_, err = provider.DownTo(l.ctx, 0)
		l.must(err)
		if left := l.columns(); len(left) > 0 {
			t.Errorf("left over: %v", left)
		}
		if n, err := l.open().Migrate(l.ctx); err != nil || n == 0 {
			t.Fatalf("migrated %d, %v", n, err)
		}
		if after := l.columns(); len(before) == 0 || len(after) != len(before) {
			t.Errorf("%d columns, then %d", len(before), len(after))
		}
		l.book("D-1", "2026-12-01T18:00")
	})
}
