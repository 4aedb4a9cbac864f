package models_test

import (
	"errors"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/ringback/ringback/models"
	"github.com/ringback/ringback/models/hours"
)

// ours is the set of policy short, with the same span on some days.
func ours(span string, days ...time.Weekday) hours.Set {
	set := hours.Set{ID: "short", Version: 1, Name: "Our own hours", Layer: hours.Policy, Holidays: hours.HolidayRule{Mode: hours.HolidaysAsWeekday}}
	parsed, err := hours.ParseSpan(span)
	if err != nil {
		panic(err)
	}
	for _, day := range days {
		set.Week[day] = []hours.Span{parsed}
	}
	return set
}

// only are rules by which everyone keeps to a set.
func only(set hours.Set) hours.Rules {
	return hours.Rules{Sets: []hours.Set{set}, Everyone: []string{set.ID}}
}

func (l *ledger) save(change models.PolicyChange) models.PolicyVersion {
	l.t.Helper()
	v, err := l.SavePolicy(l.ctx, change, models.Saving{Actor: "key:admin", Note: "why"})
	l.must(err)
	return v
}

// faults are the fields that an error of input names.
func (l *ledger) faults(err error) string {
	l.t.Helper()
	var bad *models.InvalidError
	if !errors.As(err, &bad) {
		l.t.Fatalf("not an error of input: %v", err)
	}
	fields := make([]string, len(bad.Problems))
	for i, p := range bad.Problems {
		if p.Code != "validation_failed" || p.Detail == "" {
			l.t.Errorf("problem %+v", p)
		}
		fields[i] = p.Field
	}
	return strings.Join(fields, " ")
}

func TestVersionsOfCallingHours(t *testing.T) {
	eachRuled(t, func(t *testing.T, l *ledger) {
		before, err := l.CallingHours(l.ctx)
		l.must(err)
		if before.Version != 0 || len(before.Rules.Sets) != 0 || before.Book.Legal("AU").ID != "au" {
			t.Fatalf("at first %+v", before.PolicyVersion)
		}
		friday, monday := only(ours("10:00-12:00", time.Friday)), only(ours("10:00-12:00", time.Monday))
		first := l.save(models.ReplaceCallingHours(friday))
		second := l.save(models.ReplaceCallingHours(monday))
		again := l.save(models.ReplaceCallingHours(monday))
		if first.Version != 1 || second.Version != 2 || again.Version != 2 || second.Origin != models.OriginAPI || second.CreatedBy != "key:admin" || second.Note != "why" {
			t.Fatalf("versions %+v, %+v, %+v", first, second, again)
		}
		_, err = l.SavePolicy(l.ctx, models.ReplaceCallingHours(friday), models.Saving{Actor: "key:admin", Version: &first.Version})
		if !errors.Is(err, models.ErrVersion) {
			t.Errorf("a save upon an old version: %v", err)
		}
		back := l.save(models.BackTo(models.PolicyCallingHours, 1))
		now, err := l.CallingHours(l.ctx)
		l.must(err)
		if back.Version != 3 || back.Digest != first.Digest || len(now.Rules.Sets[0].Week[time.Friday]) != 1 {
			t.Errorf("gone back to %+v", back)
		}
		shipped, err := l.SavePolicy(l.ctx, models.BackTo(models.PolicyCallingHours, 0), models.Saving{Actor: "key:admin"})
		l.must(err)
		if shipped.Version != 4 || shipped.Body != "{}" || shipped.Note != "back to version 0" {
			t.Errorf("gone back to what ships: %+v", shipped)
		}
		_, err = l.SavePolicy(l.ctx, models.BackTo(models.PolicyCallingHours, 9), models.Saving{Actor: "key:admin"})
		if got := l.faults(err); got != "version" {
			t.Errorf("faults %q", got)
		}
	})
}

func TestVersionsAreListedInPages(t *testing.T) {
	eachRuled(t, func(t *testing.T, l *ledger) {
		for _, span := range []string{"09:00-10:00", "10:00-11:00", "11:00-12:00"} {
			l.save(models.ReplaceCallingHours(only(ours(span, time.Friday))))
		}
		var numbers []int
		for below := 0; ; {
			found, next, err := l.PolicyVersions(l.ctx, models.PolicyCallingHours, below, 2)
			l.must(err)
			for _, v := range found {
				numbers = append(numbers, v.Version)
				if v.Body != "" {
					t.Error("a list holds bodies")
				}
			}
			if below = next; below == 0 {
				break
			}
		}
		if !slices.Equal(numbers, []int{3, 2, 1}) {
			t.Errorf("versions %v", numbers)
		}
		one, err := l.PolicyVersion(l.ctx, models.PolicyCallingHours, 2)
		l.must(err)
		if rules, err := one.Rules(); err != nil || rules.Sets[0].Week[time.Friday][0].From != 600 {
			t.Errorf("version 2 is %+v, %v", rules, err)
		}
		if _, err := l.PolicyVersion(l.ctx, models.PolicyTeams, 1); !errors.Is(err, models.ErrNotFound) {
			t.Errorf("a version that is not there: %v", err)
		}
	})
}

// Of those who save upon the same version at once, one wins; those who name no version come one after the other.
func TestSavingAtOnce(t *testing.T) {
	eachRuled(t, func(t *testing.T, l *ledger) {
		const people = 6
		days := func(i int) models.PolicyChange {
			return models.CloseDays([]hours.ClosedDay{{Date: hours.Date{Year: 2027, Month: time.January, Day: i + 1}}})
		}
		var won, lost atomic.Int64
		base := 0
		together(people, func(i int) {
			_, err := l.SavePolicy(l.ctx, days(i), models.Saving{Actor: "test", Version: &base})
			switch {
			case err == nil:
				won.Add(1)
			case errors.Is(err, models.ErrVersion):
				lost.Add(1)
			default:
				t.Error(err)
			}
		})
		if won.Load() != 1 || lost.Load() != people-1 {
			t.Errorf("%d won and %d lost", won.Load(), lost.Load())
		}
		together(people, func(i int) {
			if _, err := l.SavePolicy(l.ctx, days(people+i), models.Saving{Actor: "test"}); err != nil {
				t.Error(err)
			}
		})
		if v, err := l.PolicyInForce(l.ctx, models.PolicyCallingHours); err != nil || v.Version != 1+people {
			t.Errorf("version %d, %v", v.Version, err)
		}
	})
}
