package app

import (
	"errors"
	"log/slog"
	"reflect"
	"slices"
	"testing"
	"time"

	"github.com/jonboulle/clockwork"
	"github.com/prometheus/client_golang/prometheus"

	"github.com/ringback/ringback/config"
	"github.com/ringback/ringback/models"
	"github.com/ringback/ringback/models/dbtest"
	"github.com/ringback/ringback/models/hours"
)

func parse(t *testing.T, text string) config.Directory {
	t.Helper()
	d, err := config.ParseDirectory([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestSectionsOfTheFile(t *testing.T) {
	t.Parallel()
	got := fileRules(parse(t, `
teams: [{name: welcome, timezone: Australia/Perth, ladder: {owner_minutes: 3}, slots: {capacity: 5, per_agent: 0.5, overbook_percent: 20}}]
outcomes:
  - {code: engaged, label: Engaged, action: retry, retry_after: 15m, retry_max: 2}
  - {code: pledged, action: contact}
  - {code: moved, action: close, resolution: refused}
  - {code: later, action: callback}
reasons: [{code: bank, label: No card, labels: {ar: بلا}, match: [card], team: street}, {code: plain}]
calling_hours: {everyone: [au]}
`))
	want := models.FileRules{
		CallingHours: &hours.Rules{Everyone: []string{"au"}},
		Teams: []models.TeamSetting{{Name: "welcome", Timezone: "Australia/Perth", OwnerMinutes: 3, TeamMinutes: 20, AlertMinutes: 30,
			SlotCapacity: 5, SlotPerAgent: 0.5, SlotOverbook: 20}},
		Outcomes: []models.OutcomeSetting{
			{Code: "engaged", Label: "Engaged", Action: models.ActRetry, RetryDelays: []int{900, 900}},
			{Code: "pledged", Label: "pledged", Action: models.ActResolve, Resolution: models.Contacted},
			{Code: "moved", Label: "moved", Action: models.ActResolve, Resolution: models.Refused},
			{Code: "later", Label: "later", Action: models.ActCallback},
		},
		Reasons: []models.ReasonSetting{{Code: "bank", Label: "No card", Labels: map[string]string{"ar": "بلا"}, Match: []string{"card"}, Team: "street"}, {Code: "plain", Label: "plain"}},
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got  %+v\nwant %+v", got, want)
	}
	if empty := fileRules(parse(t, "grace_minutes: 5")); empty.CallingHours != nil || empty.Teams != nil || empty.Outcomes != nil || empty.Reasons != nil {
		t.Errorf("a file without sections says %+v", empty)
	}
}

// begin opens the store as a start does, and closes it again.
func begin(t *testing.T, url, file string, then func(*models.Store)) {
	t.Helper()
	clock := clockwork.NewFakeClockAt(time.Date(2026, time.December, 1, 4, 0, 0, 0, time.UTC))
	a := &App{cfg: config.Config{DatabaseURL: url, Directory: parse(t, file)}, log: slog.New(slog.DiscardHandler), clock: clock, metrics: prometheus.NewRegistry()}
	err := a.openStore(t.Context())
	if err == nil && then != nil {
		then(a.store)
	}
	if err := errors.Join(err, a.release(t.Context())); err != nil {
		t.Fatal(err)
	}
}

func TestAStartAdoptsWhatChangedInTheFile(t *testing.T) {
	t.Parallel()
	dbtest.Each(t, func(t *testing.T, url string) {
		const file = "teams: [{name: welcome, ladder: {owner_minutes: 3}}]"
		minutes := func(store *models.Store) int {
			teams, err := store.Teams(t.Context())
			if err != nil || len(teams) != 1 {
				t.Fatalf("teams %v, %v", teams, err)
			}
			return teams[0].OwnerMinutes
		}
		begin(t, url, file, func(store *models.Store) {
			if got := minutes(store); got != 3 {
				t.Errorf("%d minutes", got)
			}
			edit := models.ReplaceTeams([]models.TeamSetting{{Name: "welcome", OwnerMinutes: 8}})
			if _, err := store.SavePolicy(t.Context(), edit, models.Saving{Actor: "key:admin"}); err != nil {
				t.Fatal(err)
			}
		})
		begin(t, url, file+" # with a word that changes nothing", func(store *models.Store) {
			if got := minutes(store); got != 8 {
				t.Errorf("an unchanged file undid an edit: %d minutes", got)
			}
		})
		begin(t, url, "teams: [{name: welcome, ladder: {owner_minutes: 4}}]", func(store *models.Store) {
			if got := minutes(store); got != 4 {
				t.Errorf("a changed file is not in force: %d minutes", got)
			}
			found, _, err := store.PolicyVersions(t.Context(), models.PolicyTeams, 0, 10)
			origins := []models.Origin{}
			for _, v := range found {
				origins = append(origins, v.Origin)
			}
			if err != nil || !slices.Equal(origins, []models.Origin{models.OriginFile, models.OriginAPI, models.OriginFile}) {
				t.Errorf("versions came from %v, %v", origins, err)
			}
		})
	})
}
