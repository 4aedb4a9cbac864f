package twilio

import (
	"crypto/sha256"
	"crypto/subtle"
	"encoding/hex"
	"errors"
	"fmt"
	"mime"
	"net/url"
	"slices"
	"strings"

	"github.com/twilio/twilio-go/client"
)

const formType = "application/x-www-form-urlencoded"

// Why a request is not taken for Twilio's.
var (
	// ErrNoSignature means that the X-Twilio-Signature header is missing.
	ErrNoSignature = errors.New("no signature")
	// ErrDuplicateKey means that a form repeats a key; only its first value is signed, so the others could be anybody's.
	ErrDuplicateKey = errors.New("a form key is repeated")
	// ErrBodyHash means that bodySHA256 is missing from the query, or is not the body's hash.
	ErrBodyHash = errors.New("the body's hash is missing or wrong")
	// ErrSignature means that none of the auth tokens makes this signature, or what it covers cannot be read.
	ErrSignature = errors.New("the signature is wrong")
)

// Verifier checks that requests come from Twilio. It is safe for concurrent use.
type Verifier struct {
	base       string
	validators []client.RequestValidator
}

// NewVerifier returns a verifier for requests that Twilio sends to URLs below publicURL, signed with any of the
// account's auth tokens (two while they are rotated; an API key's secret signs nothing). publicURL is the URL as Twilio
// knows it, whatever proxies stand between: https, or http on loopback, perhaps with a path that the proxy takes away.
func NewVerifier(publicURL string, tokens ...string) (*Verifier, error) {
	base, err := publicBase(publicURL)
	if err != nil {
		return nil, fmt.Errorf("public URL: %w", err)
	}
	if len(tokens) == 0 {
		return nil, errors.New("auth token: missing")
	}
	v := &Verifier{base: base}
	for _, token := range tokens {
		if token == "" {
			return nil, errors.New("auth token: empty")
		}
		v.validators = append(v.validators, client.NewRequestValidator(token))
	}
	return v, nil
}

func publicBase(publicURL string) (string, error) {
	u, err := url.Parse(publicURL)
	switch {
	case err != nil || u.Hostname() == "" || u.User != nil:
		return "", errors.New("want an absolute URL such as https://ringback.example.org")
	case u.RawQuery != "" || u.ForceQuery || strings.Contains(publicURL, "#"):
		return "", errors.New("must hold no query or fragment")
	case u.Scheme == "https", u.Scheme == "http" && isLoopback(u.Hostname()):
		return strings.TrimRight(publicURL, "/"), nil
	}
	return "", errors.New("want https; http is for loopback only")
}

// Verify returns nil if a request was signed by Twilio. requestURI is the request line's own, percent-encoding
// untouched (http.Request.RequestURI), and body the raw bytes. The signature of a form covers its parameters; that of
// any other body covers no more than the hash in the query, which is compared with the body's.
func (v *Verifier) Verify(requestURI string, contentType string, body []byte, signature string) error {
	if signature == "" {
		return ErrNoSignature
	}
	if !strings.HasPrefix(requestURI, "/") {
		return fmt.Errorf("%w: the request names no path", ErrSignature)
	}
	form, err := signedForm(requestURI, contentType, body)
	if err != nil {
		return err
	}
	address := v.base + requestURI
	for i := range v.validators {
		// The form goes in as a single parameter, already sorted and joined, because twilio-go joins parameters at a
		// cost that grows with their square. It tries the URL with and without the port: Twilio's products differ.
		if v.validators[i].Validate(address, map[string]string{form: ""}, signature) {
			return nil
		}
	}
	return ErrSignature
}

// signedForm returns what the signature covers beside the URL: each name and value of a form, in the order of the
// names. A hash in the query is always held to, as twilio-go does: the content type is not signed, and must not talk us
// out of comparing.
func signedForm(requestURI, contentType string, body []byte) (string, error) {
	var form string
	isForm := isFormType(contentType)
	if isForm {
		var err error
		if form, err = joinForm(body); err != nil {
			return "", err
		}
	}
	hash := bodyHash(requestURI)
	if hash == "" && isForm {
		return form, nil
	}
	sum := sha256.Sum256(body)
	var want [2 * sha256.Size]byte
	hex.Encode(want[:], sum[:])
	if subtle.ConstantTimeCompare(want[:], []byte(hash)) != 1 {
		return "", ErrBodyHash
	}
	return "", nil
}

func isFormType(contentType string) bool {
	if contentType == formType { // what Twilio sends, at no cost
		return true
	}
	media, _, err := mime.ParseMediaType(contentType)
	return err == nil && media == formType
}

// joinForm reads a form whose keys are all different.
func joinForm(body []byte) (string, error) {
	form, err := url.ParseQuery(string(body))
	if err != nil {
		return "", fmt.Errorf("%w: the form cannot be read", ErrSignature)
	}
	keys := make([]string, 0, len(form))
	for key, values := range form {
		if len(values) != 1 {
			return "", ErrDuplicateKey
		}
		keys = append(keys, key)
	}
	slices.Sort(keys)
	var joined strings.Builder
	joined.Grow(len(body))
	for _, key := range keys {
		joined.WriteString(key)
		joined.WriteString(form[key][0])
	}
	return joined.String(), nil
}

func bodyHash(requestURI string) string {
	_, query, found := strings.Cut(requestURI, "?")
	if !found {
		return ""
	}
	values, _ := url.ParseQuery(query) // what can be read counts; all of it is signed
	return values.Get("bodySHA256")
}
