package models

import (
	"context"
	"fmt"

	"gorm.io/gorm"
)

// Broken is an invariant of the ledger that live data breaks. It should never be seen; each is a fault in Ringback or a hand in the database.
type Broken struct {
	Rule string   // what should hold
	IDs  []string // what breaks it, 20 at most
}

// invariants are questions for what must not be there. Each reads whole tables: they are for looking, now and then.
func invariants() []struct{ rule, query string } {
	return []struct{ rule, query string }{
		{"a record has one open callback at most",
			"SELECT record_id FROM callbacks WHERE closed_at IS NULL GROUP BY record_id HAVING COUNT(*) > 1 LIMIT 20"},
		{"a record with an open callback is dormant",
			"SELECT r.id FROM records r JOIN callbacks c ON c.record_id = r.id WHERE c.closed_at IS NULL AND r.state <> 'dormant' LIMIT 20"},
		{"a dormant record has an open callback",
			"SELECT r.id FROM records r WHERE r.state = 'dormant' AND NOT EXISTS (SELECT 1 FROM callbacks c WHERE c.record_id = r.id AND c.closed_at IS NULL) LIMIT 20"},
		{"a callback is closed when its status is, and holds its record until then",
			"SELECT id FROM callbacks WHERE (closed_at IS NULL) <> (status IN ('scheduled', 'dispatching', 'queued', 'assigned')) OR (closed_at IS NULL) <> (open_record_id IS NOT NULL) LIMIT 20"},
		{"each version of a callback is one line of the ledger",
			"SELECT c.id FROM callbacks c WHERE c.version <> (SELECT COUNT(*) FROM events e WHERE e.callback_id = c.id) LIMIT 20"},
		{"the ledger's last line is what the callback is",
			"SELECT c.id FROM callbacks c JOIN events e ON e.callback_id = c.id AND e.seq = c.version WHERE e.after_status <> c.status LIMIT 20"},
	}
}

// BrokenInvariants asks the ledger for what must not be there, and whether its books balance. Nothing is the good answer.
func (s *Store) BrokenInvariants(ctx context.Context) ([]Broken, error) {
	var all []Broken
	err := s.snapshot(ctx, func(db *gorm.DB) error {
		for _, one := range invariants() {
			var ids []string
			if err := db.Raw(one.query).Scan(&ids).Error; err != nil {
				return fmt.Errorf("%s: %w", one.rule, err)
			}
			if len(ids) > 0 {
				all = append(all, Broken{one.rule, ids})
			}
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("check invariants: %w", err)
	}
	balance, err := s.Balance(ctx, AtMillis(0), At(s.clock.Now().AddDate(1, 0, 0)))
	if err != nil {
		return nil, err
	}
	if off := balance.Off(); off != 0 {
		all = append(all, Broken{Rule: fmt.Sprintf("every promise has one verdict (the books are off by %d)", off)})
	}
	return all, nil
}

// Connection is how the database treats this program's connections.
type Connection struct {
	Isolation string // READ-COMMITTED; empty on SQLite, which has one writer
	Zone      string // +00:00; empty on SQLite, which has none
}

// Connection asks the database for it.
func (s *Store) Connection(ctx context.Context) (Connection, error) {
	var found Connection
	if s.dialect.name == "sqlite" {
		return found, nil
	}
	variable := "@@transaction_isolation"
	if s.dialect.name == "mariadb" {
		variable = "@@tx_isolation"
	}
	row := s.read.WithContext(ctx).Raw("SELECT " + variable + ", @@time_zone").Row()
	if err := row.Scan(&found.Isolation, &found.Zone); err != nil {
		return found, fmt.Errorf("ask for the connection's settings: %w", err)
	}
	return found, nil
}
