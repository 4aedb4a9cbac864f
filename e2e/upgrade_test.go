package e2e_test

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/ringback/ringback/app"
	"github.com/ringback/ringback/models"
)

// A newer version has migrated the database beside an instance that runs: that one goes on, and stays in service until it is stopped. Started
// again it refuses, and changes nothing.
func TestOlderInstanceBesideANewerSchema(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.migrateFurther()
		cb := w.callMeLater("Maya", "callback_queue", 5*time.Minute)
		_, answer := w.ask("GET", "/readyz", nil)
		if !strings.Contains(fmt.Sprint(answer["checks"]), "name:migrations ok:true") {
			t.Errorf("out of service: %v", answer)
		}
		second, err := app.New(w.ctx, w.cfg, app.Options{Clock: w.clock, Log: w.logs.logger(), Version: "test"})
		if !errors.Is(err, models.ErrNewerSchema) || second != nil {
			t.Errorf("a second one started: %v", err)
		}
		w.forward(6 * time.Minute)
		w.ring(w.ownTask(cb.ID).Sid, outcome("contacted"))
		w.want(cb.ID, models.Completed, models.Contacted)
	})
}

// migrateFurther does to the database what a newer version does that brings a table and a column more.
func (w *world) migrateFurther() {
	w.t.Helper()
	db, err := sql.Open(beside(w.cfg.DatabaseURL))
	w.must(err)
	for _, statement := range []string{"CREATE TABLE newer (id INTEGER NOT NULL PRIMARY KEY)", "ALTER TABLE callbacks ADD COLUMN newer INTEGER NOT NULL DEFAULT 0",
		"INSERT INTO goose_db_version (version_id, is_applied) VALUES (99999, TRUE)"} {
		_, err := db.ExecContext(context.WithoutCancel(w.ctx), statement)
		w.must(err)
	}
	w.must(db.Close())
}
