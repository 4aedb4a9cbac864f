package models

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"
)

const (
	// applyAtOnce is how many rows are read and compared at once.
	applyAtOnce = 500
	// writeAtOnce is how many rows one statement writes: SQLite's driver takes a time for each parameter that grows with their number.
	writeAtOnce = 50
)

// ApplyImport puts a file in force that was read to its end. Whoever does it again changes nothing. Of promises each is booked by itself.
func (s *Store) ApplyImport(ctx context.Context, id string) (*Import, error) {
	var kinds []ImportKind
	if err := s.db.WithContext(ctx).Raw("SELECT kind FROM imports WHERE id = ?", id).Scan(&kinds).Error; err != nil {
		return nil, fmt.Errorf("read import: %w", err)
	}
	apply := s.applyRecords
	if len(kinds) == 1 && kinds[0] == ImportOfCallbacks {
		apply = s.bookImport
	}
	im, err := apply(ctx, id)
	if err != nil {
		return nil, err
	}
	return im, s.clearImport(ctx, im)
}

// applyRecords puts the rows of a file of records in force, all of them in one transaction: until it commits nobody sees any of them, and a
// process that dies leaves none (docs/adr/0025).
func (s *Store) applyRecords(ctx context.Context, id string) (*Import, error) {
	var im *Import
	var err error
	for range maxTries {
		err = s.inTx(ctx, "apply import", func(tx *Tx) error {
			im, err = tx.applyImport(id)
			return err
		})
		if !errors.Is(err, ErrStale) {
			break
		}
	}
	return im, err
}

func (tx *Tx) applyImport(id string) (*Import, error) {
	im, err := tx.importByID(id)
	if err != nil || im.State != ImportApplying {
		return im, err
	}
	im.MadeCount, im.UpdatedCount = 0, 0
	for line := 0; ; {
		var rows []ImportRow
		err := tx.db.Where("import_id = ? AND state = ? AND line > ?", id, rowStaged, line).Order("line").Limit(applyAtOnce).Find(&rows).Error
		if err != nil {
			return nil, fmt.Errorf("read staged rows: %w", err)
		}
		if len(rows) == 0 {
			break
		}
		if err := tx.applyRows(im, rows); err != nil {
			return nil, err
		}
		line = rows[len(rows)-1].Line
	}
	im.State, im.UpdatedAt, im.FinishedAt, im.NextAt = ImportDone, tx.now, tx.now, tx.now // the pass clears away its rows
	return im, tx.saveImport(im)
}

func (tx *Tx) importByID(id string) (*Import, error) {
	var im Import
	err := tx.locked().Where("id = ?", id).Take(&im).Error
	if noRows(err) {
		return nil, fmt.Errorf("import %s: %w", cut(id, 40), ErrNotFound)
	}
	return &im, wrapped("read import", err)
}

// applyRows writes a batch of rows: new records by one statement, changed ones by another. Unchanged ones are left alone.
func (tx *Tx) applyRows(im *Import, rows []ImportRow) error {
	known, err := tx.recordsOf(rows)
	if err != nil {
		return err
	}
	var made, changed, barred []Record
	for _, row := range rows {
		rec, ok := known[row.RowKey]
		if !ok {
			if rec, err = tx.draftRecord(row); err != nil {
				return err
			}
			made = append(made, rec)
			continue
		}
		im.UpdatedCount++
		before := rec
		rec.overwrite(row.ref())
		if row.DoNotCall && rec.State != RecordDoNotCall {
			barred = append(barred, rec)
			rec.State = RecordDoNotCall
		}
		if !rec.same(before) {
			rec.Version, rec.UpdatedAt = rec.Version+1, tx.now
			changed = append(changed, rec)
		}
	}
	im.MadeCount += len(made)
	if err := tx.writeRecords(made, changed); err != nil {
		return err
	}
	return tx.closePromises(barred, im.CreatedBy, "the imported list says so")
}

// same says whether two states of a record are one. A standing wish is compared by what it says.
func (r Record) same(o Record) bool {
	wish, other := r.Preference, o.Preference
	r.Preference.V, o.Preference.V = nil, nil
	mine, err := wish.Value()
	theirs, otherErr := other.Value()
	return r == o && err == nil && otherErr == nil && mine == theirs
}

func (tx *Tx) draftRecord(row ImportRow) (Record, error) {
	id, err := newID("rec", tx.now.Time())
	rec := Record{ID: id, ExternalID: row.ExternalID, Identity: row.Identity, State: RecordCallable, CreatedAt: tx.now, UpdatedAt: tx.now, Version: 1}
	if row.DoNotCall {
		rec.State = RecordDoNotCall
	}
	rec.fill(row.ref())
	return rec, err
}

// recordsOf reads the records that rows mean, by the rows' keys; on MySQL they stay locked until all of the file is in force.
func (tx *Tx) recordsOf(rows []ImportRow) (map[OptionalKey]Record, error) {
	var externals, identities []string
	for _, row := range rows {
		if row.ExternalID != "" {
			externals = append(externals, string(row.ExternalID))
		} else {
			identities = append(identities, string(row.Identity))
		}
	}
	known := make(map[OptionalKey]Record, len(rows))
	for column, keys := range map[string][]string{"external_id": externals, "identity": identities} {
		if len(keys) == 0 {
			continue
		}
		slices.Sort(keys) // locked in one order
		var found []Record
		if err := tx.locked().Where(column+" IN ?", keys).Order(column).Find(&found).Error; err != nil {
			return nil, fmt.Errorf("read records: %w", err)
		}
		for _, rec := range found {
			key := "e:" + rec.ExternalID
			if column == "identity" {
				key = "p:" + rec.Identity
			}
			known[key] = rec
		}
	}
	return known, nil
}

func (tx *Tx) writeRecords(made, changed []Record) error {
	if len(made) > 0 {
		err := tx.db.CreateInBatches(&made, writeAtOnce).Error
		if errors.Is(err, gorm.ErrDuplicatedKey) {
			return fmt.Errorf("make records: %w", ErrStale) // a booking made one of them meanwhile
		}
		if err != nil {
			return fmt.Errorf("make records: %w", err)
		}
		if err := tx.putWords(pointers(made)...); err != nil {
			return err
		}
	}
	if len(changed) > 0 { // they are there and locked: this updates
		onID := clause.OnConflict{Columns: []clause.Column{{Name: "id"}}, DoUpdates: clause.AssignmentColumns([]string{"name", "phone", "timezone", "timezone_inferred",
			"region", "region_inferred", "campaign", "team", "preference", "state", "updated_at", "version"})}
		if err := tx.db.Clauses(onID).CreateInBatches(&changed, writeAtOnce).Error; err != nil {
			return fmt.Errorf("update records: %w", err)
		}
		return tx.changeWords(pointers(changed)...)
	}
	return nil
}

func pointers(records []Record) []*Record {
	list := make([]*Record, len(records))
	for i := range records {
		list[i] = &records[i]
	}
	return list
}

// closePromises ends the open promises of records that must not be called any more.
func (tx *Tx) closePromises(barred []Record, actor, reason string) error {
	for _, rec := range barred {
		if rec.State != RecordDormant {
			continue
		}
		open, err := tx.openOf(rec.ID)
		if err != nil {
			return err
		}
		if open == nil {
			continue
		}
		cb, err := tx.get(open.ID)
		if err != nil {
			return err
		}
		if err := tx.resolve(cb, DoNotCall, change{event: EventResolved, actor: actor, reason: reason}); err != nil {
			return err
		}
	}
	return nil
}
