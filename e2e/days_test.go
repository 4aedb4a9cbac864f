package e2e_test

import (
	"database/sql"
	"strings"
	"testing"
	"time"

	"github.com/ringback/ringback/bench/year"
	"github.com/ringback/ringback/models"
	"github.com/ringback/ringback/models/dbtest"
)

// Ten days of a call centre, with Europe's change of clocks, watched by the race detector. Every day the books balance, no donor was dialled
// outside the hours of their region but by an override, and whoever has an open promise is off the call list. `make month` plays a whole
// month of a large centre without the detector, and `make bench-year` the year.
func TestTenDaysOfACallCentre(t *testing.T) {
	t.Parallel()
	url := dbtest.SQLite(t)
	beside, err := sql.Open("sqlite", "file:"+strings.TrimPrefix(url, "sqlite:")+"?_pragma=busy_timeout(5000)&_pragma=journal_mode(WAL)")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := beside.Close(); err != nil {
			t.Error(err)
		}
	})
	said := newLogs()
	plan := year.Plan{DatabaseURL: url, Beside: beside, Log: said.logger(), Seed: 3, From: time.Date(2026, 3, 24, 0, 0, 0, 0, time.UTC), Days: 10, Callbacks: 80, Agents: 12, Teams: 3}
	report, err := year.Run(t.Context(), plan)
	if err != nil {
		t.Fatalf("%v; %+v", err, report)
	}
	for _, line := range said.errors() {
		t.Errorf("logged: %s", line)
	}
	t.Logf("%+v", report)
	if report.Promises < 80 || report.Audits != 10 || report.Dials < 60 || report.Refused == 0 || report.Overrides == 0 || report.Outside == 0 || report.Verdicts[models.Kept] < 50 {
		t.Errorf("the days were too quiet to tell anything: %+v", report)
	}
}
