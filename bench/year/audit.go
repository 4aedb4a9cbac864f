package year

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"github.com/ringback/ringback/models"
	"github.com/ringback/ringback/models/hours"
)

// auditor asks the database beside the product, and judges every dial again by the presets.
type auditor struct {
	db      *sql.DB
	zones   *hours.Zones
	presets *hours.Presets
	seen    string                  // the last attempt that was judged
	dials   map[string][]hours.Dial // by record, of the last 30 days
}

func newAuditor(db *sql.DB) (*auditor, error) {
	presets, err := hours.NewPresets()
	if err != nil {
		return nil, err
	}
	zones, err := hours.NewZones()
	return &auditor{db: db, zones: zones, presets: presets, dials: map[string][]hours.Dial{}}, err
}

// auditDay says what is out of order at the end of a day.
func (c *centre) auditDay(ctx context.Context, begins time.Time) error {
	books, err := c.store.Balance(ctx, models.At(begins), models.At(begins.AddDate(0, 0, 1)))
	if err != nil {
		return err
	}
	if books.Off() != 0 {
		return fmt.Errorf("the books are off by %d: %+v", books.Off(), books)
	}
	if lost := c.sim.Undelivered(); len(lost) > 0 {
		return fmt.Errorf("a webhook was answered %d %s", lost[0].Status, lost[0].Error)
	}
	for id, live := range c.sim.LiveByCallback() {
		if len(live) > 1 {
			return fmt.Errorf("%d live Tasks of callback %s", len(live), id)
		}
	}
	if err := c.audit.records(ctx); err != nil {
		return err
	}
	dials, outside, err := c.audit.judgeDials(ctx)
	c.Dials, c.Outside, c.Audits = c.Dials+dials, c.Outside+outside, c.Audits+1
	return err
}

// total adds up the whole time: the books balance over it, and hold each promise that the players know of.
func (c *centre) total(ctx context.Context) error {
	books, err := c.store.Balance(ctx, models.At(c.From), models.At(c.From.AddDate(0, 0, c.Days+100)))
	if err != nil {
		return err
	}
	if books.Off() != 0 || books.Made != int64(c.Promises) {
		return fmt.Errorf("%d promises are known, in the books are %+v", c.Promises, books)
	}
	c.Verdicts = books.Verdicts
	return c.Beside.QueryRowContext(ctx, "SELECT COUNT(*) FROM callbacks WHERE broken_at IS NOT NULL").Scan(&c.Broken)
}

// records says whether a donor with an open callback may be called from the main list, or one without is held back.
func (a *auditor) records(ctx context.Context) error {
	for what, query := range map[string]string{
		"records with an open callback are not dormant":    "SELECT COUNT(*) FROM callbacks c JOIN records r ON r.id = c.open_record_id WHERE r.state <> 'dormant'",
		"dormant records have no open callback":            "SELECT COUNT(*) FROM records r LEFT JOIN callbacks c ON c.open_record_id = r.id WHERE r.state = 'dormant' AND c.id IS NULL",
		"messages could not be honoured":                   "SELECT COUNT(*) FROM inbox WHERE state = 'rejected'",
		"dials outside the hours name no override":         "SELECT COUNT(*) FROM attempts WHERE outside_hours <> 0 AND override_id = ''",
		"callbacks are open although they have an outcome": "SELECT COUNT(*) FROM callbacks WHERE open_record_id IS NOT NULL AND resolution <> ''",
	} {
		var n int
		if err := a.db.QueryRowContext(ctx, query).Scan(&n); err != nil {
			return fmt.Errorf("audit: %w", err)
		}
		if n > 0 {
			return fmt.Errorf("%d %s", n, what)
		}
	}
	return nil
}

// dialled is one dial as the database has it.
type dialled struct {
	id, record, region, zone string
	started                  int64
	outside                  bool
	override                 sql.NullString
	by, wording, approved    sql.NullString
	starts, expires          sql.NullInt64
}

// judgeDials judges every dial since the last audit: it was inside the hours of the donor's region and within its caps, or it names an
// override that lifts them.
func (a *auditor) judgeDials(ctx context.Context) (n, outside int, err error) {
	rows, err := a.db.QueryContext(ctx, "SELECT a.id, a.record_id, r.region, r.timezone, a.started_at, a.outside_hours, o.id, o.requested_by, o.wording, o.approved_by, o.starts_at, o.expires_at "+
		"FROM attempts a JOIN records r ON r.id = a.record_id LEFT JOIN overrides o ON o.id = a.override_id WHERE a.id > ? ORDER BY a.id", a.seen)
	if err != nil {
		return 0, 0, fmt.Errorf("audit: %w", err)
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		var d dialled
		if err := rows.Scan(&d.id, &d.record, &d.region, &d.zone, &d.started, &d.outside, &d.override, &d.by, &d.wording, &d.approved, &d.starts, &d.expires); err != nil {
			return n, outside, fmt.Errorf("audit: %w", err)
		}
		lifted, err := a.judge(d)
		if err != nil {
			return n, outside, err
		}
		a.seen, n = d.id, n+1
		if lifted {
			outside++
		}
	}
	return n, outside, rows.Err()
}

// judge says whether a dial was allowed by an override alone; the error says that it was not allowed at all.
func (a *auditor) judge(d dialled) (lifted bool, err error) {
	loc, err := a.zones.Load(d.zone)
	if err != nil {
		return false, err
	}
	at := time.UnixMilli(d.started)
	q := hours.Question{At: at, Now: at, Loc: loc, Legal: []hours.Set{a.presets.For(d.region)}, Attempts: a.dials[d.record], Horizon: time.Hour}
	if d.override.Valid {
		q.Override = &hours.Override{ID: d.override.String, From: time.UnixMilli(d.starts.Int64), ExpiresAt: time.UnixMilli(d.expires.Int64),
			Evidence: d.by.String == "donor" && d.wording.String != "", ApprovedBy: d.approved.String}
	}
	verdict := hours.Judge(q)
	lifted = verdict.OverrideUsed != ""
	if !verdict.Allowed || lifted != d.outside {
		return lifted, fmt.Errorf("dial %s of %s (%s, %s) at %s: allowed %v, outside %v, %+v", d.id, d.record, d.region, d.zone, at.In(loc).Format(time.RFC1123), verdict.Allowed, d.outside, verdict.Reasons)
	}
	a.dials[d.record] = append(a.dials[d.record], hours.Dial{At: at, SameNumber: true, SameRecord: true})
	return lifted, nil
}
