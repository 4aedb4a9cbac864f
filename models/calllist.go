package models

import (
	"context"
	"fmt"
	"slices"
	"strings"
)

// RecordFilter says which records a list holds.
type RecordFilter struct {
	State    RecordState // empty for all
	Campaign string
	Phone    string // E.164
	External string
	Limit    int
	Cursor   string // the id after which it goes on
}

// Records lists records by id, and the cursor of the next page, empty at the end. The call list is the records that are callable.
func (s *Store) Records(ctx context.Context, f RecordFilter) ([]Record, string, error) {
	query := s.read.WithContext(ctx).Where("id > ?", f.Cursor)
	for column, value := range map[string]string{"state": string(f.State), "campaign": f.Campaign, "phone": f.Phone, "external_id": f.External} {
		if value != "" {
			query = query.Where(column+" = ?", value)
		}
	}
	var found []Record
	if err := query.Order("id").Limit(f.Limit + 1).Find(&found).Error; err != nil {
		return nil, "", fmt.Errorf("list records: %w", err)
	}
	if len(found) <= f.Limit {
		return found, "", nil
	}
	return found[:f.Limit], found[f.Limit-1].ID, nil
}

// Record returns one record by id, ErrNotFound when there is none.
func (s *Store) Record(ctx context.Context, id string) (*Record, error) {
	var rec Record
	err := s.read.WithContext(ctx).Where("id = ?", id).Take(&rec).Error
	if noRows(err) {
		return nil, fmt.Errorf("record %s: %w", cut(id, 40), ErrNotFound)
	}
	if err != nil {
		return nil, fmt.Errorf("get record: %w", err)
	}
	return &rec, nil
}

// Asking names a donor whom a dialer is about to ring: by external id, or by phone.
type Asking struct {
	ExternalID string
	Phone      string // as the dialer writes it
}

// Answer says whether a donor may be rung from the main list.
type Answer struct {
	Asking
	Callable bool
	Why      []string // dormant, closed, do_not_call, or unknown_record
}

// CheckCallList answers for many donors at once. A number that several records have is callable only if all of them are. A donor
// whom nobody knows is callable: there is no promise to keep.
func (s *Store) CheckCallList(ctx context.Context, asked []Asking) ([]Answer, error) {
	byExternal, byPhone := map[string][]RecordState{}, map[string][]RecordState{}
	phones := make([]string, len(asked))
	var externals, numbers []string
	for i, a := range asked {
		if a.ExternalID != "" {
			externals = append(externals, strings.TrimSpace(a.ExternalID)) // as records keep it
		} else if phone, err := NormalPhone(a.Phone, "", "phone"); err == nil {
			phones[i] = phone
			numbers = append(numbers, phone)
		}
	}
	if err := s.statesBy(ctx, "external_id", externals, byExternal); err != nil {
		return nil, err
	}
	if err := s.statesBy(ctx, "phone", numbers, byPhone); err != nil {
		return nil, err
	}
	if err := s.promisedNumbers(ctx, numbers, byPhone); err != nil {
		return nil, err
	}
	answers := make([]Answer, len(asked))
	for i, a := range asked {
		states := byExternal[strings.TrimSpace(a.ExternalID)]
		if a.ExternalID == "" {
			states = byPhone[phones[i]]
		}
		answers[i] = answer(a, states, a.ExternalID == "" && phones[i] == "")
	}
	return answers, nil
}

func answer(a Asking, states []RecordState, badPhone bool) Answer {
	result := Answer{Asking: a, Callable: true, Why: []string{}}
	if badPhone {
		return Answer{a, false, []string{"invalid_phone"}}
	}
	if len(states) == 0 {
		result.Why = append(result.Why, "unknown_record")
	}
	for _, state := range states {
		if state != RecordCallable {
			result.Callable = false
			result.Why = append(result.Why, string(state))
		}
	}
	return result
}

func (s *Store) statesBy(ctx context.Context, column string, keys []string, into map[string][]RecordState) error {
	if len(keys) == 0 {
		return nil
	}
	var rows []struct {
		K     string
		State RecordState
	}
	err := s.read.WithContext(ctx).Raw("SELECT DISTINCT "+column+" AS k, state FROM records WHERE "+column+" IN ? ORDER BY state", keys).Scan(&rows).Error
	if err != nil {
		return fmt.Errorf("check call list: %w", err)
	}
	for _, row := range rows {
		into[row.K] = append(into[row.K], row.State)
	}
	return nil
}

// promisedNumbers adds the numbers at which donors are to be rung that are not their records' own.
func (s *Store) promisedNumbers(ctx context.Context, numbers []string, into map[string][]RecordState) error {
	if len(numbers) == 0 {
		return nil
	}
	var found []string
	err := s.read.WithContext(ctx).Raw("SELECT DISTINCT phone FROM callbacks WHERE phone IN ? AND open_record_id IS NOT NULL", numbers).Scan(&found).Error
	if err != nil {
		return fmt.Errorf("check call list: %w", err)
	}
	for _, phone := range found {
		if !slices.Contains(into[phone], RecordDormant) {
			into[phone] = append(into[phone], RecordDormant)
		}
	}
	return nil
}

// Counts is how many callbacks are in each status, and how many of them need somebody's eye.
type Counts struct {
	ByStatus map[Status]int64
	Owed     int64 // open
	Overdue  int64 // open, window begun, no attempt yet
	Broken   int64 // of these, window and grace over
	Rejected int64 // messages that a person should look at
}

// Count counts for metrics and for the readiness report.
func (s *Store) Count(ctx context.Context) (Counts, error) {
	var rows []struct {
		Status Status
		N      int64
	}
	counts := Counts{ByStatus: map[Status]int64{}}
	if err := s.read.WithContext(ctx).Raw("SELECT status, COUNT(*) AS n FROM callbacks GROUP BY status").Scan(&rows).Error; err != nil {
		return counts, fmt.Errorf("count callbacks: %w", err)
	}
	for _, row := range rows {
		counts.ByStatus[row.Status] = row.N
		if row.Status.Open() {
			counts.Owed += row.N
		}
	}
	now := At(s.clock.Now())
	for _, q := range []struct {
		into  *int64
		query string
		args  []any
	}{
		{&counts.Overdue, owedWithout + "window_start <= ?", []any{now}},
		{&counts.Broken, owedWithout + "window_end < ?", []any{now.Add(-s.policy.Grace)}},
		{&counts.Rejected, "SELECT COUNT(*) FROM inbox WHERE state = ?", []any{InboxRejected}},
	} {
		if err := s.read.WithContext(ctx).Raw(q.query, q.args...).Scan(q.into).Error; err != nil {
			return counts, fmt.Errorf("count: %w", err)
		}
	}
	return counts, nil
}

// owedWithout begins the count of open callbacks without an attempt.
const owedWithout = "SELECT COUNT(*) FROM callbacks WHERE status IN ('scheduled','dispatching','queued','assigned') AND first_attempt_at IS NULL AND "
