package site

import (
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/sha1" //nolint:gosec // Twilio's signatures are HMAC-SHA1
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/ringback/ringback/doctor"
)

// askWithin bounds one question to an instance or to Twilio.
const askWithin = 10 * time.Second

// answer is what came of a question.
type answer struct {
	status int
	header http.Header
	body   string
	ends   time.Time // of the certificate; zero over plain http
}

// ask sends one request and follows no redirect. headers are names and values in turn.
func ask(ctx context.Context, method, address string, form url.Values, headers ...string) (answer, error) {
	ctx, cancel := context.WithTimeout(ctx, askWithin)
	defer cancel()
	request, err := http.NewRequestWithContext(ctx, method, address, strings.NewReader(form.Encode()))
	if err != nil {
		return answer{}, err
	}
	for i := 0; i+1 < len(headers); i += 2 {
		request.Header.Set(headers[i], headers[i+1])
	}
	client := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	response, err := client.Do(request)
	if err != nil {
		return answer{}, err
	}
	var body bytes.Buffer
	_, err = io.Copy(&body, io.LimitReader(response.Body, 4<<20))
	found := answer{status: response.StatusCode, header: response.Header, body: body.String()}
	if response.TLS != nil && len(response.TLS.PeerCertificates) > 0 {
		found.ends = response.TLS.PeerCertificates[0].NotAfter
	}
	return found, errors.Join(err, response.Body.Close())
}

func lookAtInstance(ctx context.Context, cfg Config) doctor.Serve {
	found := doctor.Serve{Refused: -1}
	if cfg.PublicURL == "" {
		found.Err = "RINGBACK_PUBLIC_URL is missing"
		return found
	}
	ready, err := ask(ctx, http.MethodGet, cfg.PublicURL+"/readyz", nil)
	if err != nil {
		found.Err = err.Error()
		return found
	}
	found.CertExpires, found.Ready = ready.ends, ready.status == http.StatusOK
	found.NotReady = fmt.Sprintf("%d %s", ready.status, ready.body[:min(len(ready.body), 300)])
	if metrics, err := ask(ctx, http.MethodGet, cfg.PublicURL+"/metrics", nil); err == nil && metrics.status == http.StatusOK {
		found.Refused = refusedIn(metrics.body)
	}
	found.Signed = probe(ctx, cfg)
	return found
}

// refusedIn adds up the refusals in a page of metrics.
func refusedIn(page string) int {
	total := 0.0
	for line := range strings.Lines(page) {
		if strings.HasPrefix(line, "ringback_webhooks_signature_failures_total") {
			n, err := strconv.ParseFloat(strings.TrimSpace(line[strings.LastIndexByte(line, ' ')+1:]), 64)
			if err == nil {
				total += n
			}
		}
	}
	return int(total)
}

// probe posts an event of a type that means nothing, signed as Twilio signs over the URL as configured; when that is refused, over forms
// that show how the instance's own URL differs. What is refused leaves nothing behind but a count.
func probe(ctx context.Context, cfg Config) map[doctor.Form]int {
	const path = "/webhooks/twilio/events"
	found := map[doctor.Form]int{}
	base, err := url.Parse(cfg.PublicURL)
	if err != nil || cfg.AuthToken == "" {
		return found
	}
	other := *base
	other.Scheme = map[string]string{"https": "http", "http": "https"}[base.Scheme]
	for _, one := range []struct {
		form doctor.Form
		url  string
	}{{doctor.AsConfigured, cfg.PublicURL}, {doctor.OtherScheme, other.String()}, {doctor.WithoutPath, base.Scheme + "://" + base.Host}} {
		form := url.Values{"EventType": {"ringback.doctor"}, "AccountSid": {cfg.AccountSid}}
		got, err := ask(ctx, http.MethodPost, cfg.PublicURL+path, form, "Content-Type", "application/x-www-form-urlencoded",
			"X-Twilio-Signature", signature(cfg.AuthToken, one.url+path, form))
		if err == nil {
			found[one.form] = got.status
		}
		if err == nil && got.status != http.StatusForbidden {
			break
		}
	}
	return found
}

// signature is Twilio's: HMAC-SHA1 over the URL and the sorted parameters (docs/usage/security).
func signature(token, address string, form url.Values) string {
	var names []string
	for name := range form {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		address += name + form.Get(name)
	}
	mac := hmac.New(sha1.New, []byte(token))
	mac.Write([]byte(address))
	return base64.StdEncoding.EncodeToString(mac.Sum(nil))
}
