package models

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"unicode"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"
)

// RecordWord is a word by which a record is searched for: of its name or its external id, in lower case, or its number. Whatever somebody types is
// looked for at the beginning of words, which an index can do; in the middle of them it could only be found by reading every record.
type RecordWord struct {
	Word     string `gorm:"primaryKey"`
	RecordID string `gorm:"primaryKey"`
}

// The bounds of a record's words. The column has room for 64 characters.
const (
	maxWords    = 16
	maxWordSize = 60
)

// backwards marks a number whose digits are kept in reverse, so that it can be found by its end.
const backwards = "~"

// words are those of a record.
func (r *Record) words() []string {
	list := splitWords(r.Name)
	if external := strings.ToLower(string(r.ExternalID)); external != "" {
		list = append(append(list, cut(external, maxWordSize)), splitWords(external)...)
	}
	list = list[:min(len(list), maxWords-2)]
	if digits := strings.TrimPrefix(r.Phone, "+"); digits != "" {
		list = append(list, digits, backwards+reversed(digits))
	}
	slices.Sort(list)
	return slices.Compact(list)
}

// splitWords are the runs of letters and digits of a text, in lower case.
func splitWords(text string) []string {
	list := strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r) })
	for i, word := range list {
		list[i] = cut(word, maxWordSize)
	}
	return list
}

func reversed(text string) string {
	runes := []rune(text)
	slices.Reverse(runes)
	return string(runes)
}

// wordsAtOnce bounds one statement that writes words.
const wordsAtOnce = 500

// putWords makes records findable that are new.
func (tx *Tx) putWords(records ...*Record) error {
	var list []RecordWord
	for _, rec := range records {
		for _, word := range rec.words() {
			list = append(list, RecordWord{word, rec.ID})
		}
	}
	for part := range slices.Chunk(list, wordsAtOnce) {
		if err := tx.db.Clauses(clause.OnConflict{DoNothing: true}).Create(&part).Error; err != nil {
			return fmt.Errorf("make records findable: %w", err)
		}
	}
	return nil
}

// changeWords makes records findable by what they are called now. Those whose words stay cost one question for all.
func (tx *Tx) changeWords(records ...*Record) error {
	ids := make([]string, len(records))
	for i, rec := range records {
		ids[i] = rec.ID
	}
	for part := range slices.Chunk(ids, wordsAtOnce) {
		var known []RecordWord
		if err := tx.db.Where("record_id IN ?", part).Find(&known).Error; err != nil {
			return fmt.Errorf("read words of records: %w", err)
		}
		has := map[string][]string{}
		for _, w := range known {
			has[w.RecordID] = append(has[w.RecordID], w.Word)
		}
		if err := tx.replaceWords(records, part, has); err != nil {
			return err
		}
	}
	return nil
}

func (tx *Tx) replaceWords(records []*Record, ids []string, has map[string][]string) error {
	var anew []*Record
	for _, rec := range records {
		if !slices.Contains(ids, rec.ID) {
			continue
		}
		slices.Sort(has[rec.ID])
		if slices.Equal(has[rec.ID], rec.words()) {
			continue
		}
		if _, err := tx.exec("DELETE FROM record_words WHERE record_id = ?", rec.ID); err != nil {
			return fmt.Errorf("forget words of a record: %w", err)
		}
		anew = append(anew, rec)
	}
	return tx.putWords(anew...)
}

// indexed is the fact that every record of before the words has some.
const indexed = "records_indexed"

// IndexRecords makes all records findable that were there before there were words, once, and otherwise does nothing. It goes on where one that was
// broken off stopped.
func (s *Store) IndexRecords(ctx context.Context) error {
	after, err := s.fact(ctx, indexed)
	for err == nil && after != "all" {
		var found []*Record
		if err = s.read.WithContext(ctx).Where("id > ?", after).Order("id").Limit(wordsAtOnce).Find(&found).Error; err != nil {
			break
		}
		if after = "all"; len(found) == wordsAtOnce {
			after = found[len(found)-1].ID
		}
		err = s.inTx(ctx, "index records", func(tx *Tx) error {
			if err := tx.putWords(found...); err != nil {
				return err
			}
			return tx.putFact(indexed, after)
		})
	}
	return wrapped("index records", err)
}

// rareEnough is how many records may match for their callbacks to be looked up one by one; of more, the list is walked in its own order until a page
// is full.
const rareEnough = 5000

// match is what a text was found to mean.
type match struct {
	callback string   // it is the id of one
	records  []string // whose words begin with it, when they are few
	common   bool     // there are more
	words    []string
}

// match looks a text up: each of its words must be the beginning of one of the record's, or the end of its number.
func (s *Store) match(ctx context.Context, text string) (*match, error) {
	text = strings.TrimSpace(text)
	if strings.HasPrefix(text, "cb_") {
		return &match{callback: text}, nil
	}
	m := &match{words: splitWords(text)}
	if strings.Trim(text, "+0123456789 ()-./") == "" { // a number as people write it
		m.words = []string{strings.Join(m.words, "")}
	}
	if strings.Join(m.words, "") == "" || len(m.words) > maxWords {
		return &match{}, nil
	}
	db := s.read.WithContext(ctx)
	if len(m.words) > 1 && !strings.ContainsFunc(text, unicode.IsSpace) {
		// An id such as D-1 is meant as a whole: its parts alone would find D-12 too, and D-D would find every donor of the D's.
		if err := db.Table("record_words").Select("record_id").Where("word = ?", strings.ToLower(text)).Limit(s.rare).Scan(&m.records).Error; err != nil {
			return nil, fmt.Errorf("search: %w", err)
		}
		if len(m.records) > 0 {
			return m, nil
		}
	}
	query := db.Table("record_words AS w0").Select("w0.record_id")
	for i, word := range m.words {
		if name := fmt.Sprintf("w%d", i); i == 0 {
			query = beginsWith(query, name, word)
		} else {
			query = beginsWith(query.Joins("JOIN record_words AS "+name+" ON "+name+".record_id = w0.record_id"), name, word)
		}
	}
	if err := query.Limit(s.rare + 1).Scan(&m.records).Error; err != nil {
		return nil, fmt.Errorf("search: %w", err)
	}
	m.common = len(m.records) > s.rare
	return m, nil
}

// last is behind every character of a word.
const last = "\U0010ffff"

func beginsWith(query *gorm.DB, table, word string) *gorm.DB {
	condition := table + ".word >= ? AND " + table + ".word < ?"
	if strings.Trim(word, "0123456789") != "" {
		return query.Where(condition, word, word+last)
	}
	end := backwards + reversed(strings.TrimLeft(word, "0")) // 0491 570 156 is the end of +61491570156
	if end == backwards {
		return query.Where(condition, word, word+last)
	}
	return query.Where("("+condition+" OR "+condition+")", word, word+last, end, end+last)
}

// where limits callbacks to those that were matched.
func (m *match) where(query *gorm.DB) *gorm.DB {
	switch {
	case m.callback != "":
		return query.Where("callbacks.id = ?", m.callback)
	case !m.common && len(m.records) == 0:
		return query.Where("1 = 0")
	case !m.common:
		return query.Where("callbacks.record_id IN ?", m.records)
	}
	for _, word := range m.words {
		found := query.Session(&gorm.Session{NewDB: true}).Table("record_words AS w").Select("1").Where("w.record_id = callbacks.record_id")
		query = query.Where("EXISTS (?)", beginsWith(found, "w", word))
	}
	return query
}
