package scheduler

import (
	"context"
	"errors"
	"fmt"

	"github.com/ringback/ringback/models"
)

// importBatch is how many files are gone on with in one run.
const importBatch = 5

// imports puts files in force that were read to their end, and clears away what finished ones leave.
func (s *Scheduler) imports(ctx context.Context) (Result, error) {
	work, err := s.store.ImportsToDo(ctx, importBatch)
	if err != nil {
		return Result{}, err
	}
	result := Result{Found: len(work)}
	var failed []error
	for _, w := range work {
		if err := s.goOn(ctx, w); err != nil {
			failed = append(failed, fmt.Errorf("import %s: %w", w.ID, err))
			continue
		}
		result.Done++
	}
	if len(work) > 0 {
		s.Wake()
	}
	return result, errors.Join(failed...)
}

func (s *Scheduler) goOn(ctx context.Context, w models.ImportWork) error {
	if w.State == models.ImportApplying {
		_, err := s.store.ApplyImport(ctx, w.ID)
		return err
	}
	return s.store.ClearImport(ctx, w.ID)
}
