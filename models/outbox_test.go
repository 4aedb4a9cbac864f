package models_test

import (
	"slices"
	"testing"
	"time"

	"github.com/ringback/ringback/models"
)

// endpoint makes an endpoint that is told of some types, or of all.
func (l *ledger) endpoint(types ...models.NoticeType) models.Endpoint {
	l.t.Helper()
	before, _, err := l.Endpoints(l.ctx)
	l.must(err)
	settings := []models.EndpointSetting{{URL: "https://crm.example.org/hook", Types: types}}
	for _, e := range before {
		settings = append(settings, models.EndpointSetting{ID: e.ID, URL: e.URL, Types: e.Types.V, Thin: e.Thin})
	}
	list, made, err := l.SaveEndpoints(l.ctx, settings, nil, false)
	l.must(err)
	if len(made) != 1 {
		l.t.Fatalf("%d made", len(made))
	}
	return list[0]
}

// drain delivers all that is due to an endpoint, and returns their types in the order in which they went.
func (l *ledger) drain(s *models.Store, e models.Endpoint) []models.NoticeType {
	l.t.Helper()
	var types []models.NoticeType
	for {
		posts, err := s.ClaimDeliveries(l.ctx, e, 1, time.Minute)
		l.must(err)
		if len(posts) == 0 {
			return types
		}
		for _, p := range posts {
			types = append(types, p.Type)
			_, err := s.SaveSent(l.ctx, p, models.Sent{StatusCode: 200})
			l.must(err)
		}
	}
}

func TestEveryChangeIsToldInItsOrder(t *testing.T) {
	each(t, func(t *testing.T, l *ledger) {
		other := l.open() // has to see the endpoint, which it did not make
		e, few := l.endpoint(), l.endpoint(models.NoticeBroken, models.NoticeUnreached)
		made, _, err := other.Book(l.ctx, wish("D-1", "2026-12-01T13:00"))
		l.must(err)
		l.queue(made, "WT1")
		accepted := models.Message{Signal: models.TaskAccepted, Type: "reservation.accepted", CallbackID: made.ID, Dispatch: 1, TaskSid: "WT1", WorkerSid: "WK1"}
		l.must(other.Observe(l.ctx, accepted))
		_, err = l.ReportOutcome(l.ctx, made.ID, models.Report{Code: "contacted", WorkerSid: "WK1"}, models.Asked{Actor: "agent:WK1"})
		l.must(err)
		want := []models.NoticeType{models.NoticeScheduled, models.NoticeSuppressed, models.NoticeQueued, models.NoticeAssigned, models.NoticeAttempted, models.NoticeCompleted}
		if got := l.drain(other, e); !slices.Equal(got, want) {
			t.Errorf("told of %v, want %v", got, want)
		}
		if got := l.drain(other, few); len(got) != 0 {
			t.Errorf("told of %v", got)
		}
		late := l.told(welcome("w1", models.WelcomeRequested, "P-1", "D-2", "2026-12-02T13:00"))
		l.clock.Advance(10 * 24 * time.Hour)
		_, err = l.TellBroken(l.ctx, 10)
		l.must(err)
		_, err = l.ExpireOld(l.ctx, 10)
		l.must(err)
		want = []models.NoticeType{models.NoticeScheduled, models.NoticeSuppressed, models.NoticeBroken, models.NoticeExpired, models.NoticeUnreached, models.NoticeReleased}
		if got := l.drain(l.Store, e); !slices.Equal(got, want) {
			t.Errorf("told of %v, want %v", got, want)
		}
		if got := l.drain(l.Store, few); !slices.Equal(got, []models.NoticeType{models.NoticeBroken, models.NoticeUnreached}) {
			t.Errorf("told of %v", got)
		}
		l.wantStatus(late.ID, models.Expired)
	})
}

// What failed holds up what comes after it for the same callback, and nothing else.
func TestADeliveryThatFails(t *testing.T) {
	each(t, func(t *testing.T, l *ledger) {
		e := l.endpoint(models.NoticeScheduled, models.NoticeCancelled)
		first := l.book("D-1", "2026-12-01T18:00")
		_, err := l.Cancel(l.ctx, first.ID, "called off", "", models.Asked{Actor: "key:k"})
		l.must(err)
		l.book("D-2", "2026-12-01T18:00")
		posts, err := l.ClaimDeliveries(l.ctx, e, 10, time.Minute)
		l.must(err)
		if len(posts) != 2 || posts[0].CallbackID == posts[1].CallbackID || posts[0].Donor == nil || posts[0].Donor.Name == "" {
			t.Fatalf("claimed %+v", posts)
		}
		if again, err := l.open().ClaimDeliveries(l.ctx, e, 10, time.Minute); err != nil || len(again) != 0 {
			t.Fatalf("claimed twice: %d, %v", len(again), err)
		}
		for _, p := range posts {
			sent := models.Sent{StatusCode: 200}
			if p.CallbackID == first.ID {
				sent = models.Sent{StatusCode: 400, Error: "answered 400 Bad Request"}
			}
			_, err := l.SaveSent(l.ctx, p, sent)
			l.must(err)
		}
		if got := l.drain(l.Store, e); len(got) != 0 {
			t.Errorf("sent %v before what comes first", got)
		}
		l.clock.Advance(10 * time.Second)
		if got := l.drain(l.Store, e); !slices.Equal(got, []models.NoticeType{models.NoticeScheduled, models.NoticeCancelled}) {
			t.Errorf("sent %v", got)
		}
		if _, err := l.SaveSent(l.ctx, posts[0], models.Sent{Error: "late"}); err != nil {
			t.Error(err)
		}
	})
}

func TestDeliveriesAreParkedAfter72Hours(t *testing.T) {
	each(t, func(t *testing.T, l *ledger) {
		e := l.endpoint(models.NoticeScheduled)
		l.book("D-1", "2026-12-20T18:00")
		began, tries, last := l.clock.Now(), 0, models.DeliveryPending
		for last == models.DeliveryPending && tries < 100 {
			posts, err := l.ClaimDeliveries(l.ctx, e, 1, time.Minute)
			l.must(err)
			if len(posts) == 0 { // the pauses grow from seconds to hours
				l.clock.Advance(5*time.Second + l.clock.Since(began)/1000)
				continue
			}
			tries++
			last, err = l.SaveSent(l.ctx, posts[0], models.Sent{StatusCode: 500, Error: "answered 500", Endpoint: true})
			l.must(err)
		}
		if took := l.clock.Since(began); last != models.DeliveryParked || took < 72*time.Hour || took > 72*time.Hour+5*time.Minute || tries < 15 || tries > 60 {
			t.Errorf("%s after %s and %d tries", last, took, tries)
		}
		due, err := l.EndpointsDue(l.ctx)
		l.must(err)
		if len(due) != 0 {
			t.Error("it is still due")
		}
	})
}

func TestTheCircuitOfAnEndpoint(t *testing.T) {
	each(t, func(t *testing.T, l *ledger) {
		e := l.endpoint(models.NoticeScheduled)
		for i := range 6 {
			l.book("D-"+string(rune('a'+i)), "2026-12-20T18:00")
		}
		posts, err := l.ClaimDeliveries(l.ctx, e, 5, time.Minute)
		l.must(err)
		for _, p := range posts {
			_, err := l.SaveSent(l.ctx, p, models.Sent{Error: "no connection", Endpoint: true})
			l.must(err)
		}
		if due, err := l.EndpointsDue(l.ctx); err != nil || len(due) != 0 {
			t.Fatalf("due with an open circuit: %d, %v", len(due), err)
		}
		l.clock.Advance(31 * time.Second)
		due, err := l.EndpointsDue(l.ctx)
		l.must(err)
		if len(due) != 1 || !due[0].Probing() {
			t.Fatalf("due %+v", due)
		}
		if got := l.drain(l.Store, e); len(got) != 6 {
			t.Errorf("%d were sent once it answered", len(got))
		}
		if due, err := l.EndpointsDue(l.ctx); err != nil || len(due) != 0 {
			t.Errorf("due %+v, %v", due, err)
		}
		l.book("D-z", "2026-12-20T18:00")
		if due, err := l.EndpointsDue(l.ctx); err != nil || len(due) != 1 || due[0].Probing() {
			t.Errorf("due %+v, %v", due, err)
		}
	})
}

// An endpoint that is disabled for long: what waited for it is parked when its time is over.
func TestWhatNobodyTriedIsParked(t *testing.T) {
	each(t, func(t *testing.T, l *ledger) {
		e := l.endpoint(models.NoticeScheduled)
		l.book("D-1", "2026-12-20T18:00")
		_, _, err := l.SaveEndpoints(l.ctx, []models.EndpointSetting{{ID: e.ID, URL: e.URL, Disabled: true}}, nil, false)
		l.must(err)
		l.book("D-2", "2026-12-20T18:00")
		l.clock.Advance(72*time.Hour + time.Second)
		if n, err := l.ParkOverdue(l.ctx, 10); err != nil || n != 1 {
			t.Errorf("%d parked, %v", n, err)
		}
		parked, _, err := l.Deliveries(l.ctx, models.DeliveryParked, "", "", 10)
		l.must(err)
		if len(parked) != 1 || parked[0].Error == "" {
			t.Fatalf("parked %+v", parked)
		}
		_, _, err = l.SaveEndpoints(l.ctx, []models.EndpointSetting{{ID: e.ID, URL: e.URL}}, nil, false)
		l.must(err)
		_, err = l.ReplayDelivery(l.ctx, parked[0].ID)
		l.must(err)
		if got := l.drain(l.Store, e); len(got) != 1 {
			t.Errorf("sent %v", got)
		}
	})
}

// A change that is rolled back tells nobody.
func TestWhatDidNotHappenIsNotTold(t *testing.T) {
	each(t, func(t *testing.T, l *ledger) {
		e := l.endpoint()
		if _, _, err := l.Book(l.ctx, wish("D-1", "2026-11-01T18:00")); err == nil {
			t.Fatal("booked in the past")
		}
		l.book("D-2", "2026-12-01T18:00")
		if _, _, err := l.Book(l.ctx, wish("D-2", "2026-12-01T19:00")); err == nil {
			t.Fatal("booked twice")
		}
		if got := l.drain(l.Store, e); len(got) != 2 {
			t.Errorf("told of %v", got)
		}
	})
}

func TestSecretsRotate(t *testing.T) {
	each(t, func(t *testing.T, l *ledger) {
		e := l.endpoint()
		fresh, err := l.RotateSecret(l.ctx, e.ID)
		l.must(err)
		now := l.clock.Now()
		if got := fresh.Secrets(now); len(got) != 2 || got[1] != e.Secret || got[0] == e.Secret {
			t.Errorf("%d secrets sign", len(got))
		}
		if got := fresh.Secrets(now.Add(24 * time.Hour)); len(got) != 1 || got[0] != fresh.Secret {
			t.Errorf("%d secrets sign a day later", len(got))
		}
	})
}

func TestDeliveredIsForgottenAfterAMonth(t *testing.T) {
	each(t, func(t *testing.T, l *ledger) {
		e := l.endpoint(models.NoticeScheduled)
		l.told(welcome("w1", models.WelcomeRequested, "P-1", "D-1", "2026-12-20T18:00"))
		l.drain(l.Store, e)
		for range 2 { // the message goes first, and its answer with it or after it
			l.clock.Advance(35 * 24 * time.Hour)
			_, err := l.Prune(l.ctx, 100)
			l.must(err)
		}
		if left, _, err := l.Deliveries(l.ctx, "", "", "", 10); err != nil || len(left) != 0 {
			t.Errorf("%d left, %v", len(left), err)
		}
		if _, err := l.AnswerTo(l.ctx, "w1"); err == nil {
			t.Error("the answer is still there")
		}
	})
}
