package models

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"

	"gorm.io/gorm"
)

// EndpointSetting is one endpoint as an administrator asks for it.
type EndpointSetting struct {
	ID          string // of one that is there; empty: a new one
	URL         string
	Description string
	Types       []NoticeType
	Thin        bool
	Disabled    bool
}

// Endpoints lists who is told of what, and the version of that list, 0 until one was saved.
func (s *Store) Endpoints(ctx context.Context) (list []Endpoint, version int, err error) {
	err = s.look(ctx, "list endpoints", func(tx *Tx) error {
		if version, err = tx.endpointVersion(); err != nil {
			return err
		}
		list, err = readEndpoints(tx.db)
		return err
	})
	return list, version, err
}

func (tx *Tx) endpointVersion() (int, error) {
	text, err := tx.fact(factEndpoints)
	if err != nil || text == "" {
		return 0, err
	}
	version, err := strconv.Atoi(text)
	return version, wrapped("read version of endpoints", err)
}

// SaveEndpoints makes a list of endpoints the one that holds, and returns it: those with an id are changed, those without are made,
// with a secret of their own, and those that are left out are removed, with what they were still to be told. base is the version that
// the change is based on, nil for any; another one is ErrVersion. With dry nothing is stored, and nothing new has a secret.
func (s *Store) SaveEndpoints(ctx context.Context, settings []EndpointSetting, base *int, dry bool) (list []Endpoint, made []string, err error) {
	var found problems
	if len(settings) > maxEndpoints {
		found.add(invalid("validation_failed", "items", "at most %d endpoints", maxEndpoints))
	}
	for i, e := range settings {
		found = append(found, s.endpointFaults(i, e)...)
	}
	if err := found.err(); err != nil {
		return nil, nil, err
	}
	err = s.inTx(ctx, "save endpoints", func(tx *Tx) error {
		list, made, err = tx.saveEndpoints(settings, base)
		if err == nil && dry {
			return errDry
		}
		return err
	})
	if errors.Is(err, errDry) {
		for i := range list {
			if slices.Contains(made, list[i].ID) {
				list[i].ID, list[i].Secret = "", ""
			}
		}
		return list, nil, nil
	}
	return list, made, err
}

// errDry rolls a change back that was only tried.
var errDry = errors.New("only tried")

func (tx *Tx) saveEndpoints(settings []EndpointSetting, base *int) ([]Endpoint, []string, error) {
	version, err := tx.nextEndpointVersion(base)
	if err != nil {
		return nil, nil, err
	}
	before, err := readEndpoints(tx.db)
	if err != nil {
		return nil, nil, err
	}
	var list []Endpoint
	var made, kept []string
	for i, setting := range settings {
		e, err := tx.putEndpoint(i, setting, before, kept)
		if err != nil {
			return nil, nil, err
		}
		if setting.ID == "" {
			made = append(made, e.ID)
		}
		list, kept = append(list, e), append(kept, e.ID)
	}
	for _, e := range before {
		if slices.Contains(kept, e.ID) {
			continue
		}
		if err := tx.dropEndpoint(e); err != nil {
			return nil, nil, err
		}
	}
	return list, made, tx.putFact(factEndpoints, strconv.Itoa(version))
}

// nextEndpointVersion is the version after the one that holds, whose row stays locked until the transaction ends.
func (tx *Tx) nextEndpointVersion(base *int) (int, error) {
	if _, err := tx.exec(tx.store.dialect.insertNew+" facts (name, value, updated_at) VALUES (?, '0', ?)", factEndpoints, tx.now); err != nil {
		return 0, err
	}
	var values []int
	if err := tx.db.Raw("SELECT value FROM facts WHERE name = ?"+tx.store.dialect.lock, factEndpoints).Scan(&values).Error; err != nil || len(values) != 1 {
		return 0, fmt.Errorf("read version of endpoints: %w", errors.Join(err, ErrStale))
	}
	if base != nil && *base != values[0] {
		return 0, ErrVersion
	}
	return values[0] + 1, nil
}

func (tx *Tx) putEndpoint(i int, setting EndpointSetting, before []Endpoint, kept []string) (Endpoint, error) {
	e := Endpoint{CreatedAt: tx.now}
	if setting.ID != "" {
		at := slices.IndexFunc(before, func(e Endpoint) bool { return e.ID == setting.ID })
		if at < 0 || slices.Contains(kept, setting.ID) {
			return e, invalid("validation_failed", fmt.Sprintf("items[%d].id", i), "no endpoint has this id, or two of the list have it; leave it out to make a new one")
		}
		e = before[at]
	}
	moved := e.URL != setting.URL || e.Disabled && !setting.Disabled
	e.URL, e.Description, e.Types.V, e.Thin, e.Disabled, e.UpdatedAt = setting.URL, setting.Description, setting.Types, setting.Thin, setting.Disabled, tx.now
	if moved { // a fresh start
		e.Failures, e.RestsUntil = 0, Instant{}
	}
	if setting.ID != "" {
		return e, wrapped("write endpoint", tx.db.Model(&e).Select("*").Omit("id", "created_at").Updates(&e).Error)
	}
	var err error
	if e.ID, err = newID("ep", tx.now.Time()); err != nil {
		return e, err
	}
	if e.Secret, err = newSigningSecret(); err != nil {
		return e, err
	}
	return e, wrapped("make endpoint", tx.db.Create(&e).Error)
}

// dropEndpoint removes an endpoint. What it was still to be told is parked, so that a person can see it was not.
func (tx *Tx) dropEndpoint(e Endpoint) error {
	if err := tx.db.Delete(&Endpoint{}, "id = ?", e.ID).Error; err != nil {
		return fmt.Errorf("remove endpoint: %w", err)
	}
	_, err := tx.exec("UPDATE deliveries SET state = ?, next_at = NULL, done_at = ?, error = ? WHERE endpoint_id = ? AND state = ?",
		DeliveryParked, tx.now, "the endpoint was removed", e.ID, DeliveryPending)
	return wrapped("park deliveries", err)
}

// RotateSecret gives an endpoint a new secret, beside which the one before signs for a day more. It returns the endpoint with it.
func (s *Store) RotateSecret(ctx context.Context, id string) (*Endpoint, error) {
	var e Endpoint
	err := s.inTx(ctx, "rotate secret", func(tx *Tx) error {
		if err := tx.locked().Where("id = ?", id).Take(&e).Error; err != nil {
			return endpointMissing(id, err)
		}
		secret, err := newSigningSecret()
		if err != nil {
			return err
		}
		e.PreviousSecret, e.PreviousUntil, e.Secret, e.UpdatedAt = e.Secret, tx.now.Add(endpointRotation), secret, tx.now
		err = tx.db.Model(&e).Select("secret", "previous_secret", "previous_until", "updated_at").Updates(&e).Error
		return wrapped("write endpoint", err)
	})
	return &e, err
}

func endpointMissing(id string, err error) error {
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return fmt.Errorf("endpoint %s: %w", cut(id, 40), ErrNotFound)
	}
	return fmt.Errorf("read endpoint: %w", err)
}
