package expression

import (
	"fmt"
	"strings"
)

type tokenKind int

const (
	tokenEnd tokenKind = iota
	tokenName
	tokenWord // AND, OR, NOT, IN, HAS, CONTAINS
	tokenNumber
	tokenString
	tokenSign // comparison signs, parentheses, brackets, comma
)

type token struct {
	kind tokenKind
	text string
	at   int
}

// maxLength bounds what is scanned; a whole workflow configuration is limited to about 1 MB by TaskRouter.
const maxLength = 1 << 16

func scan(source string) ([]token, error) {
	if len(source) > maxLength {
		return nil, fmt.Errorf("longer than %d bytes", maxLength)
	}
	var tokens []token
	for at := 0; at < len(source); {
		if strings.IndexByte(" \t\r\n", source[at]) >= 0 {
			at++
			continue
		}
		next, end, err := scanOne(source, at)
		if err != nil {
			return nil, err
		}
		tokens = append(tokens, next)
		at = end
	}
	return append(tokens, token{kind: tokenEnd, at: len(source)}), nil
}

func scanOne(source string, at int) (token, int, error) {
	c := source[at]
	switch {
	case c == '\'' || c == '"':
		return scanString(source, at)
	case isDigit(c) || c == '-' && at+1 < len(source) && isDigit(source[at+1]):
		return scanNumber(source, at)
	case isLetter(c):
		return scanName(source, at)
	}
	return scanSign(source, at)
}

func scanString(source string, at int) (token, int, error) {
	quote := source[at]
	var text strings.Builder
	for i := at + 1; i < len(source); i++ {
		switch {
		case source[i] == quote:
			return token{kind: tokenString, text: text.String(), at: at}, i + 1, nil
		case source[i] == '\\' && i+1 < len(source):
			i++
			text.WriteByte(source[i])
		default:
			text.WriteByte(source[i])
		}
	}
	return token{}, 0, fmt.Errorf("string at %d has no end", at)
}

func scanNumber(source string, at int) (token, int, error) {
	end := at + 1
	for end < len(source) && (isDigit(source[end]) || source[end] == '.') {
		end++
	}
	return token{kind: tokenNumber, text: source[at:end], at: at}, end, nil
}

func scanName(source string, at int) (token, int, error) {
	end := at + 1
	for end < len(source) && (isLetter(source[end]) || isDigit(source[end]) || source[end] == '.') {
		end++
	}
	text := source[at:end]
	// TaskRouter has no hyphens in names: there they break in silence, here in plain sight.
	if end < len(source) && source[end] == '-' {
		return token{}, 0, fmt.Errorf("name %q at %d continues with a hyphen, which is not supported", text, at)
	}
	if strings.HasSuffix(text, ".") || strings.Contains(text, "..") {
		return token{}, 0, fmt.Errorf("name %q at %d has an empty part", text, at)
	}
	switch text {
	case "AND", "OR", "NOT", "IN", "HAS", "CONTAINS":
		return token{kind: tokenWord, text: text, at: at}, end, nil
	}
	return token{kind: tokenName, text: text, at: at}, end, nil
}

func scanSign(source string, at int) (token, int, error) {
	if at+2 <= len(source) {
		switch two := source[at : at+2]; two {
		case "==", "!=", "<=", ">=":
			return token{kind: tokenSign, text: two, at: at}, at + 2, nil
		}
	}
	if strings.IndexByte("<>()[],", source[at]) < 0 {
		return token{}, 0, fmt.Errorf("%q at %d is not supported", source[at], at)
	}
	return token{kind: tokenSign, text: source[at : at+1], at: at}, at + 1, nil
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

func isLetter(c byte) bool { return c == '_' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' }
