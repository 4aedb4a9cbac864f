package expression

import "strings"

// Value walks nested attributes along a dotted name. A key that itself holds dots is found first.
func Value(attributes map[string]any, name string) any {
	if value, ok := attributes[name]; ok {
		return value
	}
	head, rest, nested := strings.Cut(name, ".")
	if !nested {
		return nil
	}
	inner, ok := attributes[head].(map[string]any)
	if !ok {
		return nil
	}
	return Value(inner, rest)
}
