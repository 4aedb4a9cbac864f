package models

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"unicode"

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
		if err := tx.forgetWords(rec.ID); err != nil {
			return err
		}
		anew = append(anew, rec)
	}
	if err := tx.putWords(anew...); err != nil {
		return err
	}
	return tx.putTeamWords(anew...)
}

// forgetWords makes a record one that no text finds.
func (tx *Tx) forgetWords(recordID string) error {
	for _, query := range []string{"DELETE FROM record_words WHERE record_id = ?", "DELETE FROM team_words WHERE record_id = ?"} {
		if _, err := tx.exec(query, recordID); err != nil {
			return fmt.Errorf("forget words of a record: %w", err)
		}
	}
	return nil
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
			if err := tx.putTeamWords(found...); err != nil {
				return err
			}
			return tx.putFact(indexed, after)
		})
	}
	return wrapped("index records", err)
}
