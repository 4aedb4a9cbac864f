package models

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/ringback/ringback/models/hours"
)

// SourceImport is of promises that came by a file.
const SourceImport Source = "import"

// bookAtOnce is how many promises of a file are booked between two looks at how far it has come.
const bookAtOnce = 50

// bookImport books the staged rows of a file of promises, one after another, each in a transaction with its own mark: whoever goes on with the
// file books none twice. Each asks the gate and takes its place, as any booking does; one that is refused is a bad row.
func (s *Store) bookImport(ctx context.Context, id string) (*Import, error) {
	im, err := s.ImportByID(ctx, ImportOfCallbacks, id)
	if err != nil {
		return nil, err
	}
	for im.State == ImportApplying {
		var rows []ImportRow
		err := s.db.WithContext(ctx).Where("import_id = ? AND state = ?", id, rowStaged).Order("line").Limit(bookAtOnce).Find(&rows).Error
		if err != nil {
			return nil, fmt.Errorf("read staged rows: %w", err)
		}
		for _, row := range rows {
			if err := s.bookRow(ctx, im, row); err != nil {
				return nil, err
			}
		}
		if err := s.countBooked(ctx, im, len(rows) == 0); err != nil {
			return nil, err
		}
	}
	return im, nil
}

// countBooked notes how far a file has come. Rows are counted, not added up, since several may go on with it.
func (s *Store) countBooked(ctx context.Context, im *Import, ended bool) error {
	return s.inTx(ctx, "count booked rows", func(tx *Tx) error {
		var counts []struct {
			State rowState
			N     int
		}
		if err := tx.db.Raw("SELECT state, COUNT(*) AS n FROM import_rows WHERE import_id = ? GROUP BY state", im.ID).Scan(&counts).Error; err != nil {
			return err
		}
		for _, c := range counts {
			switch c.State {
			case rowDone:
				im.MadeCount = c.N
			case rowBad:
				im.BadCount = c.N
			}
		}
		im.UpdatedAt, im.NextAt = tx.now, tx.now.Add(importStalls)
		if ended {
			im.State, im.FinishedAt, im.NextAt = ImportDone, tx.now, tx.now
		}
		return tx.saveImport(im)
	})
}

// bookRow books one row, or notes why it cannot be.
func (s *Store) bookRow(ctx context.Context, im *Import, row ImportRow) error {
	b := *row.Payload.V
	b.Source, b.Actor = SourceImport, im.CreatedBy
	err := s.tryRow(ctx, im, row, b)
	var bad *InvalidError
	if errors.As(err, &bad) && im.Options.V.Spread {
		if other, ok := sameDay(b.LocalTime, bad.Alternatives); ok {
			b.LocalTime, b.Timezone, b.WindowMinutes = other.LocalTime, other.Timezone, &other.WindowMinutes
			err = s.tryRow(ctx, im, row, b)
		}
	}
	var open *OpenCallbackError
	switch {
	case errors.As(err, &bad):
	case errors.As(err, &open):
		bad = invalid("callback_already_open", "external_id", "the record has an open callback: %s", open.CallbackID)
	default:
		return err
	}
	var named problems
	named.addIn(bad, "record.")
	problems := make([]Problem, len(named))
	for i, p := range named {
		p.Field = strings.TrimPrefix(p.Field, "callback_request.")
		problems[i] = p
	}
	return s.inTx(ctx, "note bad row", func(tx *Tx) error {
		_, err := tx.exec("UPDATE import_rows SET state = ?, faults = ?, payload = 'null' WHERE import_id = ? AND line = ? AND state = ?",
			rowBad, JSON[[]Problem]{problems}, im.ID, row.Line, rowStaged)
		return err
	})
}

// tryRow books a row with its mark, or, of a dry run, judges it alone.
func (s *Store) tryRow(ctx context.Context, im *Import, row ImportRow, b Booking) error {
	var err error
	for range maxTries {
		err = s.inTx(ctx, "book row", func(tx *Tx) error {
			n, err := tx.exec("UPDATE import_rows SET state = ?, payload = 'null' WHERE import_id = ? AND line = ? AND state = ?", rowDone, im.ID, row.Line, rowStaged)
			if err != nil || n == 0 {
				return err // somebody else has booked it
			}
			cb, _, err := tx.bookOnce(b)
			if err != nil {
				return err
			}
			if im.Options.V.DryRun {
				return errDryRun
			}
			_, err = tx.exec("UPDATE import_rows SET callback_id = ? WHERE import_id = ? AND line = ?", cb.ID, im.ID, row.Line)
			return err
		})
		if !errors.Is(err, ErrStale) {
			break
		}
	}
	if errors.Is(err, errDryRun) {
		return s.inTx(ctx, "note judged row", func(tx *Tx) error {
			_, err := tx.exec("UPDATE import_rows SET state = ?, payload = 'null' WHERE import_id = ? AND line = ? AND state = ?", rowDone, im.ID, row.Line, rowStaged)
			return err
		})
	}
	return err
}

// errDryRun takes back what was booked only to see whether it can be.
var errDryRun = errors.New("a dry run")

// sameDay is the time nearest to a wall time, of those that can be had on its day.
func sameDay(wanted string, offers []Alternative) (Alternative, bool) {
	wall, err := hours.ParseWall(wanted)
	if err != nil {
		return Alternative{}, false
	}
	off := func(a Alternative) time.Duration {
		at, err := hours.ParseWall(a.LocalTime)
		if err != nil {
			return 1 << 62
		}
		return at.Sub(wall).Abs()
	}
	offers = slices.DeleteFunc(slices.Clone(offers), func(a Alternative) bool { return !strings.HasPrefix(a.LocalTime, wall.Format("2006-01-02")) })
	if len(offers) == 0 {
		return Alternative{}, false
	}
	return slices.MinFunc(offers, func(a, b Alternative) int { return cmp.Compare(off(a), off(b)) }), true
}
