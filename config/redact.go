package config

import (
	"log/slog"
	"net/url"
	"strings"
)

// shown is a setting's value as it may be printed: of a secret only whether it
// is set, of a database URL all but its password.
func (s setting) shown(c *Config) string {
	value := s.field.show(c)
	switch {
	case value == "":
		return "(not set)"
	case s.name == "RINGBACK_DATABASE_URL":
		return withoutPassword(value)
	case s.secret:
		return "(set)"
	}
	return value
}

// withoutPassword keeps the host and name of a database URL, which an operator
// needs to see. Its parameters go too, for they may hold a key or a password.
func withoutPassword(databaseURL string) string {
	if !strings.HasPrefix(databaseURL, "mysql:") {
		return databaseURL
	}
	u, err := url.Parse(databaseURL)
	if err != nil {
		return "(set)"
	}
	u.RawQuery = ""
	return u.Redacted()
}

// String has one NAME=value for each setting, with secrets left out.
func (c Config) String() string {
	var pairs []string
	for _, s := range settings() {
		pairs = append(pairs, s.name+"="+s.shown(&c))
	}
	return strings.Join(pairs, " ")
}

// GoString keeps %#v from printing what String leaves out.
func (c Config) GoString() string { return c.String() }

// LogValue is a group of the settings, with secrets left out.
func (c Config) LogValue() slog.Value {
	var attrs []slog.Attr
	for _, s := range settings() {
		attrs = append(attrs, slog.String(s.name, s.shown(&c)))
	}
	return slog.GroupValue(attrs...)
}

// String names the account, workspace and workflow, and nothing that is secret.
func (t Twilio) String() string {
	return "account " + t.AccountSid + " workspace " + t.WorkspaceSid + " workflow " + t.WorkflowSid
}

// GoString keeps %#v from printing what String leaves out.
func (t Twilio) GoString() string { return t.String() }

// LogValue is String, for the log.
func (t Twilio) LogValue() slog.Value { return slog.StringValue(t.String()) }
