package models_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/ringback/ringback/models"
	"github.com/ringback/ringback/models/hours"
)

func (l *ledger) adopt(file models.FileRules, want ...models.PolicyKind) {
	l.t.Helper()
	got, err := l.AdoptFile(l.ctx, file)
	l.must(err)
	if !slices.Equal(got, want) {
		l.t.Errorf("adopted %v, want %v", got, want)
	}
}

// The file is adopted when it is new or has changed; what people save in between stays in force over an unchanged one.
func TestTheFileIsAdoptedWhenItChanges(t *testing.T) {
	eachRuled(t, func(t *testing.T, l *ledger) {
		rules := only(ours("10:00-12:00", time.Friday))
		file := models.FileRules{CallingHours: &rules, Teams: []models.TeamSetting{{Name: "welcome", OwnerMinutes: 5}},
			Outcomes: []models.OutcomeSetting{{Code: "engaged", Action: models.ActRetry, RetryDelays: []int{900}}}}
		l.adopt(file, models.PolicyCallingHours, models.PolicyTeams, models.PolicyOutcomes)
		l.adopt(file)
		if v, err := l.PolicyInForce(l.ctx, models.PolicyTeams); err != nil || v.Version != 1 || v.Origin != models.OriginFile || v.CreatedBy != "file" {
			t.Errorf("%+v, %v", v, err)
		}
		if _, err := l.FindOutcome(l.ctx, "engaged"); err != nil || l.team("welcome").OwnerMinutes != 5 {
			t.Errorf("rows do not follow: %v", err)
		}
		edited := []models.TeamSetting{{Name: "welcome", OwnerMinutes: 8}}
		l.save(models.ReplaceTeams(edited))
		l.adopt(file)
		l.adopt(models.FileRules{})
		if got := l.team("welcome").OwnerMinutes; got != 8 {
			t.Errorf("an unchanged file undid an edit: %d minutes", got)
		}
		file.Teams = edited // as in force by now: its coming from the file is remembered all the same
		l.adopt(file, models.PolicyTeams)
		l.save(models.ReplaceTeams([]models.TeamSetting{{Name: "welcome", OwnerMinutes: 9}}))
		l.adopt(file)
		file.Teams = []models.TeamSetting{{Name: "welcome", OwnerMinutes: 6}}
		l.adopt(file, models.PolicyTeams)
		if got := l.team("welcome").OwnerMinutes; got != 6 {
			t.Errorf("a changed file is not in force: %d minutes", got)
		}
		file.CallingHours = &hours.Rules{}
		l.adopt(file, models.PolicyCallingHours)
	})
}

func TestAFileWithFaultsIsNotAdopted(t *testing.T) {
	eachRuled(t, func(t *testing.T, l *ledger) {
		_, err := l.AdoptFile(l.ctx, models.FileRules{Outcomes: []models.OutcomeSetting{{Code: "deceased", Action: models.ActRetry, RetryDelays: []int{60}}}})
		if got := l.faults(err); got != "outcomes[0].action" || !strings.Contains(err.Error(), "configuration file") {
			t.Errorf("%q: %v", got, err)
		}
	})
}
