package expression

import (
	"slices"
	"strings"
)

type node interface{ eval(Lookup) bool }

type anyOf []node

func (n anyOf) eval(lookup Lookup) bool {
	return slices.ContainsFunc(n, func(part node) bool { return part.eval(lookup) })
}

type allOf []node

func (n allOf) eval(lookup Lookup) bool {
	return !slices.ContainsFunc(n, func(part node) bool { return !part.eval(lookup) })
}

type not struct{ inner node }

func (n not) eval(lookup Lookup) bool { return !n.inner.eval(lookup) }

// operand is an attribute name, or a constant when the name is empty.
type operand struct {
	name  string
	value any
}

func (o operand) get(lookup Lookup) any {
	if o.name == "" {
		return o.value
	}
	return lookup(o.name)
}

type comparison struct {
	left     operand
	operator string
	right    operand
}

func (c comparison) eval(lookup Lookup) bool {
	left, right := c.left.get(lookup), c.right.get(lookup)
	switch c.operator {
	case "==":
		return equal(left, right)
	case "!=":
		return !equal(left, right)
	case "IN":
		return has(right, left)
	case "NOT IN":
		return !has(right, left)
	case "HAS":
		return has(left, right)
	case "CONTAINS":
		return contains(left, right)
	}
	return ordered(left, right, c.operator)
}

// equal compares scalars of one kind; no kind is converted into another.
func equal(left, right any) bool {
	switch l := left.(type) {
	case nil:
		return right == nil
	case bool:
		r, ok := right.(bool)
		return ok && l == r
	case float64:
		r, ok := right.(float64)
		return ok && l == r
	case string:
		r, ok := right.(string)
		return ok && l == r
	}
	return false
}

// has is false when the holder is no list, as in TaskRouter, where it silently never matches.
func has(holder, item any) bool {
	list, ok := holder.([]any)
	return ok && slices.ContainsFunc(list, func(member any) bool { return equal(member, item) })
}

func contains(text, part any) bool {
	t, isText := text.(string)
	p, isPart := part.(string)
	return isText && isPart && strings.Contains(t, p)
}

func ordered(left, right any, operator string) bool {
	if l, ok := left.(float64); ok {
		r, ok := right.(float64)
		return ok && sign(l, r, operator)
	}
	if l, ok := left.(string); ok {
		r, ok := right.(string)
		return ok && sign(l, r, operator)
	}
	return false
}

func sign[T float64 | string](left, right T, operator string) bool {
	switch operator {
	case "<":
		return left < right
	case ">":
		return left > right
	case "<=":
		return left <= right
	}
	return left >= right
}
