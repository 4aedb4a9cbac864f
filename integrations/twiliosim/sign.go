package twiliosim

import (
	"crypto/hmac"
	"crypto/sha1" //nolint:gosec // Twilio's signatures are HMAC-SHA1
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"net/url"
	"slices"
	"strings"
)

// sign is X-Twilio-Signature: the base64 of HMAC-SHA1, keyed with the auth token, over the URL as configured and
// each form parameter's name and value, sorted by name (twilio.com/docs/usage/security).
func sign(token, address string, form url.Values) string {
	names := make([]string, 0, len(form))
	for name := range form {
		names = append(names, name)
	}
	slices.Sort(names)
	mac := hmac.New(sha1.New, []byte(token))
	mac.Write([]byte(address))
	for _, name := range names {
		mac.Write([]byte(name + form.Get(name)))
	}
	return base64.StdEncoding.EncodeToString(mac.Sum(nil))
}

// withBodyHash adds the hash of a JSON body to a URL, in place of signing the body itself.
func withBodyHash(address string, body []byte) string {
	hash := sha256.Sum256(body)
	joint := "?"
	if strings.Contains(address, "?") {
		joint = "&"
	}
	return address + joint + "bodySHA256=" + hex.EncodeToString(hash[:])
}

// withoutFragment drops connection overrides ("#rc=5&rp=all"), which are neither sent nor signed.
func withoutFragment(address string) string {
	bare, _, _ := strings.Cut(address, "#")
	return bare
}
