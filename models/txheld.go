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

// readAhead reads the callbacks that a batch of messages is about by one statement. They are locked in one order, so that two batches do
// not wait for each other in a circle.
func (tx *Tx) readAhead(entries []InboxEntry) error {
	var list []string
	for _, entry := range entries {
		if m := entry.Payload.V; m.CallbackID != "" && (m.Role == RoleOwn || m.Role == RoleCall) {
			list = append(list, m.CallbackID)
		}
	}
	if len(list) == 0 {
		return nil
	}
	slices.Sort(list)
	var found []Callback
	if err := tx.locked().Where("id IN ?", slices.Compact(list)).Order("id").Find(&found).Error; err != nil {
		return fmt.Errorf("read callbacks: %w", err)
	}
	for i := range found {
		tx.remember(&found[i])
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

// writeLines writes the lines of the ledger that this transaction gathered. It is the last that a transaction does.
func (tx *Tx) writeLines() error {
	lines := tx.lines
	tx.lines = nil
	for part := range slices.Chunk(lines, linesAtOnce) {
		if err := tx.insertEvents(part); err != nil {
			return err
		}
	}
	return tx.writeOutbox()
}
