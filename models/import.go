package models

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"time"
)

const (
	// MaxImportRows is how many rows one file may have: twice the call list that is promised, and still one transaction of some seconds.
	MaxImportRows = 200_000
	// ImportAtOnce is up to how many rows a file is put in force while its sender waits.
	ImportAtOnce = 2000
	// stageAtOnce is how many rows one transaction stages.
	stageAtOnce = 500
	// importStalls is after how long without a row a file counts as given up: whoever read it is gone.
	importStalls = 10 * time.Minute
)

// ImportFile is a file on its way in.
type ImportFile struct {
	Kind    ImportKind
	From    io.Reader
	JSON    bool // else CSV
	Options ImportOptions
	Actor   string
	OnRows  func(rows, bad int) // told after each batch, may be nil
}

// Import reads a file to its end and checks each row, in bounded memory: nothing of it is in force before all of it was read. What comes back is
// rejected, failed, applying (ApplyImport is next), or, of a dry run, done.
func (s *Store) Import(ctx context.Context, f ImportFile) (*Import, error) {
	im, err := s.beginImport(ctx, f)
	if err != nil {
		return nil, err
	}
	staging := importStaging{store: s, im: im, file: f}
	err = staging.read(ctx)
	var bad *InvalidError
	switch {
	case err != nil && (errors.As(err, &bad) || errors.Is(err, errRowTooLong) || errors.Is(err, errNotJSON)):
		return im, s.endReading(ctx, im, ImportFailed, err.Error())
	case err != nil:
		ended := s.endReading(context.WithoutCancel(ctx), im, ImportFailed, "it could not be read to its end")
		return im, errors.Join(fmt.Errorf("import: %w", err), ended)
	}
	if err := s.findTwins(ctx, im); err != nil {
		return im, err
	}
	state, reason := im.judge()
	return im, s.endReading(ctx, im, state, reason)
}

// judge says how it goes on with a file that was read to its end.
func (im *Import) judge() (ImportState, string) {
	switch {
	case im.RowCount == 0:
		return ImportFailed, "there are no rows in it"
	case im.BadCount == im.RowCount:
		return ImportRejected, "every row is bad"
	case im.BadCount > 0 && !im.Options.V.SkipBad && im.Kind == ImportOfRecords && !im.Options.V.DryRun:
		return ImportRejected, "some rows are bad: mend them, or ask for bad rows to be skipped"
	case im.Options.V.DryRun && im.Kind == ImportOfRecords:
		return ImportDone, ""
	}
	return ImportApplying, ""
}

func (s *Store) beginImport(ctx context.Context, f ImportFile) (*Import, error) {
	var im *Import
	err := s.inTx(ctx, "begin import", func(tx *Tx) error {
		id, err := newID("imp", tx.now.Time())
		if err != nil {
			return err
		}
		im = &Import{ID: id, Kind: f.Kind, State: ImportReading, Options: JSON[ImportOptions]{f.Options}, CreatedBy: cut(f.Actor, 100),
			NextAt: tx.now.Add(importStalls), CreatedAt: tx.now, UpdatedAt: tx.now}
		return tx.db.Create(im).Error
	})
	return im, err
}

// endReading notes what comes after the reading.
func (s *Store) endReading(ctx context.Context, im *Import, state ImportState, reason string) error {
	return s.inTx(ctx, "end reading of import", func(tx *Tx) error {
		im.State, im.Reason, im.UpdatedAt, im.NextAt = state, cut(reason, 500), tx.now, tx.now
		if state != ImportApplying {
			im.FinishedAt = tx.now // the pass clears away its rows
		}
		return tx.saveImport(im)
	})
}

func (tx *Tx) saveImport(im *Import) error {
	return wrapped("write import", tx.db.Model(im).Select("*").Omit("id", "created_at").Updates(im).Error)
}

// importStaging is a file that is being read.
type importStaging struct {
	store *Store
	im    *Import
	file  ImportFile
	batch []ImportRow
}

func (g *importStaging) open() (importRows, error) {
	if g.file.JSON {
		return openJSON(g.file.From)
	}
	return openCSV(g.file.From, columnsOfImport(g.file.Kind))
}

func columnsOfImport(kind ImportKind) []string {
	if kind == ImportOfCallbacks {
		return wishColumns()
	}
	return recordColumns()
}

func (g *importStaging) read(ctx context.Context) error {
	rows, err := g.open()
	if err != nil {
		return err
	}
	for {
		line, fields, err := rows.next()
		if errors.Is(err, io.EOF) {
			return g.flush(ctx)
		}
		var bad *InvalidError
		if err != nil && !errors.As(err, &bad) {
			return err
		}
		if g.im.RowCount >= MaxImportRows {
			return invalid("validation_failed", fmt.Sprintf("line %d", line), "at most %d rows at once: split the file", MaxImportRows)
		}
		g.add(line, fields, err)
		if len(g.batch) == stageAtOnce {
			if err := g.flush(ctx); err != nil {
				return err
			}
		}
	}
}

// add takes one row in, good or bad.
func (g *importStaging) add(line int, fields map[string]json.RawMessage, err error) {
	row := ImportRow{}
	if err == nil {
		row, err = g.store.importRow(g.file.Kind, fields)
	}
	var bad *InvalidError
	if errors.As(err, &bad) {
		row = ImportRow{State: rowBad, Faults: JSON[[]Problem]{bad.Problems}}
		g.im.BadCount++
	} else {
		row.State = rowStaged
	}
	row.ImportID, row.Line = g.im.ID, line
	g.im.RowCount++
	g.batch = append(g.batch, row)
}

func (s *Store) importRow(kind ImportKind, fields map[string]json.RawMessage) (ImportRow, error) {
	if kind == ImportOfCallbacks {
		return s.wishRow(fields)
	}
	return s.recordRow(fields)
}

func (g *importStaging) flush(ctx context.Context) error {
	err := g.store.inTx(ctx, "stage rows", func(tx *Tx) error {
		if len(g.batch) > 0 {
			if err := tx.db.CreateInBatches(g.batch, writeAtOnce).Error; err != nil {
				return fmt.Errorf("stage rows: %w", err)
			}
		}
		g.im.UpdatedAt, g.im.NextAt = tx.now, tx.now.Add(importStalls)
		return tx.saveImport(g.im)
	})
	g.batch = g.batch[:0]
	if err == nil && g.file.OnRows != nil {
		g.file.OnRows(g.im.RowCount, g.im.BadCount)
	}
	return err
}

// findTwins marks rows that mean the same record as an earlier one of the file.
func (s *Store) findTwins(ctx context.Context, im *Import) error {
	for {
		var twins []struct {
			RowKey string
			First  int
		}
		query := "SELECT row_key, MIN(line) AS first FROM import_rows WHERE import_id = ? AND row_key IS NOT NULL GROUP BY row_key HAVING COUNT(*) > 1 LIMIT 500"
		if err := s.db.WithContext(ctx).Raw(query, im.ID).Scan(&twins).Error; err != nil {
			return fmt.Errorf("find twins: %w", err)
		}
		if len(twins) == 0 {
			return nil
		}
		err := s.inTx(ctx, "mark twins", func(tx *Tx) error {
			for _, twin := range twins {
				fault := JSON[[]Problem]{invalid("validation_failed", "external_id", "the same record as in line %d: leave one of them out", twin.First).Problems}
				n, err := tx.exec("UPDATE import_rows SET state = ?, faults = ?, row_key = NULL WHERE import_id = ? AND row_key = ? AND line > ?", rowBad, fault, im.ID, twin.RowKey, twin.First)
				if err != nil {
					return err
				}
				im.BadCount += int(n)
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
}
