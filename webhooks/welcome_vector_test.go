package webhooks_test

import (
	"net/http"
	"strings"
	"testing"
	"time"
)

// The vector by which the libraries of Standard Webhooks test one another; its secret is welcomeSecret.
const (
	vectorID        = "msg_p5jXN8AQM9LWM0D4loKWxJek"
	vectorAt        = "1614265330"
	vectorBody      = `{"test": 2432232314}`
	vectorSignature = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="
)

func TestReferenceVectorOfStandardWebhooks(t *testing.T) {
	each(t, func(t *testing.T, s *site) {
		s.clock.Advance(time.Unix(1614265330, 0).Sub(s.clock.Now()))
		for name, c := range map[string]struct {
			body, id, at, signature string
			status                  int
		}{
			"as it is":      {vectorBody, vectorID, vectorAt, vectorSignature, http.StatusUnprocessableEntity}, // its body is no welcome call
			"one of three":  {vectorBody, vectorID, vectorAt, "v1,Ceo5qEr07ixe2NLpvHk3FH9bwy/WavXrAFQ/9tdO6mc= v2,x " + vectorSignature, http.StatusUnprocessableEntity},
			"other body":    {strings.Replace(vectorBody, "2432232314", "2432232315", 1), vectorID, vectorAt, vectorSignature, http.StatusUnauthorized},
			"other id":      {vectorBody, vectorID + "x", vectorAt, vectorSignature, http.StatusUnauthorized},
			"other second":  {vectorBody, vectorID, "1614265331", vectorSignature, http.StatusUnauthorized},
			"part of it":    {vectorBody, vectorID, vectorAt, vectorSignature[:20], http.StatusUnauthorized},
			"without v1":    {vectorBody, vectorID, vectorAt, strings.TrimPrefix(vectorSignature, "v1,"), http.StatusUnauthorized},
			"not a version": {vectorBody, vectorID, vectorAt, strings.Replace(vectorSignature, "v1,", "v1a,", 1), http.StatusUnauthorized},
		} {
			if answer := s.callHeaders(welcomePath, c.body, c.id, c.at, c.signature); answer.Code != c.status {
				t.Errorf("%s: answered %d %s, want %d", name, answer.Code, answer.Body, c.status)
			}
		}
	})
}
