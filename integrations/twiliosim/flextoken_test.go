package twiliosim_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/ringback/ringback/integrations/twiliosim"
)

func TestFlexTokens(t *testing.T) {
	t.Parallel()
	o := open(t)
	path := o.web.URL + "/v1/Accounts/" + account + "/Tokens/validate"
	asked := func(token string) string { return o.send(http.MethodPost, path, `{"token":"`+token+`"}`) }
	token := o.sim.IssueFlexToken(twiliosim.FlexToken{WorkerSid: o.seeded.WorkerSids["ann"], Roles: []string{"agent"}})
	if got := asked(token); !strings.Contains(got, `"valid":true`) || !strings.Contains(got, o.seeded.WorkerSids["ann"]) || !strings.Contains(got, `"expiration":"2026-03-02T10:00:00.000Z"`) {
		t.Errorf("a good token: %s", got)
	}
	o.clock.Advance(time.Hour)
	if got := asked(token); !strings.Contains(got, `"valid":false`) || !strings.Contains(got, `"worker_sid":null`) {
		t.Errorf("an old token: %s", got)
	}
	made := o.send(http.MethodPost, o.web.URL+"/_sim/tokens", `{"roles":["admin"]}`)
	_, second, _ := strings.Cut(strings.TrimSuffix(made, `"}`), `{"token":"`)
	if got := asked(second); !strings.Contains(got, `"roles":["admin"]`) || !strings.Contains(got, `"worker_sid":null`) {
		t.Errorf("a token made over HTTP: %s", got)
	}
	o.sim.RevokeFlexToken(second)
	o.sim.Assume(twiliosim.Assumptions{BadTokenStatus: http.StatusForbidden})
	if got := asked(second); !strings.Contains(got, `"valid":false`) {
		t.Errorf("a revoked token: %s", got)
	}
	if got := o.send(http.MethodPost, strings.Replace(path, account, "AC00000000000000000000000000000009", 1), `{"token":"x"}`); !strings.Contains(got, `"code":20404`) {
		t.Errorf("another account: %s", got)
	}
	must(t, o.sim.Inject(twiliosim.Fault{Op: "ValidateToken", Kind: twiliosim.FaultErrorBefore, Count: 1}))
	if got := asked(token); !strings.Contains(got, `"code":20500`) {
		t.Errorf("a fault: %s", got)
	}
}
