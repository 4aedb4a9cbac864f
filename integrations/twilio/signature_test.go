package twilio

import (
	"crypto/hmac"
	"crypto/sha1"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/twilio/twilio-go/client"
)

const (
	vectorToken = "12345"
	vectorURI   = "/myapp.php?foo=1&bar=2"
	vectorForm  = "Digits=1234&CallSid=CA1234567890ABCDE&To=%2B18005551212&Caller=%2B14158675309&From=%2B14158675309"
	vectorHash  = "0a1ff7634d9ab3b95db5c9a2dfe9416e41502b283a80c7cf19632632f96e6620"
	vectorBody  = `{"property": "value", "boolean": true}`
	jsonType    = "application/json"
)

func vectorVerifier(t testing.TB, tokens ...string) *Verifier {
	t.Helper()
	v, err := NewVerifier("https://mycompany.com", tokens...)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// TestVerifyVectors uses the vectors that twilio-go tests itself with.
func TestVerifyVectors(t *testing.T) {
	t.Parallel()
	reasons := vectorForm + "&ReasonConferenceEnded=test&Reason=Participant"
	for name, test := range map[string]struct {
		uri, contentType, body, signature string
		want                              error
	}{
		"form":                {vectorURI, formType, vectorForm, "RSOYDt4T1cUTdK1PDd93/VVr8B8=", nil},
		"form with charset":   {vectorURI, formType + "; charset=UTF-8", vectorForm, "RSOYDt4T1cUTdK1PDd93/VVr8B8=", nil},
		"sorted keys":         {vectorURI, formType, reasons, "vOEb5UThFn24KEfnOFLQY2AE5FY=", nil},
		"wrongly sorted keys": {vectorURI, formType, reasons, "95+Bu0JVPi0r/SsESZCVf0dWAjw=", ErrSignature},
		"other form":          {vectorURI, formType, "property=value&boolean=true", "NBdBDr/T/lgjI+tlgpXjKZQZs/k=", nil},
		"json":                {vectorURI + "&bodySHA256=" + vectorHash, jsonType, vectorBody, "a9nBmqA0ju/hNViExpshrM61xv4=", nil},
		"json, hash alone":    {"/myapp.php?bodySHA256=" + vectorHash, jsonType, vectorBody, "y77kIzt2vzLz71DgmJGsen2scGs=", nil},
		"json called form":    {vectorURI + "&bodySHA256=" + vectorHash, formType, "a=b", "a9nBmqA0ju/hNViExpshrM61xv4=", ErrBodyHash},
		"json changed":        {vectorURI + "&bodySHA256=" + vectorHash, jsonType, vectorBody + " ", "a9nBmqA0ju/hNViExpshrM61xv4=", ErrBodyHash},
		"json, other hash":    {vectorURI + "&bodySHA256=00", jsonType, vectorBody, "a9nBmqA0ju/hNViExpshrM61xv4=", ErrBodyHash},
		"json without hash":   {vectorURI, jsonType, vectorBody, "vOEb5UThFn24KEfnOFLQY2AE5FY=", ErrBodyHash},
		"no type":             {vectorURI, "", vectorForm, "RSOYDt4T1cUTdK1PDd93/VVr8B8=", ErrBodyHash},
		"no signature":        {vectorURI, formType, vectorForm, "", ErrNoSignature},
		"wrong signature":     {vectorURI, formType, vectorForm, "RSOYDt4T1cUTdK1PDd93/VVr8B9=", ErrSignature},
		"other path":          {"/other?foo=1&bar=2", formType, vectorForm, "RSOYDt4T1cUTdK1PDd93/VVr8B8=", ErrSignature},
		"other host":          {"https://evil.example" + vectorURI, formType, vectorForm, "RSOYDt4T1cUTdK1PDd93/VVr8B8=", ErrSignature},
		"second value":        {vectorURI, formType, vectorForm + "&CallSid=EVIL", "RSOYDt4T1cUTdK1PDd93/VVr8B8=", ErrDuplicateKey},
		"second by encoding":  {vectorURI, formType, vectorForm + "&Call%53id=EVIL", "RSOYDt4T1cUTdK1PDd93/VVr8B8=", ErrDuplicateKey},
		"bad encoding":        {vectorURI, formType, "%zz", "RSOYDt4T1cUTdK1PDd93/VVr8B8=", ErrSignature},
	} {
		v := vectorVerifier(t, vectorToken)
		if err := v.Verify(test.uri, test.contentType, []byte(test.body), test.signature); !errors.Is(err, test.want) {
			t.Errorf("%s: error %v, want %v", name, err, test.want)
		}
	}
}

func TestVerifyWhileTokensRotate(t *testing.T) {
	t.Parallel()
	for _, tokens := range [][]string{{vectorToken, "new"}, {"new", vectorToken}} {
		if err := vectorVerifier(t, tokens...).Verify(vectorURI, formType, []byte(vectorForm), "RSOYDt4T1cUTdK1PDd93/VVr8B8="); err != nil {
			t.Errorf("%v: %v", tokens, err)
		}
	}
	if err := vectorVerifier(t, "new").Verify(vectorURI, formType, []byte(vectorForm), "RSOYDt4T1cUTdK1PDd93/VVr8B8="); !errors.Is(err, ErrSignature) {
		t.Errorf("error %v", err)
	}
}

// TestVerifyWhatAServerSees takes URI and body from a real request: the query keeps its own encoding, and a proxy's
// path is that of the public URL.
func TestVerifyWhatAServerSees(t *testing.T) {
	t.Parallel()
	public := "https://calls.example.org/ringback"
	v, err := NewVerifier(public+"/", vectorToken)
	if err != nil {
		t.Fatal(err)
	}
	uri := "/webhooks/twilio/events?note=a%20b+c%2Fd&x"
	body := url.Values{"EventType": {"task.created"}, "Sid": {"EV1"}, "Empty": {""}, "Text": {"é & ü"}}.Encode()
	result := make(chan error, 1)
	server := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		result <- v.Verify(r.RequestURI, r.Header.Get("Content-Type"), []byte(body), r.Header.Get("X-Twilio-Signature"))
	}))
	t.Cleanup(server.Close)
	req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, server.URL+uri, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Content-Type", formType)
	req.Header.Set("X-Twilio-Signature", sign(public+uri, body))
	resp, err := server.Client().Do(req)
	if err != nil {
		t.Fatal(err)
	}
	_ = resp.Body.Close()
	if err := <-result; err != nil {
		t.Error(err)
	}
}

func TestVerifyKnowsThePort(t *testing.T) {
	t.Parallel()
	v, err := NewVerifier("https://calls.example.org:8443", vectorToken)
	if err != nil {
		t.Fatal(err)
	}
	for _, signed := range []string{"https://calls.example.org:8443/e", "https://calls.example.org/e"} {
		if err := v.Verify("/e", formType, nil, sign(signed, "")); err != nil {
			t.Errorf("%s: %v", signed, err)
		}
	}
}

func TestNewVerifierRefuses(t *testing.T) {
	t.Parallel()
	for _, public := range []string{
		"", "calls.example.org", "http://calls.example.org", "ftp://localhost", "https://", "https://calls.example.org?a=b",
		"https://calls.example.org?", "https://calls.example.org#rc=5", "https://calls.example.org#", "https://u:p@calls.example.org", "https://[::1",
	} {
		if _, err := NewVerifier(public, vectorToken); err == nil {
			t.Errorf("%q was accepted", public)
		}
	}
	for _, public := range []string{"https://calls.example.org", "https://calls.example.org/a/b/", "http://127.0.0.1:8080", "http://localhost", "http://[::1]:1"} {
		if _, err := NewVerifier(public, vectorToken); err != nil {
			t.Errorf("%q: %v", public, err)
		}
	}
	if _, err := NewVerifier("https://calls.example.org"); err == nil {
		t.Error("no token was accepted")
	}
	if _, err := NewVerifier("https://calls.example.org", vectorToken, ""); err == nil {
		t.Error("an empty token was accepted")
	}
}

// sign is Twilio's algorithm, written from its description and apart from twilio-go: the URL, then each name and value
// of the form in the order of the names, without anything between.
func sign(address, form string) string {
	mac := hmac.New(sha1.New, []byte(vectorToken))
	mac.Write([]byte(address))
	values, _ := url.ParseQuery(form)
	names := make([]string, 0, len(values))
	for name := range values {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		mac.Write([]byte(name + values[name][0]))
	}
	return base64.StdEncoding.EncodeToString(mac.Sum(nil))
}

// FuzzVerify compares the verifier with the second implementation and with twilio-go's check of the whole body: what the
// one signs is accepted by both others, and with one character changed by neither.
func FuzzVerify(f *testing.F) {
	f.Add(vectorURI, vectorForm, true, uint8(0))
	f.Add("/e?bodySHA256=", vectorBody, false, uint8(3))
	f.Add("/webhooks/twilio/events?a=%2F&b=c d", "EventType=task.created&Sid=EV1&Empty=&%C3%A9=%F0%9F%98%80", true, uint8(9))
	f.Add("/", "", true, uint8(200))
	f.Fuzz(func(t *testing.T, uri, body string, form bool, at uint8) {
		v := vectorVerifier(t, vectorToken)
		contentType := formType
		if !form {
			contentType = jsonType
			sum := sha256.Sum256([]byte(body))
			uri = strings.ReplaceAll(uri, "?", "") + "?bodySHA256=" + hex.EncodeToString(sum[:])
		}
		if _, err := url.ParseRequestURI("https://mycompany.com" + uri); err != nil || !strings.HasPrefix(uri, "/") || strings.Contains(uri, "#") {
			return // no server would hand it on
		}
		signed := body
		if !form {
			signed = ""
		} else if !plainForm(body) || strings.Contains(uri, "bodySHA256") {
			return
		}
		signature := sign("https://mycompany.com"+uri, signed)
		if err := v.Verify(uri, contentType, []byte(body), signature); err != nil {
			t.Fatalf("%q %q: %v", uri, body, err)
		}
		reference := client.NewRequestValidator(vectorToken)
		if !reference.ValidateBody("https://mycompany.com"+uri, []byte(body), signature) {
			t.Fatalf("%q %q: twilio-go refuses what is accepted", uri, body)
		}
		forged := []byte(signature)
		forged[int(at)%(len(forged)-2)] ^= 1
		if err := v.Verify(uri, contentType, []byte(body), string(forged)); !errors.Is(err, ErrSignature) {
			t.Fatalf("forged: %v", err)
		}
	})
}

// plainForm reports whether a body is a form without repeated keys.
func plainForm(body string) bool {
	values, err := url.ParseQuery(body)
	for _, all := range values {
		if len(all) > 1 {
			return false
		}
	}
	return err == nil
}

func BenchmarkVerifyForm(b *testing.B) {
	v := vectorVerifier(b, vectorToken)
	body := []byte(sampleForm().Encode())
	signature := sign("https://mycompany.com/e", string(body))
	b.ReportAllocs()
	for b.Loop() {
		if err := v.Verify("/e", formType, body, signature); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkVerifyJSON(b *testing.B) {
	v := vectorVerifier(b, vectorToken)
	body := []byte("[" + strings.Repeat(" ", 4096) + "]")
	sum := sha256.Sum256(body)
	uri := "/e?bodySHA256=" + hex.EncodeToString(sum[:])
	signature := sign("https://mycompany.com"+uri, "")
	b.ReportAllocs()
	for b.Loop() {
		if err := v.Verify(uri, jsonType, body, signature); err != nil {
			b.Fatal(err)
		}
	}
}
