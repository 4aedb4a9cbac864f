package config

import (
	"fmt"
	"strings"
)

// Problem is one thing that is wrong with the settings.
type Problem struct {
	// Name is the environment variable, the flag (with its dashes), or the place
	// in the file, such as teams[1].timezone.
	Name string
	// Detail says what is wrong and what would be right. It holds no secret.
	Detail string
}

// Problems is the error that Load and ParseDirectory return: all that is wrong,
// in the order of the table in docs/CONFIGURATION.md, the file last.
type Problems []Problem

// Error has one line for each problem.
func (p Problems) Error() string {
	lines := make([]string, len(p))
	for i, one := range p {
		lines[i] = one.Name + ": " + one.Detail
	}
	return strings.Join(lines, "\n")
}

func (p *Problems) add(name, format string, args ...any) {
	*p = append(*p, Problem{Name: name, Detail: fmt.Sprintf(format, args...)})
}

// asError keeps an empty list from becoming an error that is not nil.
func (p Problems) asError() error {
	if len(p) == 0 {
		return nil
	}
	return p
}
