package bench

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"strconv"
	"testing"
	"time"

	"github.com/ringback/ringback/models"
)

const (
	knownRecords = 100_000
	askedAtOnce  = 1000
	asks         = 15
)

// callList measures a dialer's question about 1,000 donors, half of them named by number, among 100,000.
func callList(b *testing.B, db database) measured {
	instance := newInstance(b, db, newSink(b, limits{}, 1), defaultCeiling)
	ctx, cancel := context.WithTimeout(b.Context(), time.Minute)
	defer cancel()
	record, _, err := instance.Store().AddRecord(ctx, models.RecordRef{ExternalID: "template", Name: "Aroha Donor", Phone: "+61491570156", Timezone: "Australia/Perth"})
	if err != nil {
		b.Fatal(err)
	}
	db.clone(ctx, b, "records", "id = '"+record.ID+"'", knownRecords, map[string]string{"id": numbered("rec_"), "external_id": numbered("D-"), "phone": "CONCAT('+', 61412000000 + n.n)"})
	key, err := instance.Store().CreateAPIKey(ctx, models.APIKey{Name: "dialer", Role: models.RoleDialer})
	if err != nil {
		b.Fatal(err)
	}
	start(b, instance)
	var took []float64
	for i := range asks {
		began := time.Now()
		ask(ctx, b, "http://"+instance.Address()+"/api/v1/call-list/check", key, question(b, i))
		took = append(took, float64(time.Since(began).Microseconds())/1000)
	}
	return measured{"call-list/check": median(took)}
}

// question names donors that no question named before.
func question(b *testing.B, number int) []byte {
	b.Helper()
	type item struct {
		ExternalID string `json:"external_id,omitempty"`
		Phone      string `json:"phone,omitempty"`
	}
	items := make([]item, askedAtOnce)
	for i := range items {
		n := (number*askedAtOnce + i) * scramble % knownRecords
		if i%2 == 0 {
			items[i].ExternalID = "D-" + callbackID(n)[len("cb_"):]
		} else {
			items[i].Phone = "+" + strconv.Itoa(61412000000+n)
		}
	}
	body, err := json.Marshal(map[string]any{"items": items})
	if err != nil {
		b.Fatal(err)
	}
	return body
}

func ask(ctx context.Context, b *testing.B, address, key string, body []byte) {
	b.Helper()
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, address, bytes.NewReader(body))
	if err != nil {
		b.Fatal(err)
	}
	request.Header.Set("Authorization", "Bearer "+key)
	request.Header.Set("Content-Type", "application/json")
	answer, err := http.DefaultClient.Do(request)
	if err != nil {
		b.Fatal(err)
	}
	text, err := io.ReadAll(answer.Body)
	if err := answer.Body.Close(); err != nil {
		b.Fatal(err)
	}
	if err != nil {
		b.Fatal(err)
	}
	if answer.StatusCode != http.StatusOK || bytes.Count(text, []byte(`"callable":true`)) != askedAtOnce {
		b.Fatalf("answered %s: %.300s", answer.Status, text)
	}
}
