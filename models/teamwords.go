package models

import (
	"fmt"

	"gorm.io/gorm"
)

// TeamWord is a word of a record of which a team has a promise, open or over. It finds what a common word means in one team, where walking all that
// the team has would find it late or never. A team that gave a promise away keeps the words: they only say where to look.
type TeamWord struct {
	Team     string `gorm:"primaryKey"`
	Word     string `gorm:"primaryKey"`
	RecordID string `gorm:"primaryKey"`
}

// showTeam makes a record findable among a team's, whose promise it now has.
func (tx *Tx) showTeam(team, recordID string) error {
	if team == "" {
		return nil
	}
	_, err := tx.exec(tx.store.dialect.insertNew+" team_words (team, word, record_id) SELECT ?, word, record_id FROM record_words WHERE record_id = ?", team, recordID)
	return wrapped("make record findable in its team", err)
}

// changeTeam is showTeam for a record that nobody holds yet: who renames it meanwhile waits, and sees the promise.
func (tx *Tx) changeTeam(team, recordID string) error {
	if team == "" {
		return nil
	}
	if _, err := tx.recordWhere("id = ?", recordID); err != nil {
		return err
	}
	return tx.showTeam(team, recordID)
}

// putTeamWords makes records findable in all teams that have promises of them.
func (tx *Tx) putTeamWords(records ...*Record) error {
	if len(records) == 0 {
		return nil
	}
	ids := make([]string, len(records))
	for i, rec := range records {
		ids[i] = rec.ID
	}
	_, err := tx.exec(tx.store.dialect.insertNew+" team_words (team, word, record_id) SELECT DISTINCT c.team, w.word, w.record_id"+
		" FROM callbacks c JOIN record_words w ON w.record_id = c.record_id WHERE c.record_id IN ? AND c.team <> ''", ids)
	return wrapped("make records findable in their teams", err)
}

// matchOfTeam looks words up among the records of a team's promises.
func (s *Store) matchOfTeam(db *gorm.DB, team string, words []string) (*match, error) {
	query := db.Table("team_words AS w0")
	for i := range words {
		query = query.Where(fmt.Sprintf("w%d.team = ?", i), team)
	}
	m := &match{words: words}
	return m, s.lookUp(m, query, "team_words")
}
