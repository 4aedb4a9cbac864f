package bench

import (
	"context"
	"database/sql"
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/go-sql-driver/mysql"

	"github.com/ringback/ringback/models"
	"github.com/ringback/ringback/models/dbtest"
)

const (
	mariaDB = "mariadb"
	sqLite  = "sqlite"
)

// database is an empty one, and a way into it beside the product's.
type database struct {
	kind, url string
	*sql.DB
}

func newDatabase(b *testing.B, kind string) database {
	b.Helper()
	db := database{kind: kind}
	var driver, source string
	if kind == sqLite {
		db.url = dbtest.SQLite(b)
		driver, source = "sqlite", "file:"+strings.TrimPrefix(db.url, "sqlite:")+"?_pragma=busy_timeout(20000)&_pragma=journal_mode(WAL)"
	} else {
		db.url = dbtest.MySQL(b)
		driver, source = "mysql", mysqlSource(db.url)
	}
	pool, err := sql.Open(driver, source)
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() {
		if err := pool.Close(); err != nil {
			b.Error(err)
		}
	})
	db.DB = pool
	return db
}

// mysqlSource is the driver's form of a mysql:// URL, which the peer takes too.
func mysqlSource(url string) string {
	cfg := mysql.NewConfig()
	cfg.Net, cfg.InterpolateParams = "tcp", true
	rest := strings.TrimPrefix(url, "mysql://")
	if user, host, ok := strings.Cut(rest, "@"); ok {
		cfg.User, cfg.Passwd, _ = strings.Cut(user, ":")
		rest = host
	}
	cfg.Addr, cfg.DBName = filepath.Dir(rest), filepath.Base(rest)
	return cfg.FormatDSN()
}

// idDigits is how many digits an id has after its prefix, as many as a ULID's characters.
const idDigits = 26

func callbackID(number int) string { return fmt.Sprintf("cb_%0*d", idDigits, number) }

// scramble spreads numbers over their range, so that callbacks do not fall due in the order of their ids. Coprime to all n here.
const scramble = 7919

// seed makes n callbacks. Number i is due at first plus step times (i*scramble mod n), which due returns. One promise is booked in the
// product's own way; the others are copies of its rows, ledger and all, made by the database: booking each would take minutes.
func seed(b *testing.B, db database, store *models.Store, n int, first time.Time, step time.Duration) (due func(number int) time.Time) {
	b.Helper()
	ctx, cancel := context.WithTimeout(b.Context(), time.Minute)
	defer cancel()
	template, _, err := store.Book(ctx, models.Booking{
		CallbackRequest: models.CallbackRequest{LocalTime: time.Now().UTC().AddDate(0, 0, 30).Format(time.DateOnly) + "T12:00", Timezone: "Australia/Perth", Routing: models.ToTeam, Team: "welcome", Reason: "driving"},
		Record:          models.RecordRef{ExternalID: "template", Name: "Aroha Donor", Phone: "+61491570156"}, Actor: "bench"})
	if err != nil {
		b.Fatal(err)
	}
	at := fmt.Sprintf("%d + %d * ((n.n * %d) %% %d)", first.UnixMilli(), step.Milliseconds(), scramble, n)
	where := "record_id = '" + template.RecordID + "'"
	db.clone(ctx, b, "records", "id = '"+template.RecordID+"'", n, map[string]string{"id": numbered("rec_"), "external_id": numbered("D-")})
	db.clone(ctx, b, "callbacks", where, n, map[string]string{"id": numbered("cb_"), "record_id": numbered("rec_"), "open_record_id": numbered("rec_"), "chain_id": numbered("cb_"),
		"due_at": at, "next_at": at, "window_start": at, "window_end": at + " + 1800000"})
	db.clone(ctx, b, "events", where, n, map[string]string{"id": numbered("evt_"), "callback_id": numbered("cb_"), "record_id": numbered("rec_")})
	return func(number int) time.Time {
		return first.Truncate(time.Millisecond).Add(step * time.Duration(number*scramble%n))
	}
}

// numbered is an id in SQL: the prefix and the number, in as many digits as callbackID has.
func numbered(prefix string) string {
	return fmt.Sprintf("CONCAT('%s', SUBSTR(CONCAT('%s', n.n), -%d))", prefix, strings.Repeat("0", idDigits), idDigits)
}

// clone copies one row n times, numbered from 0, with some columns changed.
func (db database) clone(ctx context.Context, b *testing.B, table, where string, n int, change map[string]string) {
	b.Helper()
	columns, values := db.template(ctx, b, table, where)
	var constants []any
	expressions := make([]string, len(columns))
	for i, name := range columns {
		if changed, ok := change[name]; ok {
			expressions[i] = changed
			continue
		}
		expressions[i] = "?"
		constants = append(constants, values[i])
	}
	const digit = "(SELECT 0 AS d UNION ALL SELECT 1 UNION ALL SELECT 2 UNION ALL SELECT 3 UNION ALL SELECT 4 UNION ALL SELECT 5 UNION ALL SELECT 6 UNION ALL SELECT 7 UNION ALL SELECT 8 UNION ALL SELECT 9)"
	const numbers = "(SELECT d1.d + 10*d2.d + 100*d3.d + 1000*d4.d + 10000*d5.d AS n FROM " +
		digit + " d1, " + digit + " d2, " + digit + " d3, " + digit + " d4, " + digit + " d5)"
	query := "INSERT INTO " + table + " (`" + strings.Join(columns, "`,`") + "`) SELECT " + strings.Join(expressions, ",") +
		" FROM " + numbers + fmt.Sprintf(" n WHERE n.n < %d ORDER BY n.n", n)
	if _, err := db.ExecContext(ctx, query, constants...); err != nil {
		b.Fatalf("clone %s: %v", table, err)
	}
}

// template reads the one row of a table that is to be copied.
func (db database) template(ctx context.Context, b *testing.B, table, where string) (columns []string, values []any) {
	b.Helper()
	rows, err := db.QueryContext(ctx, "SELECT * FROM "+table+" WHERE "+where)
	if err != nil {
		b.Fatal(err)
	}
	defer func() { _ = rows.Close() }()
	if columns, err = rows.Columns(); err != nil {
		b.Fatal(err)
	}
	values = make([]any, len(columns))
	into := make([]any, len(columns))
	for i := range values {
		into[i] = &values[i]
	}
	if !rows.Next() {
		b.Fatalf("%s holds nothing to copy: %v", table, rows.Err())
	}
	if err := rows.Scan(into...); err != nil {
		b.Fatal(err)
	}
	for i, value := range values {
		if text, ok := value.([]byte); ok {
			values[i] = string(text) // else it would be written as binary
		}
	}
	return columns, values
}

// count is how many rows a condition holds for.
func (db database) count(ctx context.Context, b *testing.B, table, where string) int {
	b.Helper()
	var n int
	if err := db.QueryRowContext(ctx, "SELECT COUNT(*) FROM "+table+" WHERE "+where).Scan(&n); err != nil {
		b.Fatal(err)
	}
	return n
}
