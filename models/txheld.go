package models

import (
	"fmt"
	"reflect"
	"slices"

	"gorm.io/gorm"
)

// remember keeps a callback as the database has it for this transaction, whose row is locked: it need not be read again, and only what
// differs from it need be written.
func (tx *Tx) remember(cb *Callback) {
	if tx.held == nil {
		tx.held = map[string]Callback{}
	}
	tx.held[cb.ID] = *cb
}

// ahead is what is known of the Tasks that a batch of messages is about, by sid; nil says that there is nothing. Whoever writes one
// takes it out, so that it is read again.
type ahead struct {
	attempts     map[string]*Attempt
	past         map[string]*PastTask
	dispositions map[string]*Disposition
}

// readAhead reads by a few statements what a batch of messages will ask for one after the other. Rows are locked in one order, so that
// two batches do not wait for each other in a circle.
func (tx *Tx) readAhead(entries []InboxEntry) error {
	var callbacks, own, calls, ended []string
	for _, entry := range entries {
		m := entry.Payload.V
		switch m.Role {
		case RoleOwn:
			callbacks, own = append(callbacks, m.CallbackID), append(own, m.TaskSid)
		case RoleCall:
			callbacks, calls = append(callbacks, m.CallbackID), append(calls, m.TaskSid)
		}
		if m.Role != RoleOwn && m.ending() && m.TaskSid != "" {
			ended = append(ended, m.TaskSid)
		}
	}
	var rows []Callback
	if err := tx.readAll(&rows, "id", callbacks); err != nil {
		return err
	}
	for i := range rows {
		tx.remember(&rows[i])
	}
	var err error
	if tx.ahead.dispositions, err = readBy(tx, "source_task_sid", ended, func(d *Disposition) string { return d.SourceTaskSid }); err != nil {
		return err
	}
	if tx.ahead.attempts, err = readBy(tx, "call_task_sid", calls, func(a *Attempt) string { return string(a.CallTaskSid) }); err != nil {
		return err
	}
	tx.ahead.past, err = readBy(tx, "task_sid", own, func(p *PastTask) string { return p.TaskSid })
	return err
}

// readBy reads the rows with one of the keys; a key without a row is known to have none.
func readBy[T any](tx *Tx, column string, keys []string, keyOf func(*T) string) (map[string]*T, error) {
	found := make(map[string]*T, len(keys))
	for _, key := range keys {
		found[key] = nil
	}
	var rows []T
	if err := tx.readAll(&rows, column, keys); err != nil {
		return nil, err
	}
	for i := range rows {
		found[keyOf(&rows[i])] = &rows[i]
	}
	return found, nil
}

func (tx *Tx) readAll(rows any, column string, keys []string) error {
	if len(keys) == 0 {
		return nil
	}
	slices.Sort(keys)
	if err := tx.locked().Where(column+" IN ?", slices.Compact(keys)).Order(column).Find(rows).Error; err != nil {
		return fmt.Errorf("read ahead by %s: %w", column, err)
	}
	return nil
}

// columnsOf are the columns of a callback that are to be written: those that changed since this transaction read or wrote the row, or,
// where it does not know the row as it was, all that may change. SQLite writes to every index of a column that a statement names.
func (tx *Tx) columnsOf(cb *Callback, version int64) ([]string, error) {
	statement := &gorm.Statement{DB: tx.db}
	if err := statement.Parse(cb); err != nil {
		return nil, fmt.Errorf("columns of callbacks: %w", err)
	}
	known, ok := tx.held[cb.ID]
	was, is := reflect.ValueOf(&known).Elem(), reflect.ValueOf(cb).Elem()
	var columns []string
	for _, field := range statement.Schema.Fields {
		if field.DBName == "" || slices.Contains([]string{"id", "record_id", "created_at", "created_by"}, field.DBName) {
			continue
		}
		if !ok || known.Version != version || !reflect.DeepEqual(was.FieldByIndex(field.StructField.Index).Interface(), is.FieldByIndex(field.StructField.Index).Interface()) {
			columns = append(columns, field.DBName)
		}
	}
	return columns, nil
}

// linesAtOnce bounds one statement that writes lines of the ledger.
const linesAtOnce = 200

// noteOffers says in each line of an agent who took a Task when that was told of: the figures would have to look for it among all lines.
func (tx *Tx) noteOffers(lines []Event) error {
	var taken []string
	for _, line := range lines {
		if line.Type == EventAssigned {
			taken = append(taken, line.CallbackID)
		}
	}
	if len(taken) == 0 {
		return nil
	}
	var told []struct {
		CallbackID string
		At         Instant
	}
	if err := tx.db.Raw("SELECT callback_id, MAX(at) AS at FROM events WHERE callback_id IN ? AND type = ? GROUP BY callback_id", taken, EventQueued).Scan(&told).Error; err != nil {
		return fmt.Errorf("read when Tasks were told of: %w", err)
	}
	last := map[string]Instant{}
	for _, row := range told {
		last[row.CallbackID] = row.At
	}
	for i, line := range lines {
		switch {
		case line.Type == EventQueued && line.At.After(last[line.CallbackID]):
			last[line.CallbackID] = line.At
		case line.Type == EventAssigned:
			lines[i].OfferedAt = last[line.CallbackID]
		}
	}
	return nil
}

// writeLines writes the lines of the ledger that this transaction gathered. It is the last that a transaction does.
func (tx *Tx) writeLines() error {
	lines := tx.lines
	tx.lines = nil
	if err := tx.noteOffers(lines); err != nil {
		return err
	}
	for part := range slices.Chunk(lines, linesAtOnce) {
		if err := tx.insertEvents(part); err != nil {
			return err
		}
	}
	return tx.writeOutbox()
}
