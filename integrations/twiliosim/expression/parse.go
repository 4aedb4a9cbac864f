package expression

import (
	"fmt"
	"slices"
	"strconv"
)

// maxDepth bounds nesting, so that hostile input cannot exhaust the stack.
const maxDepth = 64

type parser struct {
	tokens []token
	next   int
	names  []string
}

func (p *parser) peek() token { return p.tokens[p.next] }

func (p *parser) take() token {
	t := p.tokens[p.next]
	if t.kind != tokenEnd {
		p.next++
	}
	return t
}

func (p *parser) accept(kind tokenKind, text string) bool {
	if t := p.peek(); t.kind != kind || t.text != text {
		return false
	}
	p.next++
	return true
}

// expression := conjunction { OR conjunction }
func (p *parser) expression(depth int) (node, error) {
	if depth > maxDepth {
		return nil, fmt.Errorf("nested deeper than %d", maxDepth)
	}
	left, err := p.conjunction(depth)
	if err != nil {
		return nil, err
	}
	some := anyOf{left}
	for p.accept(tokenWord, "OR") {
		right, err := p.conjunction(depth)
		if err != nil {
			return nil, err
		}
		some = append(some, right)
	}
	return some, nil
}

// conjunction := negation { AND negation }
func (p *parser) conjunction(depth int) (node, error) {
	left, err := p.negation(depth)
	if err != nil {
		return nil, err
	}
	all := allOf{left}
	for p.accept(tokenWord, "AND") {
		right, err := p.negation(depth)
		if err != nil {
			return nil, err
		}
		all = append(all, right)
	}
	return all, nil
}

// negation := NOT negation | ( expression ) | comparison
func (p *parser) negation(depth int) (node, error) {
	if depth > maxDepth {
		return nil, fmt.Errorf("nested deeper than %d", maxDepth)
	}
	if p.accept(tokenWord, "NOT") {
		inner, err := p.negation(depth + 1)
		if err != nil {
			return nil, err
		}
		return not{inner}, nil
	}
	if !p.accept(tokenSign, "(") {
		return p.comparison()
	}
	inner, err := p.expression(depth + 1)
	if err != nil {
		return nil, err
	}
	if !p.accept(tokenSign, ")") {
		return nil, fmt.Errorf("a closing parenthesis is missing at %d", p.peek().at)
	}
	return inner, nil
}

func (p *parser) comparison() (node, error) {
	left, err := p.operand()
	if err != nil {
		return nil, err
	}
	operator, err := p.operator()
	if err != nil {
		return nil, err
	}
	right, err := p.right(operator)
	if err != nil {
		return nil, err
	}
	return comparison{left: left, operator: operator, right: right}, nil
}

func (p *parser) operator() (string, error) {
	t := p.take()
	switch t.text {
	case "==", "!=", "<", ">", "<=", ">=", "IN", "HAS", "CONTAINS":
		if t.kind == tokenSign || t.kind == tokenWord {
			return t.text, nil
		}
	case "NOT":
		if t.kind == tokenWord && p.accept(tokenWord, "IN") {
			return "NOT IN", nil
		}
	}
	return "", fmt.Errorf("a comparison was expected at %d, not %q", t.at, t.text)
}

func (p *parser) right(operator string) (operand, error) {
	if operator == "IN" || operator == "NOT IN" {
		if p.accept(tokenSign, "[") {
			return p.list()
		}
	}
	return p.operand()
}

// list reads what follows the opening bracket.
func (p *parser) list() (operand, error) {
	values := []any{}
	for !p.accept(tokenSign, "]") {
		if len(values) > 0 && !p.accept(tokenSign, ",") {
			return operand{}, fmt.Errorf("a comma was expected at %d", p.peek().at)
		}
		item, err := p.operand()
		if err != nil {
			return operand{}, err
		}
		if item.name != "" {
			return operand{}, fmt.Errorf("a list may hold constants only, not %q", item.name)
		}
		values = append(values, item.value)
	}
	return operand{value: values}, nil
}

func (p *parser) operand() (operand, error) {
	t := p.take()
	switch t.kind {
	case tokenString:
		return operand{value: t.text}, nil
	case tokenNumber:
		number, err := strconv.ParseFloat(t.text, 64)
		if err != nil {
			return operand{}, fmt.Errorf("%q at %d is no number", t.text, t.at)
		}
		return operand{value: number}, nil
	case tokenName:
		return p.named(t.text), nil
	}
	return operand{}, fmt.Errorf("a value was expected at %d, not %q", t.at, t.text)
}

func (p *parser) named(name string) operand {
	switch name {
	case "true":
		return operand{value: true}
	case "false":
		return operand{value: false}
	case "null":
		return operand{}
	}
	if !slices.Contains(p.names, name) {
		p.names = append(p.names, name)
	}
	return operand{name: name}
}
