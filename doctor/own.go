package doctor

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// certWarning is how long before its end a certificate is worth a word: those of ACME issuers last 90 days and are renewed at 30 (RFC 8555's
// common practice), so fewer than 14 means that renewal has failed for two weeks.
const certWarning = 14 * 24 * time.Hour

func ownChecks() []check {
	return []check{
		{"settings", "a wrong setting is a setting that is not in force", always("all settings are well formed and complete"), settingsCheck},
		{"public URL", "Twilio sends events only where it can reach, and signs the very URL", func(f Facts) string { return f.PublicURL }, publicURLCheck},
		{"instance", "without a running instance nothing is taken in and nothing dispatched", always("reached through the public URL, and ready"), instanceCheck},
		{"certificate", "Twilio refuses to send to a certificate that has ended", certificateSeen, certificateCheck},
		{"signatures", "an event whose signature does not verify is refused, and Event Streams never sends it again", always("a signed probe was accepted"), signatureCheck},
		{"refused webhooks", "what Twilio sent and we refused is made up for only later, from TaskRouter's log", always("none since the instance started, or unknown"), refusedCheck},
		{"Flex origins", "browsers let the plugin ask only when its page's origin is named", func(f Facts) string { return strings.Join(f.FlexOrigins, ", ") }, originsCheck},
		{"API key", "an auth token used for calls cannot be taken back without breaking signatures", always("calls are made with an API key"), keyCheck},
		{"time zone data", "governments change clocks at short notice", func(f Facts) string { return "release " + f.Zones }, zonesCheck},
	}
}

func settingsCheck(f Facts) []Finding {
	var all []Finding
	for _, p := range f.Problems {
		name, _, _ := strings.Cut(p, ":")
		all = append(all, fail(p, "correct "+name+"; docs/CONFIGURATION.md has every setting"))
	}
	return all
}

func publicURLCheck(f Facts) []Finding {
	if strings.HasPrefix(f.PublicURL, "http://") {
		return []Finding{warn(f.PublicURL+" is plain http", "use https in RINGBACK_PUBLIC_URL, as Twilio does: plain http shows donors' data to the network")}
	}
	return nil
}

func instanceCheck(f Facts) []Finding {
	switch {
	case f.Serve.Err != "":
		return []Finding{fail("the public URL does not answer: "+f.Serve.Err, "start `ringback serve`; let the proxy and DNS lead RINGBACK_PUBLIC_URL to it")}
	case !f.Serve.Ready:
		return []Finding{fail("the instance is not ready: "+f.Serve.NotReady, "look at /readyz and the instance's log")}
	}
	return nil
}

func certificateSeen(f Facts) string {
	if f.Serve.CertExpires.IsZero() {
		return "none was seen"
	}
	return "good until " + f.Serve.CertExpires.Format(time.DateOnly)
}

func certificateCheck(f Facts) []Finding {
	left := f.Serve.CertExpires.Sub(f.Now)
	switch {
	case f.Serve.CertExpires.IsZero():
		return nil
	case left <= 0:
		return []Finding{fail("the certificate ended on "+f.Serve.CertExpires.Format(time.DateOnly), "renew it, and let the proxy load it")}
	case left < certWarning:
		return []Finding{warn("the certificate ends in "+days(left), "renew it now; find out why it was not renewed by itself")}
	}
	return nil
}

func days(d time.Duration) string { return strconv.Itoa(int(d.Hours()/24)) + " days" }

// signatureCheck tells a wrong token from a wrong URL by what the instance accepts.
func signatureCheck(f Facts) []Finding {
	accepted := func(form Form) bool { return f.Serve.Signed[form]/100 == 2 }
	switch {
	case f.Serve.Err != "" || len(f.Serve.Signed) == 0 || accepted(AsConfigured):
		return nil
	case accepted(OtherScheme):
		return []Finding{fail("the instance accepts signatures over the other scheme (http for https, or the reverse)",
			"start serve with the RINGBACK_PUBLIC_URL that Twilio calls, scheme included: TLS that ends at a proxy is still https")}
	case accepted(WithoutPath):
		return []Finding{fail("the instance accepts signatures over the URL without its path", "start serve with RINGBACK_PUBLIC_URL as Twilio calls it, with the path that the proxy takes off")}
	case f.Serve.Signed[AsConfigured] == 404 || f.Serve.Signed[AsConfigured] == 405:
		return []Finding{fail(fmt.Sprintf("the webhook's address answers %d", f.Serve.Signed[AsConfigured]), "let the proxy pass POST /webhooks/twilio/ on, with its path unchanged")}
	}
	return []Finding{fail(fmt.Sprintf("a signed probe was answered with %d", f.Serve.Signed[AsConfigured]),
		"give serve the account's present TWILIO_AUTH_TOKEN (never an API key's secret), and while it is rotated TWILIO_AUTH_TOKEN_SECONDARY; see that host and port of RINGBACK_PUBLIC_URL are those that Twilio calls")}
}

func refusedCheck(f Facts) []Finding {
	if f.Serve.Refused <= 0 {
		return nil
	}
	return []Finding{warn(fmt.Sprintf("%d webhooks were refused for their signature since the instance started", f.Serve.Refused),
		"if the check of signatures passes they are forgeries or from before a token was changed; else mend that first")}
}

func originsCheck(f Facts) []Finding {
	var all []Finding
	for _, origin := range f.FlexOrigins {
		if !strings.HasPrefix(origin, "https://") {
			all = append(all, warn(origin+" is not https", "name Flex's own origin in RINGBACK_FLEX_ORIGINS, such as https://flex.twilio.com; local addresses are for development"))
		}
	}
	if len(f.FlexOrigins) == 0 {
		all = append(all, fail("no origin is named", "set RINGBACK_FLEX_ORIGINS to https://flex.twilio.com, or your own Flex domain"))
	}
	return all
}

func keyCheck(f Facts) []Finding {
	if f.HasAPIKey {
		return nil
	}
	return []Finding{warn("calls are made with the account's auth token", "make an API key in Twilio's console and set TWILIO_API_KEY and TWILIO_API_SECRET")}
}

// zonesCheck: the tz database has three to ten releases a year; one that is over a year old has missed some.
func zonesCheck(f Facts) []Finding {
	year, err := strconv.Atoi(strings.TrimRight(f.Zones, "abcdefghijklmnopqrstuvwxyz"))
	if err == nil && f.Now.Year()-year <= 1 {
		return nil
	}
	return []Finding{warn("the time zone data is of release "+f.Zones, "install a newer version of Ringback: the data is part of it")}
}
