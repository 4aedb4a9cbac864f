package year

import (
	"database/sql"
	"errors"
	"log/slog"
	"time"

	"github.com/ringback/ringback/models"
)

// Plan says what is played.
type Plan struct {
	DatabaseURL string  // of an empty database, as RINGBACK_DATABASE_URL has it
	Beside      *sql.DB // the same database, for questions that do not go through the product
	Log         *slog.Logger
	Seed        uint64    // decides all that is left to chance
	From        time.Time // the first instant, a full hour, UTC
	Days        int
	Callbacks   int // promises in all, those that follow another included
	Agents      int
	Teams       int
}

func (p Plan) check() error {
	switch {
	case p.DatabaseURL == "", p.Beside == nil, p.Log == nil:
		return errors.New("plan: DatabaseURL, Beside and Log are required")
	case p.Days < 1, p.Callbacks < 1, p.Teams < 1, p.Agents < p.Teams, !p.From.Equal(p.From.Truncate(time.Hour)):
		return errors.New("plan: Days, Callbacks, Teams and Agents are 1 at least, From is a full hour")
	}
	return nil
}

// Report is what came of it.
type Report struct {
	Promises  int // that were made, by a booking or at the end of a call
	Refused   int // wishes for an hour that was refused; each took the first time that was offered
	Overrides int // promises outside calling hours, by the donor's recorded wish
	Dials     int
	Outside   int // of them, outside calling hours by an override
	Held      int // calls that the gate kept an agent from
	Broken    int // promises that were told as broken
	Audits    int // days that were found in order
	Verdicts  map[models.Verdict]int64
}
