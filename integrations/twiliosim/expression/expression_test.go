package expression_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/ringback/ringback/integrations/twiliosim/expression"
)

const donor = `{"taskType": "callback", "n": 7, "vip": true, "cb_agent_sid": null, "langs": ["en", "fr"],
	"conversations": {"outcome": "busy"}, "name": "A. Donor"}`

func lookup(t testing.TB) expression.Lookup {
	t.Helper()
	var attributes map[string]any
	if err := json.Unmarshal([]byte(donor), &attributes); err != nil {
		t.Fatal(err)
	}
	return func(name string) any { return expression.Value(attributes, name) }
}

func TestEval(t *testing.T) {
	t.Parallel()
	cases := map[string]bool{
		`1==1`:                                    true,
		`1==0`:                                    false,
		`taskType == 'callback'`:                  true,
		`taskType == "callback"`:                  true,
		`taskType != "callback"`:                  false,
		`cb_agent_sid == null`:                    true,
		`cb_agent_sid != null`:                    false,
		`missing == null`:                         true,
		`vip == true`:                             true,
		`vip == 'true'`:                           false,
		`n > 6 AND n >= 7 AND n < 8 AND n <= 7`:   true,
		`n > 7 OR n < 7`:                          false,
		`n == '7'`:                                false,
		`name > 'A' AND name < 'B'`:               true,
		`name > 1`:                                false,
		`langs HAS 'fr'`:                          true,
		`langs HAS 'de'`:                          false,
		`name HAS 'A'`:                            false,
		`'en' IN langs`:                           true,
		`n IN [1, 7]`:                             true,
		`n NOT IN [1, 7]`:                         false,
		`taskType IN ["voicemail", "callback"]`:   true,
		`name CONTAINS 'Donor'`:                   true,
		`langs CONTAINS 'fr'`:                     false,
		`conversations.outcome == "busy"`:         true,
		`conversations.other.deep == null`:        true,
		`NOT (n == 7)`:                            false,
		`NOT n == 8 AND vip == true`:              true,
		`n == 8 OR n == 7 AND vip == false`:       false,
		`(n == 8 OR n == 7) AND NOT vip == false`: true,
		`name == 'A\'s'`:                          false,
		`-1 < n`:                                  true,
	}
	for source, want := range cases {
		parsed, err := expression.Parse(source)
		if err != nil {
			t.Errorf("%s: %v", source, err)
			continue
		}
		if got := parsed.Eval(lookup(t)); got != want {
			t.Errorf("%s is %v, want %v", source, got, want)
		}
	}
}

func TestUnsupportedSyntaxIsAnError(t *testing.T) {
	t.Parallel()
	for _, source := range []string{
		``, `vip`, `n = 7`, `n == `, `== 7`, `a && b`, `n == 7)`, `(n == 7`, `cb-team == 'x'`, `n == 'x`, `n MATCHES 'x'`,
		`n and m`, `n == [1]`, `n IN [m]`, `n IN [1 2]`, `n NOT 1`, `a..b == 1`, `a. == 1`, `1.2.3 == 1`, `n == 7 n == 8`,
		strings.Repeat("(", 500) + "1==1" + strings.Repeat(")", 500), strings.Repeat("NOT ", 500) + "1==1",
	} {
		if _, err := expression.Parse(source); err == nil {
			t.Errorf("%q was accepted", source)
		}
	}
}

func TestNames(t *testing.T) {
	t.Parallel()
	parsed, err := expression.Parse(`worker.team == task.cb_team AND (n == null OR worker.team != 'x')`)
	if err != nil {
		t.Fatal(err)
	}
	if got := strings.Join(parsed.Names(), " "); got != "worker.team task.cb_team n" {
		t.Errorf("names are %q", got)
	}
}

func FuzzParse(f *testing.F) {
	for _, seed := range []string{`1==1`, `worker.team == task.cb_team`, `NOT (a IN ['x', "y"]) OR b >= -1.5`, `a HAS 'b\'c'`,
		`cb_agent_sid != null AND taskType == "callback"`, `((`, `'`, `a NOT IN [true,false,null]`} {
		f.Add(seed)
	}
	attributes := lookup(f)
	f.Fuzz(func(t *testing.T, source string) {
		parsed, err := expression.Parse(source)
		if err != nil {
			return
		}
		negated, err := expression.Parse("NOT (" + source + ")")
		if err != nil {
			if strings.Contains(err.Error(), "nested deeper") || strings.Contains(err.Error(), "longer than") {
				return
			}
			t.Fatalf("the negation of %q is refused: %v", source, err)
		}
		if parsed.Eval(attributes) == negated.Eval(attributes) {
			t.Fatalf("%q and its negation agree", source)
		}
	})
}
