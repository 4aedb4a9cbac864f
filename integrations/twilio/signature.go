package twilio

import (
	"errors"
)

const formType = "application/x-www-form-urlencoded"

// Why a request is not accepted as Twilio's.
var (
	// ErrNoSignature: the X-Twilio-Signature header is missing.
	ErrNoSignature = errors.New("no signature")
	// ErrDuplicateKey: a form repeats a key, and only the first value would be signed.
	ErrDuplicateKey = errors.New("a form key is repeated")
	// ErrBodyHash: bodySHA256 is missing from the query, or is not the body's hash.
	ErrBodyHash = errors.New("the body's hash is missing or wrong")
	// ErrSignature: no auth token makes this signature.
	ErrSignature = errors.New("the signature is wrong")
)

// Verifier checks that requests come from Twilio. It is safe for concurrent use.
type Verifier struct{}

// NewVerifier returns a verifier for requests to publicURL signed with any of the auth tokens.
func NewVerifier(publicURL string, tokens ...string) (*Verifier, error) {
	return nil, errors.New("not built yet")
}

// Verify checks one request.
func (v *Verifier) Verify(requestURI string, contentType string, body []byte, signature string) error {
	return ErrSignature
}
