package bench

import (
	"flag"
	"log/slog"
	"os"
	"testing"
	"time"

	"github.com/ringback/ringback/bench/year"
)

var (
	yearDays  = flag.Int("days", 365, "days of the year that are played")                                      //nolint:gochecknoglobals // a flag
	yearCount = flag.Int("callbacks", 100_000, "promises of the whole year; of fewer days proportionally few") //nolint:gochecknoglobals // a flag
	yearFrom  = flag.String("from", "2026-01-01", "first day that is played, in UTC")                          //nolint:gochecknoglobals // a flag
	yearOn    = flag.String("db", sqLite, "database of the year: sqlite or mariadb")                           //nolint:gochecknoglobals // a flag
)

// BenchmarkYear plays 2026 in a centre of 200 agents, audits each day of it, and says how long that took. Run with a folder for temporary
// files that is in memory, it leaves the disk out: a year of commits that wait for one would measure the disk.
func BenchmarkYear(b *testing.B) {
	db := newDatabase(b, *yearOn)
	from, err := time.Parse(time.DateOnly, *yearFrom)
	if err != nil {
		b.Fatal(err)
	}
	plan := year.Plan{DatabaseURL: db.url, Beside: db.DB, Log: slog.New(slog.NewTextHandler(os.Stderr, &slog.HandlerOptions{Level: slog.LevelError})), Seed: 1,
		From: from, Days: *yearDays, Callbacks: max(1, *yearCount**yearDays/365), Agents: 200, Teams: 5}
	before, began := load(), time.Now()
	report, err := year.Run(b.Context(), plan)
	took := time.Since(began)
	b.Logf("%s, load %s before and %s after: %+v", *yearOn, before, load(), report)
	b.ReportMetric(0, "ns/op")
	b.ReportMetric(took.Seconds(), "s")
	b.ReportMetric(float64(report.Promises)/took.Seconds(), "callbacks/s")
	if err != nil {
		b.Fatal(err)
	}
}
