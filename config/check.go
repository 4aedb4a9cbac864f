package config

import (
	"encoding/base64"
	"net"
	"net/url"
	"regexp"
	"strconv"
	"strings"
)

// remedy is an error that says what would be right. It never holds the value:
// some values are secrets.
type remedy string

func (r remedy) Error() string { return string(r) }

func anyText(value string) (string, error) { return value, nil }

// address accepts host:port; the host may be empty, for every interface.
func address(value string) (string, error) {
	_, port, err := net.SplitHostPort(value)
	if err != nil {
		return "", remedy("want host:port, such as 127.0.0.1:8080 or :8080")
	}
	if n, err := strconv.Atoi(port); err != nil || n < 0 || n > 65535 {
		return "", remedy("want a port from 0 to 65535 after the last colon")
	}
	return value, nil
}

// webURL accepts an absolute http or https URL, a path allowed (a proxy may serve
// Ringback below one), and takes the slash off its end so that paths can be appended.
func webURL(value string) (string, error) {
	u, err := url.Parse(value)
	if err != nil || (u.Scheme != "https" && u.Scheme != "http") || u.Hostname() == "" {
		return "", remedy("want an absolute URL, such as https://ringback.example.org")
	}
	if u.User != nil || u.RawQuery != "" || u.ForceQuery || u.Fragment != "" {
		return "", remedy("want a URL without user, query or fragment, such as https://ringback.example.org")
	}
	return strings.TrimRight(u.String(), "/"), nil
}

// origin accepts scheme://host[:port] as browsers send it. A wildcard is refused,
// since the API's answers hold donors' names and numbers.
func origin(value string) (string, error) {
	stored, err := webURL(value)
	if err == nil {
		if u, parseErr := url.Parse(stored); parseErr == nil && u.Path == "" && u.Hostname() != "*" {
			return strings.ToLower(stored), nil
		}
	}
	return "", remedy("want an origin without path or wildcard, such as https://flex.twilio.com")
}

func databaseURL(value string) (string, error) {
	if path, ok := strings.CutPrefix(value, "sqlite:"); ok && path != "" && !strings.HasPrefix(path, "//") {
		return value, nil
	}
	u, err := url.Parse(value)
	if err == nil && u.Scheme == "mysql" && u.Hostname() != "" && isOneName(u.Path) {
		return value, nil
	}
	return "", remedy("want sqlite:PATH or mysql://user:password@host:3306/name; " +
		"write special characters in the password as %XX")
}

// isOneName reports whether a URL's path is a slash and one name.
func isOneName(path string) bool {
	name := strings.TrimPrefix(path, "/")
	return name != "" && !strings.Contains(name, "/")
}

// webhookSecret accepts the form of the Standard Webhooks specification. Its
// advice on length (24 to 64 bytes) is not enforced: the sender makes the secret.
func webhookSecret(value string) (string, error) {
	encoded, ok := strings.CutPrefix(value, "whsec_")
	if key, err := base64.StdEncoding.DecodeString(encoded); !ok || err != nil || len(key) == 0 {
		return "", remedy("want whsec_ followed by base64, as the sender shows it")
	}
	return value, nil
}

// oneWord catches a secret pasted with a line end or with two values in it.
func oneWord(value string) (string, error) {
	if strings.ContainsFunc(value, func(r rune) bool { return r <= ' ' || r > '~' }) {
		return "", remedy("want one word of plain ASCII, as Twilio's console shows it")
	}
	return value, nil
}

// sid accepts Twilio's ids: two letters for the kind and 32 hexadecimal digits.
func sid(kind string) check {
	form := regexp.MustCompile(`^` + kind + `[0-9a-fA-F]{32}$`)
	return func(value string) (string, error) {
		if !form.MatchString(value) {
			return "", remedy("want " + kind + " followed by 32 hexadecimal digits")
		}
		return value, nil
	}
}

func oneOf(allowed ...string) check {
	return func(value string) (string, error) {
		for _, one := range allowed {
			if strings.EqualFold(value, one) {
				return one, nil
			}
		}
		return "", remedy("want one of " + strings.Join(allowed, ", "))
	}
}
