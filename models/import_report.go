package models

import (
	"context"
	"fmt"
)

// Imports lists the newest files, at most limit; of one that is being read, how far it has come.
func (s *Store) Imports(ctx context.Context, kind ImportKind, limit int) ([]Import, error) {
	var found []Import
	err := s.read.WithContext(ctx).Where("kind = ?", kind).Order("id DESC").Limit(limit).Find(&found).Error
	return found, wrapped("list imports", err)
}

// ImportByID is one file and what became of it, ErrNotFound when there is none of that kind.
func (s *Store) ImportByID(ctx context.Context, kind ImportKind, id string) (*Import, error) {
	var im Import
	err := s.read.WithContext(ctx).Where("id = ? AND kind = ?", id, kind).Take(&im).Error
	if noRows(err) {
		return nil, fmt.Errorf("import %s: %w", cut(id, 40), ErrNotFound)
	}
	return &im, wrapped("read import", err)
}

// RowFault is what is wrong with one row of a file.
type RowFault struct {
	Line int // of a CSV file; of JSON the item's number
	Problem
}

// ImportFaults lists what is wrong with the rows after a line, of at most limit rows, and the line after which to go on, 0 at the end.
func (s *Store) ImportFaults(ctx context.Context, id string, after, limit int) ([]RowFault, int, error) {
	var rows []ImportRow
	err := s.read.WithContext(ctx).Select("line", "faults").Where("import_id = ? AND state = ? AND line > ?", id, rowBad, after).Order("line").Limit(limit).Find(&rows).Error
	if err != nil {
		return nil, 0, fmt.Errorf("list faults: %w", err)
	}
	var faults []RowFault
	for _, row := range rows {
		for _, p := range row.Faults.V {
			faults = append(faults, RowFault{row.Line, p})
		}
	}
	if len(rows) < limit {
		return faults, 0, nil
	}
	return faults, rows[len(rows)-1].Line, nil
}

// ImportWork is a file that somebody is to go on with.
type ImportWork struct {
	ID    string
	Kind  ImportKind
	State ImportState
}

// ImportsToDo lists files that were read and wait to be put in force, or to be cleared away, at most limit, and keeps other instances from them
// for a while. One whose reader is gone has failed.
func (s *Store) ImportsToDo(ctx context.Context, limit int) ([]ImportWork, error) {
	var work []ImportWork
	err := s.inTx(ctx, "claim imports", func(tx *Tx) error {
		work = nil
		if err := tx.db.Raw("SELECT id, kind, state FROM imports WHERE next_at <= ? ORDER BY next_at LIMIT ?"+s.dialect.pick, tx.now, limit).Scan(&work).Error; err != nil {
			return err
		}
		for i, w := range work {
			fields := map[string]any{"next_at": tx.now.Add(importStalls)}
			if w.State == ImportReading {
				work[i].State = ImportFailed
				fields["state"], fields["reason"], fields["finished_at"] = ImportFailed, "whoever read it is gone", tx.now
			}
			if err := tx.db.Model(&Import{}).Where("id = ?", w.ID).Updates(fields).Error; err != nil {
				return err
			}
		}
		return nil
	})
	return work, err
}

// ClearImport deletes the rows of a file that is finished, but for what was wrong with the bad ones: names and numbers are not kept twice.
func (s *Store) ClearImport(ctx context.Context, id string) error {
	for {
		var n int64
		err := s.inTx(ctx, "clear import", func(tx *Tx) (err error) {
			var lines []int
			if err := tx.db.Raw("SELECT line FROM import_rows WHERE import_id = ? AND state = ? ORDER BY line LIMIT 5000", id, rowStaged).Scan(&lines).Error; err != nil {
				return err
			}
			if n = int64(len(lines)); n > 0 {
				_, err = tx.exec("DELETE FROM import_rows WHERE import_id = ? AND state = ? AND line <= ?", id, rowStaged, lines[n-1])
				return err
			}
			return tx.db.Model(&Import{}).Where("id = ?", id).Updates(map[string]any{"next_at": nil}).Error
		})
		if err != nil || n == 0 {
			return err
		}
	}
}

func (s *Store) clearImport(ctx context.Context, im *Import) error {
	if im.State == ImportApplying || im.State == ImportReading {
		return nil
	}
	im.NextAt = Instant{}
	return s.ClearImport(ctx, im.ID)
}

// pruneImports deletes files that were finished long ago, with what was wrong with their rows, and returns how many rows that were.
func (s *Store) pruneImports(ctx context.Context, limit int) (int64, error) {
	var n int64
	err := s.inTx(ctx, "prune imports", func(tx *Tx) (err error) {
		var old []string
		if err := tx.db.Raw("SELECT id FROM imports WHERE created_at < ? ORDER BY created_at LIMIT 1", tx.now.Add(-keepTraces)).Scan(&old).Error; err != nil || len(old) == 0 {
			return err
		}
		var lines []int
		if err := tx.db.Raw("SELECT line FROM import_rows WHERE import_id = ? ORDER BY line LIMIT ?", old[0], limit).Scan(&lines).Error; err != nil {
			return err
		}
		if len(lines) > 0 {
			n, err = tx.exec("DELETE FROM import_rows WHERE import_id = ? AND line <= ?", old[0], lines[len(lines)-1])
			return err
		}
		n, err = tx.exec("DELETE FROM imports WHERE id = ?", old[0])
		return err
	})
	return n, err
}
