package webhooks

import (
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"time"

	"github.com/jonboulle/clockwork"
	standardwebhooks "github.com/standard-webhooks/standard-webhooks/libraries/go"
)

// welcomeWindow is how far from our clock the time of a welcome call may be: the interface's own number, and the one that the library
// has.
const welcomeWindow = 5 * time.Minute

// maxWebhookID bounds a webhook-id, in bytes. Those that are known to us have 30 or so.
const maxWebhookID = 256

// welcomeVerifier checks the proof of a welcome call by the Standard Webhooks library. The time is checked here: the library has a clock
// of its own.
type welcomeVerifier struct {
	hooks []*standardwebhooks.Webhook
	clock clockwork.Clock
}

func newWelcomeVerifier(secrets []string, clock clockwork.Clock) (*welcomeVerifier, error) {
	v := &welcomeVerifier{clock: clock}
	for i, secret := range secrets {
		hook, err := standardwebhooks.NewWebhook(secret)
		if err != nil {
			return nil, fmt.Errorf("welcome secret %d is not whsec_ and base64", i+1) // the library's own words may show it
		}
		v.hooks = append(v.hooks, hook)
	}
	return v, nil
}

// verify says why a request is not one of a welcome call's sender.
func (v *welcomeVerifier) verify(header http.Header, body []byte) error {
	if len(v.hooks) == 0 {
		return errors.New("welcome calls are not set up here: RINGBACK_WELCOME_SECRET has no secret")
	}
	for _, name := range []string{standardwebhooks.HeaderWebhookID, standardwebhooks.HeaderWebhookTimestamp, standardwebhooks.HeaderWebhookSignature} {
		if len(header.Values(name)) != 1 || header.Get(name) == "" || len(header.Get(name)) > 8*maxWebhookID {
			return fmt.Errorf("send the header %s, once", name)
		}
	}
	if len(header.Get(standardwebhooks.HeaderWebhookID)) > maxWebhookID {
		return fmt.Errorf("webhook-id may have %d bytes", maxWebhookID)
	}
	seconds, err := strconv.ParseInt(header.Get(standardwebhooks.HeaderWebhookTimestamp), 10, 64)
	if err != nil {
		return errors.New("webhook-timestamp is not in seconds since 1970")
	}
	now := v.clock.Now().Unix()
	if allowed := int64(welcomeWindow / time.Second); seconds < now-allowed || seconds > now+allowed {
		return errors.New("webhook-timestamp is more than 5 minutes from the clock here")
	}
	for _, hook := range v.hooks {
		if hook.VerifyIgnoringTimestamp(body, header) == nil {
			return nil
		}
	}
	return errors.New("webhook-signature is by none of the secrets that are known here")
}
