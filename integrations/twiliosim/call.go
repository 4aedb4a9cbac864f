package twiliosim

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
)

// maxBody bounds a request's body: a workflow configuration may have 1,038,576 bytes (twilio.com/docs/taskrouter/limits),
// and a form encodes them in up to three.
const maxBody = 4 << 20

// call is one request to the API on its way through.
type call struct {
	request *http.Request
	op      string
	origin  string // scheme and host, for the URLs in answers
	fields  *fields
}

// reply is what an operation answers: a body for JSON, none with 204.
type reply struct {
	status int
	etag   string
	body   any
}

// newCall reads the parameters, from the query of a GET or DELETE and from the form of a POST.
func newCall(r *http.Request, op string) (*call, error) {
	c := &call{request: r, op: op, origin: origin(r)}
	values, err := url.ParseQuery(r.URL.RawQuery)
	if err != nil {
		return nil, invalid("the query cannot be read")
	}
	if r.Method == http.MethodPost && op != opValidateToken { // which reads its JSON by itself
		if len(values) > 0 {
			return nil, invalid("a POST takes no query")
		}
		values, err = readForm(r)
		if err != nil {
			return nil, err
		}
	}
	c.fields = &fields{values: values}
	return c, nil
}

func readForm(r *http.Request) (url.Values, error) {
	kind, _, _ := strings.Cut(r.Header.Get("Content-Type"), ";")
	if r.ContentLength != 0 && kind != "application/x-www-form-urlencoded" {
		return nil, invalid("the body must be a form")
	}
	r.Body = http.MaxBytesReader(nil, r.Body, maxBody)
	if err := r.ParseForm(); err != nil {
		return nil, invalid("the form cannot be read")
	}
	return r.PostForm, nil
}

func origin(r *http.Request) string {
	if r.TLS != nil {
		return "https://" + r.Host
	}
	return "http://" + r.Host
}

func (c *call) path(name string) string { return c.request.PathValue(name) }

// only refuses unknown parameters; see [fields].
func (c *call) only(known ...string) { c.fields.only(known, nil) }

// matches checks If-Match against the ETag of what is about to change.
func (c *call) matches(etag string) error {
	wanted := c.request.Header.Get("If-Match")
	if wanted == "" || wanted == "*" || strings.Trim(wanted, `"`) == strings.Trim(etag, `"`) {
		return nil
	}
	return preconditionFailed()
}

// etag is the version of a resource in quotes.
func etag(version int) string { return fmt.Sprintf("%q", fmt.Sprint(version)) }

// render turns an operation's answer, or its error, into what goes on the wire.
func render(answer reply, err error) (status int, tag string, body []byte) {
	if err != nil {
		refused := serverError(http.StatusInternalServerError)
		errors.As(err, &refused)
		answer = reply{status: refused.status, body: refused.body()}
	}
	if answer.body == nil {
		return answer.status, answer.etag, nil
	}
	body, err = json.Marshal(answer.body)
	if err != nil {
		return http.StatusInternalServerError, "", []byte("{}")
	}
	return answer.status, answer.etag, body
}
