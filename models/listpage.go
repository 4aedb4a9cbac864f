package models

import (
	"context"
	"slices"

	"gorm.io/gorm"
)

// pageOf reads one page of a list: the ids first, by as many small questions as make each of them a walk along one index in the order of the list,
// and then the rows. One question with all its ORs would be answered by sorting all that it lets through.
func (s *Store) pageOf(ctx context.Context, f Filter) (*gorm.DB, error) {
	db := s.read.WithContext(ctx)
	var parts []any
	union := ""
	for _, b := range f.branches() {
		query, err := s.filtered(b.where(db.Table("callbacks").Select("callbacks.id, callbacks.due_at")), b.filter)
		if err != nil {
			return nil, err
		}
		if union != "" {
			union += " UNION "
		}
		union += "SELECT * FROM (?) AS branch"
		parts = append(parts, query.Limit(f.Limit+1))
	}
	order, page := "due_at, id", "callbacks.due_at, callbacks.id"
	if f.Newest {
		order, page = "id DESC", "callbacks.id DESC"
	}
	ids := db.Raw("SELECT id FROM ("+union+") AS found ORDER BY "+order+" LIMIT ?", append(parts, f.Limit+1)...)
	return s.listed(ctx).Joins("JOIN (?) AS page ON page.id = callbacks.id", ids).Order(page), nil
}

// branch is a part of a list: callbacks of one status, and that the viewer sees for one reason.
type branch struct {
	filter Filter
	seen   string // a condition; empty: none
	team   bool   // seen is of the viewer's team
	args   []any
	scope  func(*gorm.DB) *gorm.DB // in place of seen
}

func (b branch) where(query *gorm.DB) *gorm.DB {
	if b.scope != nil {
		return b.scope(query)
	}
	if b.seen == "" {
		return query
	}
	return query.Where(b.seen, b.args...)
}

// branches are all parts of a list. Together they are what the filter lets through, some of it maybe twice.
func (f Filter) branches() []branch {
	if f.text != nil && !f.text.common { // few: found by themselves
		return []branch{{filter: f, scope: f.Seen.scope}}
	}
	var all []branch
	for _, b := range f.Seen.reasons() {
		if m := f.textIn(b); m != nil && !m.common { // few in that team
			b.filter, b.filter.text = f, m
			all = append(all, b)
			continue
		}
		for _, statuses := range f.statusParts() {
			b.filter = f
			b.filter.Status = statuses
			all = append(all, b)
		}
	}
	return all
}

// textIn is what a common text means in a part of a list that lies within one team, if it does.
func (f Filter) textIn(b branch) *match {
	if f.text == nil || f.Team == "" && !b.team {
		return nil
	}
	return f.text.team
}

// reasons are those for which a viewer may see a callback; each has an index that begins with it.
func (v Seen) reasons() []branch {
	if v.WorkerSid == "" {
		return []branch{{}}
	}
	reasons := []branch{{seen: "callbacks.worker_sid = ?", args: []any{v.WorkerSid}}, {seen: "callbacks.assigned_sid = ?", args: []any{v.WorkerSid}}}
	if v.Team != "" {
		reasons = append(reasons, branch{seen: "callbacks.team = ? AND callbacks.agent_strict = ?", args: []any{v.Team, false}, team: true})
	}
	return reasons
}

// statusParts splits a list by status, where the indexes in due order begin with one: with any other condition beside the status, or with some
// statuses only. The newest are found by their ids, and the callbacks of one record or of long
// chains are few.
func (f Filter) statusParts() [][]Status {
	statuses := f.Status
	if f.Due != "" {
		if statuses == nil {
			statuses = OpenStatuses()
		}
		statuses = slices.DeleteFunc(slices.Clone(statuses), func(s Status) bool { return !s.Open() })
		if len(statuses) == 0 {
			return [][]Status{f.Status}
		}
	}
	if f.Newest || f.RecordID != "" || f.MinChain > 1 {
		return [][]Status{statuses}
	}
	if statuses == nil && f.Seen.WorkerSid == "" && f.Team == "" && f.WorkerSid == "" {
		return [][]Status{nil}
	}
	if statuses == nil {
		statuses = Statuses()
	}
	var parts [][]Status
	for _, status := range slices.Compact(slices.Sorted(slices.Values(statuses))) {
		parts = append(parts, []Status{status})
	}
	return parts
}
