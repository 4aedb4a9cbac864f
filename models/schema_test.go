package models_test

import (
	"errors"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"
	"sync"
	"testing"

	"gorm.io/gorm/schema"

	"github.com/ringback/ringback/models"
	"github.com/ringback/ringback/models/dbtest"
)

// rows are all structs that are rows of a table.
func rows() []any {
	return []any{models.Team{}, models.Agent{}, models.Outcome{}, models.Record{}, models.Callback{}, models.Attempt{}, models.Event{},
		models.InboxEntry{}, models.Disposition{}, models.PastTask{}, models.APIKey{}, models.Override{}, models.PolicyVersion{}, models.Fact{}, models.Shift{}, models.OtherTask{}, models.Sweep{}, models.Import{}, models.ImportRow{}, models.WelcomeBooking{}, models.InboxAnswer{}, models.Endpoint{}, models.Delivery{},
		models.Session{}, models.SignInCode{}, models.KeptAnswer{}, models.CalendarFeed{}, models.RecordWord{}, models.TeamWord{},
		models.Job{}, models.JobItem{}, models.SetupRun{}, models.SetupJournal{}}
}

// mayBeNone lists the Instants that may be none. The others are always set, so that their columns are NOT NULL.
func mayBeNone() []string {
	return []string{"callbacks.expires_at", "callbacks.first_attempt_at", "callbacks.next_at", "callbacks.hold_until", "callbacks.dispatched_at", "callbacks.closed_at",
		"callbacks.breaks_at", "callbacks.broken_at", "callbacks.alerted_at", "records.refused_at", "events.made_start", "events.ended_start", "events.ended_end", "events.ended_attempt_at", "events.offered_at", "callbacks.scrubbed_at", "overrides.revoked_at", "attempts.ended_at", "inbox.next_at", "endpoints.previous_until", "endpoints.rests_until", "deliveries.next_at", "deliveries.tried_at", "deliveries.done_at", "inbox.applied_at", "past_tasks.next_at", "api_keys.last_used_at", "api_keys.revoked_at", "api_keys.expires_at", "other_tasks.next_at", "imports.next_at", "imports.finished_at", "other_tasks.reached_at",
		"jobs.next_at", "jobs.finished_at", "setup_runs.next_at", "setup_runs.finished_at"}
}

// The migrated tables have the columns of the structs, no more and no less, and take NULL where the structs have none.
func TestSchemaIsThatOfTheStructs(t *testing.T) {
	each(t, func(t *testing.T, l *ledger) {
		want := map[string]bool{"marks.name": false, "marks.at": false, "slot_locks.scope": false, "slot_locks.starts_at": false, "tallies.name": false, "tallies.n": false} // have no struct
		for _, row := range rows() {
			s, err := schema.Parse(row, &sync.Map{}, schema.NamingStrategy{})
			l.must(err)
			for _, f := range s.Fields {
				column := s.Table + "." + f.DBName
				want[column] = f.FieldType == reflect.TypeFor[models.OptionalKey]() || slices.Contains(mayBeNone(), column)
			}
		}
		got := l.columns()
		for _, column := range slices.Sorted(maps.Keys(want)) {
			if nullable, ok := got[column]; !ok || nullable != want[column] {
				t.Errorf("%s: there %v, takes NULL %v, want %v", column, ok, nullable, want[column])
			}
			delete(got, column)
		}
		if len(got) > 0 {
			t.Errorf("columns without a field: %v", slices.Sorted(maps.Keys(got)))
		}
	})
}

// Both databases keep the same things apart.
func TestDatabasesAgreeOnUniqueKeys(t *testing.T) {
	t.Parallel()
	sqlite, mysql := newLedger(t, dbtest.SQLite(t)).uniqueKeys(), newLedger(t, dbtest.MySQL(t)).uniqueKeys()
	if !slices.Equal(sqlite, mysql) {
		t.Errorf("sqlite %v\nmysql %v", sqlite, mysql)
	}
	if !slices.Contains(sqlite, "callbacks(open_record_id)") || !slices.Contains(sqlite, "events(callback_id,seq)") || !slices.Contains(sqlite, "inbox(dedupe_key)") {
		t.Errorf("the keys that the invariants stand on are missing: %v", sqlite)
	}
}

func TestInstancesMigrateAtOnce(t *testing.T) {
	t.Parallel()
	dbtest.EachEmpty(t, func(t *testing.T, url string) {
		l := ruled(t, url)
		stores := []*models.Store{l.Store, l.open(), l.open(), l.open()}
		var mu sync.Mutex
		applied := 0
		together(len(stores), func(i int) {
			n, err := stores[i].Migrate(l.ctx)
			mu.Lock()
			defer mu.Unlock()
			if applied += n; err != nil {
				t.Errorf("instance %d: %v", i, err)
			}
		})
		has, brings, err := l.SchemaVersion(l.ctx)
		l.must(err)
		var noted int64
		l.must(l.raw().QueryRowContext(l.ctx, "SELECT COUNT(*) FROM goose_db_version WHERE version_id > 0").Scan(&noted))
		if has != brings || noted == 0 || int64(applied) != noted {
			t.Errorf("version %d of %d; %d applied, %d noted", has, brings, applied, noted)
		}
		outcomes, err := l.Outcomes(l.ctx)
		l.must(err)
		if len(outcomes) != 13 {
			t.Errorf("%d outcomes", len(outcomes))
		}
	})
}

func TestANewerSchemaIsRefused(t *testing.T) {
	each(t, func(t *testing.T, l *ledger) {
		_, err := l.raw().ExecContext(l.ctx, "INSERT INTO goose_db_version (version_id, is_applied) VALUES (99999, "+map[bool]string{true: "TRUE", false: "1"}[l.isMySQL()]+")")
		l.must(err)
		before := l.columns()
		if n, err := l.open().Migrate(l.ctx); !errors.Is(err, models.ErrNewerSchema) || n != 0 {
			t.Errorf("migrated %d, %v", n, err)
		}
		if !maps.Equal(before, l.columns()) {
			t.Error("the schema was changed")
		}
	})
}

// Another installation on the same server is no reason to wait.
func TestMigrationsOfTwoDatabasesDoNotMeet(t *testing.T) {
	t.Parallel()
	first, second := ruled(t, dbtest.EmptyMySQL(t)), ruled(t, dbtest.EmptyMySQL(t))
	conn, err := first.raw().Conn(first.ctx)
	first.must(err)
	defer func() { first.must(conn.Close()) }()
	var got int
	first.must(conn.QueryRowContext(first.ctx, "SELECT GET_LOCK(CONCAT('ringback.migrate.', LEFT(SHA2(DATABASE(), 256), 40)), 0)").Scan(&got))
	if got != 1 {
		t.Fatal("the lock of a fresh database is taken")
	}
	if _, err := second.Migrate(second.ctx); err != nil {
		t.Error(err)
	}
}

// columns maps table.column to whether it takes NULL.
func (l *ledger) columns() map[string]bool {
	l.t.Helper()
	query := "SELECT m.name, p.name, CASE WHEN p.\"notnull\" = 1 THEN 'NO' ELSE 'YES' END FROM sqlite_master m JOIN pragma_table_info(m.name) p WHERE m.type = 'table'"
	if l.isMySQL() {
		query = "SELECT table_name, column_name, is_nullable FROM information_schema.columns WHERE table_schema = DATABASE()"
	}
	columns := map[string]bool{}
	for _, row := range l.describe(query) {
		columns[row[0]+"."+row[1]] = row[2] == "YES"
	}
	return columns
}

// describe returns three columns of what the database says of its tables, but for the migrations' own.
func (l *ledger) describe(query string) [][3]string {
	l.t.Helper()
	found, err := l.raw().QueryContext(l.ctx, query)
	l.must(err)
	defer func() { l.must(found.Close()) }()
	var all [][3]string
	for found.Next() {
		var row [3]string
		l.must(found.Scan(&row[0], &row[1], &row[2]))
		if !isOfMigrations(row[0]) {
			all = append(all, row)
		}
	}
	l.must(found.Err())
	return all
}

// isOfMigrations says whether a table is the migrations' own.
func isOfMigrations(table string) bool {
	return strings.HasPrefix(table, "sqlite_") || table == "goose_db_version" || table == "schema_lease"
}

// uniqueKeys lists the unique keys as table(columns), primary ones too.
func (l *ledger) uniqueKeys() []string {
	l.t.Helper()
	query := "SELECT m.name, i.name, c.name FROM sqlite_master m JOIN pragma_index_list(m.name) i JOIN pragma_index_info(i.name) c " +
		"WHERE m.type = 'table' AND i.\"unique\" = 1 ORDER BY m.name, i.name, c.seqno"
	if l.isMySQL() {
		query = "SELECT table_name, index_name, column_name FROM information_schema.statistics WHERE table_schema = DATABASE() AND non_unique = 0 " +
			"ORDER BY table_name, index_name, seq_in_index"
	}
	keys := map[string][]string{}
	for _, row := range l.describe(query) {
		name := row[0] + " " + row[1]
		keys[name] = append(keys[name], row[2])
	}
	var list []string
	for name, columns := range keys {
		table, _, _ := strings.Cut(name, " ")
		list = append(list, fmt.Sprintf("%s(%s)", table, strings.Join(columns, ",")))
	}
	slices.Sort(list)
	return list
}
