package dbtest

import (
	"log/slog"
	"slices"
	"strings"
	"testing"

	"github.com/jonboulle/clockwork"

	"github.com/ringback/ringback/models"
)

// A copy needs no migration, holds what the migrations put in, and shares nothing with the next copy.
func TestCopiesAreMigrated(t *testing.T) {
	t.Parallel()
	for _, fresh := range []func(testing.TB) string{SQLite, MySQL} {
		first, second := stored(t, fresh(t)), stored(t, fresh(t))
		if has, brings, err := first.SchemaVersion(t.Context()); err != nil || has != brings || has == 0 {
			t.Errorf("version %d of %d, %v", has, brings, err)
		}
		outcomes, err := first.Outcomes(t.Context())
		if err != nil || len(outcomes) == 0 {
			t.Errorf("%d outcomes, %v", len(outcomes), err)
		}
		if _, _, err := first.AddRecord(t.Context(), models.RecordRef{ExternalID: "D-1", Phone: "+61491570156"}); err != nil {
			t.Error(err)
		}
		if list, _, err := second.Records(t.Context(), models.RecordFilter{Limit: 1}); err != nil || len(list) > 0 {
			t.Errorf("the other copy has %v, %v", list, err)
		}
	}
}

// The copy's tables are those that the migrations make, to the letter.
func TestCopiesHaveTheSameTables(t *testing.T) {
	t.Parallel()
	s := use(t)
	copied, migrated := s.createDatabase(t), s.createDatabase(t)
	if err := s.template.copyTo(s, copied); err != nil {
		t.Fatal(err)
	}
	if err := migrate(s.urlOf(migrated)); err != nil {
		t.Fatal(err)
	}
	one, err := s.describe(copied)
	if err != nil {
		t.Fatal(err)
	}
	other, err := s.describe(migrated)
	if err != nil {
		t.Fatal(err)
	}
	notATable := func(statement string) bool { return !strings.HasPrefix(statement, "CREATE TABLE") }
	one, other = slices.DeleteFunc(one, notATable), slices.DeleteFunc(other, notATable)
	if len(one) == 0 || !slices.Equal(one, other) {
		t.Errorf("copied:\n%s\nmigrated:\n%s", strings.Join(one, "\n"), strings.Join(other, "\n"))
	}
}

func stored(t *testing.T, url string) *models.Store {
	t.Helper()
	store, err := models.Open(t.Context(), models.Config{URL: url, Clock: clockwork.NewRealClock(), Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := store.Close(); err != nil {
			t.Error(err)
		}
	})
	return store
}
