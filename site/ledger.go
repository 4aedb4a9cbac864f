package site

import (
	"context"
	"slices"

	"github.com/ringback/ringback/doctor"
)

func (s *Site) lookAtLedger(ctx context.Context) doctor.Database {
	found := doctor.Database{Err: s.cfg.NoStore}
	if s.store == nil {
		return found
	}
	if err := s.readDatabase(ctx, &found); err != nil {
		found.Err = err.Error()
	}
	return found
}

// readDatabase reads rows only of a schema it knows.
func (s *Site) readDatabase(ctx context.Context, found *doctor.Database) (err error) {
	found.Server = s.store.Server()
	if found.Has, found.Brings, err = s.store.SchemaVersion(ctx); err != nil || found.Has != found.Brings {
		return err
	}
	if found.Connection, err = s.store.Connection(ctx); err != nil {
		return err
	}
	if found.Broken, err = s.store.BrokenInvariants(ctx); err != nil {
		return err
	}
	if found.Teams, err = s.store.Teams(ctx); err != nil {
		return err
	}
	if found.Agents, err = s.store.Agents(ctx); err != nil {
		return err
	}
	found.Overridden, err = s.overridden(ctx)
	return err
}

// overridden are the sections of the file whose version in force did not come from it.
func (s *Site) overridden(ctx context.Context) ([]string, error) {
	var names []string
	for _, kind := range s.cfg.Sections {
		version, err := s.store.PolicyInForce(ctx, kind)
		if err != nil {
			return nil, err
		}
		if version.Version > 0 && version.CreatedBy != "file" {
			names = append(names, string(kind))
		}
	}
	slices.Sort(names)
	return names, nil
}
