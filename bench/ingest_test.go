package bench

import (
	"bufio"
	"context"
	"crypto/hmac"
	"crypto/sha1" //nolint:gosec // Twilio's signatures are HMAC-SHA1
	"encoding/base64"
	"fmt"
	"io"
	"maps"
	"net"
	"net/url"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

const (
	connections = 32
	ingestFor   = 2 * time.Second
)

// ingest measures how many signed task events are taken in and stored a second, with nobody applying them.
func ingest(b *testing.B, db database) measured {
	instance := newInstance(b, db, newSink(b, limits{}, 1), defaultCeiling)
	start(b, instance)
	if err := instance.Scheduler().Stop(); err != nil {
		b.Fatal(err)
	}
	return takeIn(b, db, instance.Address(), "ingest/")
}

// ingestApplying measures the same with all passes running, which apply the events as they come.
func ingestApplying(b *testing.B, db database) measured {
	instance := newInstance(b, db, newSink(b, limits{}, 1), defaultCeiling)
	start(b, instance)
	return takeIn(b, db, instance.Address(), "ingest-applying/")
}

// takeIn sends events over all connections for a time, then counts the rows that they made.
func takeIn(b *testing.B, db database, address, prefix string) measured {
	b.Helper()
	ctx, cancel := context.WithTimeout(b.Context(), time.Minute)
	defer cancel()
	event := newEvent()
	var number atomic.Int64
	var together sync.WaitGroup
	took := make([][]float64, connections)
	began := time.Now()
	for i := range took {
		together.Go(func() {
			var err error
			if took[i], err = send(ctx, address, event, &number, began.Add(ingestFor)); err != nil {
				b.Error(err)
			}
		})
	}
	together.Wait()
	elapsed := time.Since(began).Seconds()
	applied := db.count(ctx, b, "inbox", "state <> 'received'")
	all := slices.Concat(took...)
	if stored := db.count(ctx, b, "inbox", "1 = 1"); stored != len(all) {
		b.Fatalf("%d events were accepted, %d are stored", len(all), stored)
	}
	found := measured{prefix + "stored": float64(len(all)) / elapsed, prefix + "p50": median(all), prefix + "p99": quantile(all, 0.99)}
	if applied > 0 {
		found[prefix+"applied"] = float64(applied) / elapsed
	}
	return found
}

// send posts events on one connection until the end, each when the one before was answered, and returns how long each took in
// milliseconds. It writes and reads bytes by hand, so that the client takes little of the processor.
func send(ctx context.Context, address string, event signedEvent, number *atomic.Int64, end time.Time) (took []float64, err error) {
	conn, err := new(net.Dialer).DialContext(ctx, "tcp", address)
	if err != nil {
		return nil, fmt.Errorf("connect: %w", err)
	}
	defer func() { _ = conn.Close() }()
	answers := bufio.NewReader(conn)
	for time.Now().Before(end) {
		request := event.request(number.Add(1))
		began := time.Now()
		if _, err := conn.Write(request); err != nil {
			return took, fmt.Errorf("send event: %w", err)
		}
		if err := accepted(answers); err != nil {
			return took, err
		}
		took = append(took, float64(time.Since(began).Microseconds())/1000)
	}
	return took, nil
}

// accepted reads an answer, which has no body when it is 204.
func accepted(answers *bufio.Reader) error {
	status, err := answers.ReadString('\n')
	if err != nil {
		return fmt.Errorf("read answer: %w", err)
	}
	if !strings.HasPrefix(status, "HTTP/1.1 204") {
		return fmt.Errorf("answered %s", strings.TrimSpace(status))
	}
	for line := status; len(strings.TrimSpace(line)) > 0; {
		if line, err = answers.ReadString('\n'); err != nil {
			return fmt.Errorf("read answer: %w", err)
		}
	}
	return nil
}

// signedEvent is a TaskRouter event callback in the pieces between which its number goes: of the body, and of what the signature covers.
type signedEvent struct{ body, signed []string }

const eventPath = "/webhooks/twilio/events"

// newEvent is the news that an agent accepted a callback's Task, with the parameters that TaskRouter sends. Each number is an event, a
// Task and a callback of its own.
func newEvent() signedEvent {
	const mark = "NUMBERNUMBERNUMBERNUMBERNU"
	form := url.Values{}
	for name, value := range map[string]string{"Sid": "EV000000" + mark, "EventType": "reservation.accepted", "AccountSid": accountSid, "WorkspaceSid": workspaceSid, "WorkspaceName": "Flex Task Assignment",
		"EventDescription": "Reservation accepted", "ResourceType": "reservation", "ResourceSid": "WR00000000000000000000000000000001", "Timestamp": "1796119170", "TimestampMs": "1796119170123",
		"OperatingUnitSid": "OU00000000000000000000000000000001", "TaskSid": "WT000000" + mark, "TaskAge": "61", "TaskPriority": "0", "TaskAssignmentStatus": "assigned",
		"TaskAttributes": `{"taskType":"callback","callback_id":"` + "cb_" + mark + `","dispatch":1,"record_id":"rec_01JD0000000000000000000000","cb_routing":"team","cb_team":"welcome","name":"A. D.",` +
			`"reason_code":"driving","callBackData":{"attempts":0,"mainTimeZone":"Australia/Perth","isDeleted":false},"cb_agent_sid":null,"conversations":{"conversation_id":"` + "cb_" + mark + `"}}`,
		"TaskVersion": "3", "TaskDateCreated": "1796119100", "TaskChannelSid": "TC00000000000000000000000000000001", "TaskChannelUniqueName": "voice", "TaskQueueSid": "WQ00000000000000000000000000000001",
		"TaskQueueName": "Ringback everyone", "WorkflowSid": workflowSid, "WorkflowName": "Ringback", "ReservationSid": "WR00000000000000000000000000000001", "ReservationVersion": "3",
		"WorkerSid": "WK00000000000000000000000000000001", "WorkerName": "ann", "WorkerAttributes": `{"contact_uri":"client:ann"}`, "WorkerActivitySid": "WA00000000000000000000000000000001",
		"WorkerActivityName": "Available", "WorkerVersion": "9"} {
		form.Set(name, value)
	}
	signed := publicURL + eventPath
	for _, name := range slices.Sorted(maps.Keys(form)) {
		signed += name + form.Get(name)
	}
	return signedEvent{strings.Split(form.Encode(), mark), strings.Split(signed, mark)}
}

// request is the whole HTTP request of one event.
func (e signedEvent) request(number int64) []byte {
	text := fmt.Sprintf("%0*d", idDigits, number)
	mac := hmac.New(sha1.New, []byte(authToken))
	_, _ = io.WriteString(mac, strings.Join(e.signed, text))
	body := strings.Join(e.body, text)
	return fmt.Appendf(nil, "POST %s HTTP/1.1\r\nHost: calls.example.org\r\nUser-Agent: TwilioProxy/1.1\r\nContent-Type: application/x-www-form-urlencoded; charset=UTF-8\r\n"+
		"X-Twilio-Signature: %s\r\nContent-Length: %d\r\n\r\n%s", eventPath, base64.StdEncoding.EncodeToString(mac.Sum(nil)), len(body), body)
}
