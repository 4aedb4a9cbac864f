package models

import (
	"bufio"
	"bytes"
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/ringback/ringback/models/hours"
)

// ImportShifts reads shifts from CSV with the columns worker_sid, date, start, end, timezone and perhaps team, named in the first line, in
// any order. An end at or before the start is of the next day. The days of the sheet are replaced for the agents it names; other agents
// keep theirs. All rows are stored or none: an InvalidError names each bad row's line.
func (s *Store) ImportShifts(ctx context.Context, from io.Reader) (Rostered, error) {
	sheet, err := newRosterSheet(from)
	if err != nil {
		return Rostered{}, err
	}
	d := s.draftRoster(Roster{})
	for {
		err := sheet.next(d)
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return Rostered{}, err
		}
	}
	if sheet.rows == 0 && len(d.found) == 0 {
		return Rostered{}, invalid("validation_failed", "line 2", "there is no shift below the column names")
	}
	d.roster.Workers = slices.Sorted(maps.Keys(d.workers))
	return s.putRoster(ctx, d)
}

// rosterSheet is a CSV file that is being read.
type rosterSheet struct {
	csv     *csv.Reader
	columns map[string]int  // by name
	rows    int             // read so far
	days    map[string]bool // dates and zones that the stretch to be replaced covers
}

func newRosterSheet(from io.Reader) (*rosterSheet, error) {
	text := bufio.NewReader(from)
	if mark, err := text.Peek(3); err == nil && bytes.Equal(mark, []byte("\ufeff")) {
		if _, err := text.Discard(len(mark)); err != nil {
			return nil, fmt.Errorf("read shifts: %w", err)
		}
	}
	sheet := &rosterSheet{csv: csv.NewReader(text), columns: map[string]int{}, days: map[string]bool{}}
	// Rows of another length are told in our own words. A separator other than the comma is what spreadsheets write in countries whose
	// decimals have one.
	sheet.csv.FieldsPerRecord, sheet.csv.TrimLeadingSpace = -1, true
	if head, _ := text.Peek(text.Buffered()); isSemicolons(head) {
		sheet.csv.Comma = ';'
	}
	names, err := sheet.csv.Read()
	switch {
	case errors.Is(err, io.EOF):
		return nil, invalid("validation_failed", "line 1", "the file is empty: name the columns in its first line")
	case isCSVFault(err):
		return nil, badLine(err)
	case err != nil:
		return nil, fmt.Errorf("read shifts: %w", err)
	}
	return sheet, sheet.name(names)
}

func isSemicolons(head []byte) bool {
	line, _, _ := bytes.Cut(head, []byte("\n"))
	return bytes.ContainsRune(line, ';') && !bytes.ContainsRune(line, ',')
}

// name learns which column is which.
func (sheet *rosterSheet) name(names []string) error {
	var found problems
	needed := []string{"worker_sid", "date", "start", "end", "timezone"}
	for i, name := range names {
		name = strings.ToLower(strings.TrimSpace(name))
		_, twice := sheet.columns[name]
		switch {
		case name == "" || twice || !slices.Contains(append(needed, "team"), name):
			found.add(invalid("validation_failed", "line 1", "%q is not a column, or there twice; there are %s and team", cut(name, 40), strings.Join(needed, ", ")))
		default:
			sheet.columns[name] = i
		}
	}
	for _, name := range needed {
		if _, ok := sheet.columns[name]; !ok {
			found.add(invalid("validation_failed", "line 1", "there is no column %s", name))
		}
	}
	return found.err()
}

// next reads a row into the draft; io.EOF at the end. A row that is bad is a fault of the draft, not an error.
func (sheet *rosterSheet) next(d *rosterDraft) error {
	row, err := sheet.csv.Read()
	if isCSVFault(err) {
		d.fault(badLine(err))
		return nil
	}
	if err != nil || strings.Join(row, "") == "" { // a line of separators only is what spreadsheets leave of an emptied row
		return err
	}
	line, _ := sheet.csv.FieldPos(0)
	if sheet.rows++; sheet.rows > MaxShifts {
		return invalid("validation_failed", fmt.Sprintf("line %d", line), "at most %d shifts at once: split the file by agents", MaxShifts)
	}
	if len(row) != len(sheet.columns) {
		d.fault(invalid("validation_failed", fmt.Sprintf("line %d", line), "has %d fields, and the first line names %d columns", len(row), len(sheet.columns)))
		return nil
	}
	sheet.add(d, row, line)
	return nil
}

// add reads a row's shift, and widens the stretch that is replaced by its day.
func (sheet *rosterSheet) add(d *rosterDraft, row []string, line int) {
	field := func(name string) string {
		if i, ok := sheet.columns[name]; ok {
			return strings.TrimSpace(row[i])
		}
		return ""
	}
	at := func(name string) string { return fmt.Sprintf("line %d, %s", line, strings.TrimPrefix(name, "local_")) }
	date := field("date")
	r := ShiftRequest{WorkerSid: field("worker_sid"), LocalStart: date + "T" + clockText(field("start")), LocalEnd: date + "T" + clockText(field("end")),
		Timezone: field("timezone"), Team: field("team")}
	r.LocalEnd = nextDay(r.LocalStart, r.LocalEnd)
	shift := d.add(r, at)
	if shift == nil {
		return
	}
	d.workers[shift.WorkerSid] = true
	if day := date + " " + shift.Timezone; !sheet.days[day] {
		sheet.days[day] = true
		d.cover(date, shift.Timezone)
	}
}

// cover widens the stretch that is replaced by a day of some shift that was read without fault.
func (d *rosterDraft) cover(date, zone string) {
	loc, err := d.store.zones.Load(zone)
	midnight, wallErr := hours.ParseWall(date + "T00:00")
	if err != nil || wallErr != nil {
		return
	}
	first, _ := hours.Project(midnight, loc)
	last, _ := hours.Project(midnight.Add(24*time.Hour), loc)
	if d.roster.From.IsZero() || At(first).Before(d.roster.From) {
		d.roster.From = At(first)
	}
	d.roster.To = later(d.roster.To, At(last))
}

// clockText gives back the zero that spreadsheets take from 09:00.
func clockText(text string) string {
	if len(text) > 1 && text[1] == ':' {
		return "0" + text
	}
	return text
}

// nextDay moves an end that is not after the start to the next day. What is not a wall time is left for others to complain about.
func nextDay(start, end string) string {
	from, err := hours.ParseWall(start)
	to, endErr := hours.ParseWall(end)
	if err != nil || endErr != nil || to.After(from) {
		return end
	}
	return to.Add(24 * time.Hour).Format(hours.WallLayout)
}

func isCSVFault(err error) bool {
	var fault *csv.ParseError
	return errors.As(err, &fault)
}

func badLine(err error) error {
	var fault *csv.ParseError
	errors.As(err, &fault)
	return invalid("validation_failed", fmt.Sprintf("line %d", fault.StartLine), "a quotation mark is missing or misplaced: %v", fault.Err)
}
