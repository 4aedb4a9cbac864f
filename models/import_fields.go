package models

import (
	"encoding/json"
	"slices"
	"strings"

	"github.com/ringback/ringback/models/hours"
)

// recordColumns are the names that a row of records may have.
func recordColumns() []string {
	return []string{"external_id", "name", "phone", "timezone", "region", "campaign", "team", "do_not_call", "preference"}
}

// rowFields reads the fields of one row, and gathers what is wrong with them.
type rowFields struct {
	fields map[string]json.RawMessage
	found  problems
}

func (f *rowFields) fault(name, format string, args ...any) {
	f.found.add(invalid("validation_failed", name, format, args...))
}

// only refuses fields that do not exist: a misspelt one would be lost without a word.
func (f *rowFields) only(known []string) {
	for name := range f.fields {
		if !slices.Contains(known, name) {
			f.fault(cut(name, 40), "is not a field; there are %s", strings.Join(known, ", "))
		}
	}
}

// text reads text; most is how many characters of it there may be. What begins like a spreadsheet's formula is text like any other.
func (f *rowFields) text(name string, most int) string {
	raw, ok := f.fields[name]
	if !ok || string(raw) == "null" {
		return ""
	}
	var text string
	if err := json.Unmarshal(raw, &text); err != nil {
		f.fault(name, "must be text")
		return ""
	}
	text = strings.TrimSpace(text)
	if len([]rune(text)) > most {
		f.fault(name, "at most %d characters", most)
	}
	return text
}

// flag reads yes or no, as JSON or in the words that spreadsheets have for it; false when it is not there.
func (f *rowFields) flag(name string) bool {
	raw, ok := f.fields[name]
	if !ok || string(raw) == "null" {
		return false
	}
	switch strings.ToLower(strings.Trim(string(raw), `"`)) {
	case "true", "yes", "y", "1":
		return true
	case "false", "no", "n", "0", "":
		return false
	}
	f.fault(name, "must be true or false")
	return false
}

// wish reads a standing preference: an object, or in a CSV cell its JSON.
func (f *rowFields) wish(name string) *hours.Preference {
	raw, ok := f.fields[name]
	if !ok || string(raw) == "null" {
		return nil
	}
	var text string
	if json.Unmarshal(raw, &text) == nil {
		raw = json.RawMessage(text)
	}
	var wish *hours.Preference
	if err := json.Unmarshal(raw, &wish); err != nil {
		f.fault(name, "must be a preference as a record has it, in JSON")
	}
	return wish
}

// recordRef reads the fields of a record.
func (f *rowFields) recordRef() RecordRef {
	return RecordRef{ExternalID: f.text("external_id", 128), Name: f.text("name", 200), Phone: f.text("phone", 64), Timezone: f.text("timezone", 64),
		Region: f.text("region", 10), Campaign: f.text("campaign", 100), Team: f.text("team", 64), Preference: f.wish("preference")}
}

// recordRow checks a row of records and brings it to the form in which it is put in force.
func (s *Store) recordRow(fields map[string]json.RawMessage) (ImportRow, error) {
	f := rowFields{fields: fields}
	f.only(recordColumns())
	ref := f.recordRef()
	row := ImportRow{DoNotCall: f.flag("do_not_call")}
	if ref.ExternalID == "" && ref.Phone == "" {
		f.fault("external_id", "give external_id or phone: a record with neither could never be found again")
	}
	f.found.addIn(s.normalise(&ref), "record.")
	if err := f.found.err(); err != nil {
		return row, err
	}
	row.RowKey, row.ExternalID = OptionalKey("e:"+ref.ExternalID), OptionalKey(ref.ExternalID)
	if ref.ExternalID == "" {
		row.RowKey, row.Identity = OptionalKey("p:"+ref.Phone), OptionalKey(ref.Phone)
	}
	row.Name, row.Phone, row.Timezone, row.Region = ref.Name, ref.Phone, ref.Timezone, ref.Region
	row.Campaign, row.Team, row.Preference.V = ref.Campaign, ref.Team, ref.Preference
	return row, nil
}

// ref is what the row says of its record.
func (r ImportRow) ref() RecordRef {
	return RecordRef{ExternalID: string(r.ExternalID), Name: r.Name, Phone: r.Phone, Timezone: r.Timezone, Region: r.Region, Campaign: r.Campaign, Team: r.Team,
		Preference: r.Preference.V}
}

// addIn adds what is wrong, with the fields named without a prefix.
func (p *problems) addIn(err error, prefix string) {
	before := len(*p)
	p.add(err)
	for i := before; i < len(*p); i++ {
		(*p)[i].Field = strings.TrimPrefix((*p)[i].Field, prefix)
	}
}
