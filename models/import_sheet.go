package models

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"
)

// maxImportRow bounds one row of a file in bytes, so that no file, whatever its quotation marks, takes more memory than this.
const maxImportRow = 64 << 10

// errRowTooLong means that a row does not end where every row must have.
var errRowTooLong = errors.New("a row is longer than 64 KiB: a quotation mark may be missing")

// rowBudget passes a file on as long as each row keeps to its bound.
type rowBudget struct {
	from io.Reader
	left int
}

func (b *rowBudget) Read(p []byte) (int, error) {
	if b.left <= 0 {
		return 0, errRowTooLong
	}
	n, err := b.from.Read(p[:min(len(p), 4096)])
	b.left -= n
	return n, err
}

// renew is called at the beginning of a row. Readers read ahead by up to a chunk or two.
func (b *rowBudget) renew() { b.left = maxImportRow }

// importRows yields the rows of a file, one at a time.
type importRows interface {
	// next returns a row's place and its fields; io.EOF at the end. A row that cannot be read, though those after it can, is an
	// InvalidError; anything else ends the file.
	next() (line int, fields map[string]json.RawMessage, err error)
}

// csvRows reads a CSV file whose first line names its columns.
type csvRows struct {
	csv     *csv.Reader
	budget  *rowBudget
	columns []string
}

// openCSV reads the first line. known are the columns there may be, all of them optional here.
func openCSV(from io.Reader, known []string) (*csvRows, error) {
	budget := &rowBudget{from: from}
	budget.renew()
	text := bufio.NewReader(budget)
	if mark, err := text.Peek(3); err == nil && bytes.Equal(mark, []byte("\ufeff")) {
		if _, err := text.Discard(len(mark)); err != nil {
			return nil, fmt.Errorf("read file: %w", err)
		}
	}
	_, _ = text.Peek(1) // an error comes again with the first read
	rows := &csvRows{csv: csv.NewReader(text), budget: budget}
	rows.csv.FieldsPerRecord, rows.csv.TrimLeadingSpace = -1, true
	if head, _ := text.Peek(text.Buffered()); isSemicolons(head) { // what spreadsheets write where decimals have a comma
		rows.csv.Comma = ';'
	}
	names, err := rows.csv.Read()
	switch {
	case errors.Is(err, io.EOF):
		return nil, invalid("validation_failed", "line 1", "the file is empty: name the columns in its first line")
	case isCSVFault(err):
		return nil, badLine(err)
	case err != nil:
		return nil, fmt.Errorf("read file: %w", err)
	}
	return rows, rows.name(names, known)
}

func (rows *csvRows) name(names, known []string) error {
	var found problems
	for _, name := range names {
		name = strings.ToLower(strings.TrimSpace(name))
		if !slices.Contains(known, name) || slices.Contains(rows.columns, name) {
			found.add(invalid("validation_failed", "line 1", "%q is not a column, or there twice; there are %s", cut(name, 40), strings.Join(known, ", ")))
		}
		rows.columns = append(rows.columns, name)
	}
	return found.err()
}

func (rows *csvRows) next() (int, map[string]json.RawMessage, error) {
	rows.budget.renew()
	cells, err := rows.csv.Read()
	if isCSVFault(err) {
		var fault *csv.ParseError
		errors.As(err, &fault)
		return fault.StartLine, nil, badLine(err)
	}
	if err != nil {
		return 0, nil, err
	}
	line, _ := rows.csv.FieldPos(0)
	if strings.Join(cells, "") == "" { // a line of separators only is what spreadsheets leave of an emptied row
		return rows.next()
	}
	if len(cells) != len(rows.columns) {
		return line, nil, invalid("validation_failed", "", "has %d fields, and the first line names %d columns", len(cells), len(rows.columns))
	}
	fields := make(map[string]json.RawMessage, len(cells))
	for i, cell := range cells {
		if cell = strings.TrimSpace(cell); cell == "" {
			continue
		}
		if !utf8.ValidString(cell) {
			return line, nil, invalid("validation_failed", rows.columns[i], "is not UTF-8: save the file as CSV UTF-8")
		}
		text, err := json.Marshal(cell)
		if err != nil {
			return line, nil, fmt.Errorf("read cell: %w", err)
		}
		fields[rows.columns[i]] = text
	}
	return line, fields, nil
}

// jsonRows reads a JSON array of objects, or one object after another (JSON lines).
type jsonRows struct {
	decoder *json.Decoder
	budget  *rowBudget
	array   bool
	read    int
}

func openJSON(from io.Reader) (*jsonRows, error) {
	budget := &rowBudget{from: from}
	budget.renew()
	text := bufio.NewReader(budget)
	rows := &jsonRows{budget: budget}
	for {
		c, err := text.ReadByte()
		if errors.Is(err, io.EOF) {
			return nil, invalid("validation_failed", "item 1", "the file is empty: send an array of records, or one record a line")
		}
		if err != nil {
			return nil, fmt.Errorf("read file: %w", err)
		}
		if strings.IndexByte(" \t\r\n\xef\xbb\xbf", c) >= 0 {
			continue
		}
		if err := text.UnreadByte(); err != nil {
			return nil, fmt.Errorf("read file: %w", err)
		}
		rows.decoder, rows.array = json.NewDecoder(text), c == '['
		break
	}
	if rows.array {
		if _, err := rows.decoder.Token(); err != nil {
			return nil, fmt.Errorf("read file: %w", err)
		}
	}
	return rows, nil
}

func (rows *jsonRows) next() (int, map[string]json.RawMessage, error) {
	rows.budget.renew()
	if rows.array && !rows.decoder.More() {
		if _, err := rows.decoder.Token(); err != nil {
			return 0, nil, rows.broken(err)
		}
		return 0, nil, io.EOF
	}
	var raw json.RawMessage
	err := rows.decoder.Decode(&raw)
	if errors.Is(err, io.EOF) && !rows.array {
		return 0, nil, io.EOF
	}
	if err != nil {
		return 0, nil, rows.broken(err)
	}
	rows.read++
	var fields map[string]json.RawMessage
	if err := json.Unmarshal(raw, &fields); err != nil || fields == nil {
		return rows.read, nil, invalid("validation_failed", "", "is not a JSON object")
	}
	return rows.read, fields, nil
}

// broken is where JSON cannot be read any further: what follows has no beginning.
func (rows *jsonRows) broken(err error) error {
	var syntax *json.SyntaxError
	if errors.As(err, &syntax) || errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, io.EOF) {
		return fmt.Errorf("item %d: %w", rows.read+1, errNotJSON)
	}
	return err
}

// errNotJSON means that a file that should be JSON is not, from some item on.
var errNotJSON = errors.New("is not JSON, or the file was cut off")
