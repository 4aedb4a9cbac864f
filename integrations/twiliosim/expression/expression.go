// Package expression reads and evaluates the boolean expressions of TaskRouter workflows, targets and queues.
//
// Supported: == != < > <= >= IN, NOT IN, HAS, CONTAINS, AND, OR, NOT, parentheses, numbers, true, false, null,
// strings in single or double quotes, lists on the right of IN, and attribute names nested with dots.
// Whatever else TaskRouter may understand is an error here, so that a test sees it when the expression is created.
package expression

import "fmt"

// Lookup gives the value of an attribute name as it is written ("cb_team", "worker.team", "conversations.outcome").
// Values are those of encoding/json: nil, bool, float64, string, []any, map[string]any. A missing one is nil.
type Lookup func(name string) any

// Expression is a parsed expression. It is immutable and may be evaluated by many goroutines at once.
type Expression struct {
	source string
	root   node
	names  []string
}

// Parse reads an expression. The error names the place, in bytes from the start, where it stopped making sense.
func Parse(source string) (*Expression, error) {
	tokens, err := scan(source)
	if err != nil {
		return nil, fmt.Errorf("read expression: %w", err)
	}
	p := &parser{tokens: tokens}
	root, err := p.expression(0)
	if err != nil {
		return nil, fmt.Errorf("read expression: %w", err)
	}
	if rest := p.peek(); rest.kind != tokenEnd {
		return nil, fmt.Errorf("read expression: %q at %d is not expected", rest.text, rest.at)
	}
	return &Expression{source: source, root: root, names: p.names}, nil
}

// Eval says whether the expression holds for the given attributes.
func (e *Expression) Eval(lookup Lookup) bool { return e.root.eval(lookup) }

// Names lists the attribute names the expression mentions, each once, in the order of first mention.
func (e *Expression) Names() []string { return e.names }

// String gives the expression as it was written.
func (e *Expression) String() string { return e.source }
