package bench

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/ringback/ringback/models"
)

// seededAgent owns one in 400 of the seeded callbacks.
const seededAgent = "WK00000000000000000000000000000007"

// numberedID is an id as seedYear makes them.
func numberedID(prefix string, n int) string { return fmt.Sprintf("%s%0*d", prefix, idDigits, n) }

// seedYear fills a MariaDB with a year of n callbacks: eleven months that are over, and one to come, of 20 teams, 400 agents and 10 campaigns. Each has
// a record of its own, five lines of the ledger and, if it is over, one or two dials. One in a thousand that should be over is still owed.
func (db database) seedYear(b *testing.B, store *models.Store, n int) {
	b.Helper()
	ctx, cancel := context.WithTimeout(b.Context(), 30*time.Minute)
	defer cancel()
	conn, err := db.Conn(ctx)
	if err != nil {
		b.Fatal(err)
	}
	defer conn.Close() //nolint:errcheck // it goes with the database
	run := func(query string) {
		b.Helper()
		if _, err := conn.ExecContext(ctx, query); err != nil {
			b.Fatalf("%.200s: %v", query, err)
		}
	}
	if err := store.PutTeams(ctx, models.Team{Name: "team7", SlotCapacity: 40}); err != nil {
		b.Fatal(err)
	}
	run("SET SESSION sql_log_bin = 0, unique_checks = 0")
	run("CREATE TABLE seed_n (n INT NOT NULL PRIMARY KEY)")
	for from := 0; from < n; from += 100_000 {
		run(fmt.Sprintf("INSERT INTO seed_n SELECT %d + seq FROM seq_0_to_99999 WHERE %d + seq < %d", from, from, n))
	}
	y := yearOf(n, time.Now())
	for from := 0; from < n; from += 50_000 {
		part := fmt.Sprintf(" FROM seed_n WHERE n >= %d AND n < %d", from, from+50_000)
		lines, dials := y.inserts()
		for _, query := range lines {
			run(query + part)
		}
		for k, query := range dials { // every other one took a second
			run(query + part + fmt.Sprintf(" AND NOT %s AND n %% 2 >= %d", y.open, k))
		}
	}
	run("DROP TABLE seed_n")
	run("DELETE FROM facts WHERE name = 'records_indexed'")
	if err := store.IndexRecords(ctx); err != nil {
		b.Fatal(err)
	}
	run("ANALYZE TABLE records, callbacks, attempts, events, record_words")
}

// yearSQL are expressions on the number n of a callback.
type yearSQL struct {
	now            int64
	start, open    string
	record, worker string
}

func yearOf(n int, now time.Time) yearSQL {
	step := (365 * 24 * time.Hour).Milliseconds() / int64(n)
	begin := now.Add(-335 * 24 * time.Hour).UnixMilli()
	y := yearSQL{now: now.UnixMilli(), start: fmt.Sprintf("(%d + n * %d)", begin, step), record: numberedSQL("rec_"), worker: "CONCAT('WK', LPAD(n % 400, 32, '0'))"}
	y.open = fmt.Sprintf("(%s > %d OR n %% 1000 = 7)", y.start, y.now)
	return y
}

func numberedSQL(prefix string) string {
	return fmt.Sprintf("CONCAT('%s', LPAD(n, %d, '0'))", prefix, idDigits)
}

// lineSQL is the id of a line that was written at a time: a ULID of it, and the number.
func lineSQL(at string, k int) string {
	digits := make([]string, 10)
	for i := range digits {
		digits[i] = fmt.Sprintf("SUBSTR('0123456789ABCDEFGHJKMNPQRSTVWXYZ', 1 + ((%s >> %d) & 31), 1)", at, 45-5*i)
	}
	return "CONCAT('evt_', " + strings.Join(digits, ", ") + fmt.Sprintf(", LPAD(n * 10 + %d, 16, '0'))", k)
}

// lineAt is when line k of a callback that is over was written.
func (y yearSQL) lineAt(k int) string {
	return "(" + y.start + fmt.Sprintf(" + %d + (n %% 50) * %d)", k*20_000, k*100)
}

// inserts are the statements that make rows of numbers, without the table of numbers that they are made of: one row of each number, and dials of those
// that are over.
func (y yearSQL) inserts() (lines, dials []string) {
	made := "(" + y.start + " - 86400000)"
	tried := "(" + y.start + " + (n % 37) * 60000)"
	either := func(open, over string) string { return "IF(" + y.open + ", " + open + ", " + over + ")" }
	name := "CONCAT(ELT(1 + (n DIV 3) % 20, 'Aroha','Ben','Cyn','Dora','Emre','Fay','Gita','Hugo','Ines','Jo','Kim','Li','Mia','Noor','Oskar','Pia','Qi','Rosa','Sam','Tala'), ' ', " +
		"ELT(1 + (n DIV 60) % 20, 'Mac','Van','Ngat','Stein','Al','Ber','Cor','Dun','Esp','Fin','Gal','Hol','Ivan','Jan','Kol','Lund','Mor','Nor','Ols','Pet'), " +
		"ELT(1 + (n DIV 1200) % 20, 'berg','ara','son','dal','feld','ini','ova','wick','ley','man','ez','ak','sen','stad','ton','ville','worth','ski','ram','lo'))"
	lines = []string{
		"INSERT INTO records (id, external_id, name, phone, timezone, region, campaign, team, state, created_at, updated_at, version) SELECT " + y.record + ", " + numberedSQL("D-") + ", " + name +
			", CONCAT('+', 61412000000 + n), 'Australia/Perth', 'AU', CONCAT('campaign', n % 10), CONCAT('team', n % 20), " + either("'dormant'", "IF(n % 3 = 0, 'callable', 'closed')") + ", " + made + ", " + made + ", 1",
		"INSERT INTO callbacks (id, record_id, open_record_id, status, wait_reason, resolution, routing, worker_sid, team, `local_time`, timezone, window_minutes, window_start, window_end, due_at, expires_at, phone, notes, override_json," +
			" attempts, max_attempts, first_attempt_at, step, next_at, source, chain_id, chain_length, created_by, created_at, updated_at, closed_at, version) SELECT " + numberedSQL("cb_") + ", " + y.record + ", " + either(y.record, "NULL") +
			", " + either("'scheduled'", "ELT(1 + n % 4, 'completed', 'completed', 'failed', 'cancelled')") + ", " + either("'promised'", "''") + ", " + either("''", "ELT(1 + n % 4, 'contacted', 'refused', 'no_contact', 'manager_cancelled')") +
			", IF(n % 5 < 3, 'agent', 'team'), IF(n % 5 < 3, " + y.worker + ", ''), CONCAT('team', n % 20), FROM_UNIXTIME(" + y.start + " DIV 1000, '%Y-%m-%dT%H:%i:00'), 'Australia/Perth', 30, " + y.start + ", " + y.start + " + 1800000, " +
			y.start + ", " + either(y.start+" + 604800000", "NULL") + ", CONCAT('+', 61412000000 + n), 'rings the bell twice', 'null', " + either("0", "1 + n % 2") + ", 6, " + either("NULL", tried) + ", " +
			either("'dispatch'", "''") + ", " + either(y.start, "NULL") + ", 'api', " + numberedSQL("cb_") + ", IF(n % 49 = 0, 3, 1), 'key:seed', " + made + ", " + either(made, tried+" + 300000") + ", " + either("NULL", tried+" + 300000") + ", 5",
	}
	for k, kind := range []string{"'created'", "'dispatching'", "'queued'", either("'held'", "'assigned'"), either("'held'", "'resolved'")} {
		at := made
		if k > 0 {
			at = either("("+made+fmt.Sprintf(" + %d)", k), y.lineAt(k))
		}
		lines = append(lines, "INSERT INTO events (id, callback_id, seq, record_id, type, actor, before_status, after_status, data, at, made_start, offered_at) SELECT "+lineSQL(at, k)+", "+numberedSQL("cb_")+fmt.Sprintf(", %d, ", k+1)+y.record+", "+kind+
			", 'scheduler', 'scheduled', 'scheduled', '{\"dispatch\":1,\"task_sid\":\"WT00000000000000000000000000000001\"}', "+at+", "+map[bool]string{true: y.start, false: "NULL"}[k == 0]+", "+map[bool]string{true: either("NULL", y.lineAt(2)), false: "NULL"}[k == 3])
	}
	for k := range 2 {
		later := fmt.Sprintf(" + %d", k*7_200_000)
		dials = append(dials, "INSERT INTO attempts (id, callback_id, number, worker_sid, outcome, notes, started_at, ended_at, created_at, record_id, phone, chain_id) SELECT CONCAT('att_', LPAD(n * 2 + "+fmt.Sprint(k)+", 26, '0')), "+
			numberedSQL("cb_")+fmt.Sprintf(", %d, ", k+1)+y.worker+", ELT(1 + n % 4, 'contacted', 'refused', 'no_answer', 'busy'), '', "+tried+later+", "+tried+later+" + 60000, "+tried+later+", "+y.record+", CONCAT('+', 61412000000 + n), "+numberedSQL("cb_"))
	}
	return lines, dials
}
