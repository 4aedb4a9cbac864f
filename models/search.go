package models

import (
	"context"
	"fmt"
	"strings"
	"unicode"

	"gorm.io/gorm"
)

// rareEnough is how many records may match for their callbacks to be looked up one by one; of more, the list is walked in its own order until a page
// is full.
const rareEnough = 5000

// match is what a text was found to mean.
type match struct {
	callback string   // it is the id of one
	records  []string // whose words begin with it, when they are few
	common   bool     // there are more
	words    []string
	team     *match // of the same text, among the promises of the one team that is asked for or seen; looked up when it is common otherwise
}

// match looks a text up: each of its words must be the beginning of one of the record's, or the end of its number. team is the one whose promises
// are asked for, or that the caller sees beside their own; empty for none.
func (s *Store) match(ctx context.Context, text, team string) (m *match, err error) {
	text = strings.TrimSpace(text)
	if strings.HasPrefix(text, "cb_") {
		return &match{callback: text}, nil
	}
	m = &match{words: splitWords(text)}
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
	if err := s.lookUp(m, db.Table("record_words AS w0"), "record_words"); err != nil {
		return nil, err
	}
	if m.common && team != "" {
		m.team, err = s.matchOfTeam(db, team, m.words)
	}
	return m, err
}

// lookUp finds the records of which each word is in a table of words, named w0 in query. Of a common text it reads but one, the first that is too many.
func (s *Store) lookUp(m *match, query *gorm.DB, table string) error {
	query = query.Select("w0.record_id")
	for i, word := range m.words {
		name := fmt.Sprintf("w%d", i)
		if i > 0 {
			query = query.Joins("JOIN " + table + " AS " + name + " ON " + name + ".record_id = w0.record_id")
		}
		query = beginsWith(query, name, word)
	}
	var beyond []string
	err := query.Session(&gorm.Session{}).Offset(s.rare).Limit(1).Scan(&beyond).Error
	if m.common = len(beyond) > 0; err == nil && !m.common {
		err = query.Session(&gorm.Session{}).Limit(s.rare + 1).Scan(&m.records).Error
		m.common = len(m.records) > s.rare // one more has come meanwhile
	}
	return wrapped("search", err)
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
