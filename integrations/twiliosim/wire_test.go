package twiliosim_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/twilio/twilio-go/client"
	tr "github.com/twilio/twilio-go/rest/taskrouter/v1"
)

// wire is the least of a twilio-go BaseClient: it points the real generated code at the simulator, turns a status of
// 400 and more into a *client.TwilioRestError, and refuses a success that holds a field twilio-go does not know.
type wire struct {
	ctx      func() context.Context
	http     *http.Client
	base     string
	user     string
	password string
}

func (w *wire) AccountSid() string       { return w.user }
func (w *wire) SetTimeout(time.Duration) {}
func (w *wire) SetOauth(client.OAuth)    {}
func (w *wire) OAuth() client.OAuth      { return nil }

func (w *wire) SendRequest(method, raw string, data url.Values, headers map[string]any, _ ...byte) (*http.Response, error) {
	target, err := url.Parse(raw)
	if err != nil {
		return nil, fmt.Errorf("read address: %w", err)
	}
	address, body := w.base+target.RequestURI(), io.Reader(nil)
	if method == http.MethodPost {
		body = strings.NewReader(data.Encode())
	} else if len(data) > 0 {
		address += "?" + data.Encode()
	}
	request, err := http.NewRequestWithContext(w.ctx(), method, address, body)
	if err != nil {
		return nil, fmt.Errorf("make request: %w", err)
	}
	for name, value := range headers {
		request.Header.Set(name, fmt.Sprint(value))
	}
	request.SetBasicAuth(w.user, w.password)
	response, err := w.http.Do(request)
	if err != nil {
		return nil, fmt.Errorf("send request: %w", err)
	}
	defer func() { _ = response.Body.Close() }()
	return checked(response)
}

func checked(response *http.Response) (*http.Response, error) {
	body, err := io.ReadAll(response.Body)
	if err != nil {
		return nil, fmt.Errorf("read answer: %w", err)
	}
	if response.StatusCode >= 400 {
		refused := &client.TwilioRestError{}
		if err := json.Unmarshal(body, refused); err != nil {
			return nil, fmt.Errorf("status %d without error JSON: %w", response.StatusCode, err)
		}
		return nil, refused
	}
	if err := known(response.Request.Method, response.Request.URL.Path, body); err != nil {
		return nil, err
	}
	copied := *response
	copied.Body = io.NopCloser(bytes.NewReader(body))
	return &copied, nil
}

// known refuses fields that twilio-go's structs do not have, which its own decoding would let pass.
func known(method, path string, body []byte) error {
	if len(body) == 0 {
		return nil
	}
	parts := strings.Split(strings.TrimPrefix(path, "/v1/"), "/")
	target := answerOf(parts[(len(parts)-1)/2*2], method == http.MethodGet && len(parts)%2 == 1, strings.Contains(path, "/Workers/"))
	decoder := json.NewDecoder(bytes.NewReader(body))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(target); err != nil {
		return fmt.Errorf("answer of %s is not twilio-go's %T: %w", path, target, err)
	}
	return nil
}

// answerOf is twilio-go's type for a collection, or for one of its members.
func answerOf(collection string, list, ofWorker bool) any {
	types := map[string][2]any{
		"Workspaces":   {&tr.TaskrouterV1Workspace{}, &tr.ListWorkspaceResponse{}},
		"Tasks":        {&tr.TaskrouterV1Task{}, &tr.ListTaskResponse{}},
		"Workers":      {&tr.TaskrouterV1Worker{}, &tr.ListWorkerResponse{}},
		"TaskQueues":   {&tr.TaskrouterV1TaskQueue{}, &tr.ListTaskQueueResponse{}},
		"Workflows":    {&tr.TaskrouterV1Workflow{}, &tr.ListWorkflowResponse{}},
		"Activities":   {&tr.TaskrouterV1Activity{}, &tr.ListActivityResponse{}},
		"TaskChannels": {&tr.TaskrouterV1TaskChannel{}, &tr.ListTaskChannelResponse{}},
		"Events":       {&tr.TaskrouterV1Event{}, &tr.ListEventResponse{}},
		"Reservations": {&tr.TaskrouterV1TaskReservation{}, &tr.ListTaskReservationResponse{}},
		"Channels":     {&tr.TaskrouterV1WorkerChannel{}, &tr.ListWorkerChannelResponse{}},
	}
	if ofWorker && collection == "Reservations" {
		return &tr.TaskrouterV1WorkerReservation{}
	}
	if list {
		return types[collection][1]
	}
	return types[collection][0]
}
