package webhooks

import (
	"errors"
	"fmt"
	"testing"

	"github.com/ringback/ringback/models"
)

func TestProblemsOfErrors(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		err    error
		status int
		code   string
	}{
		{&models.OpenCallbackError{CallbackID: "cb_1"}, 409, "callback_already_open"},
		{fmt.Errorf("apply: %w", models.ErrWithAgent), 409, "already_with_agent"},
		{fmt.Errorf("get: %w", models.ErrNotFound), 404, "not_found"},
		{&models.TransitionError{From: models.Failed, To: models.Queued}, 422, "validation_failed"},
		{&models.InvalidError{Problems: []models.Problem{{Code: "slot_full", Detail: "full"}}}, 409, "slot_full"},
		{&models.InvalidError{Problems: []models.Problem{{Code: "do_not_call", Detail: "asked"}}}, 422, "do_not_call"},
		{errors.New("connection refused"), 503, "unavailable"},
	} {
		p := problemOf(test.err)
		if p.Status != test.status || p.Code != test.code || p.Detail == "" {
			t.Errorf("%v: %+v", test.err, p)
		}
	}
	if p := problemOf(&models.OpenCallbackError{CallbackID: "cb_1"}); p.CallbackID != "cb_1" {
		t.Error("the open callback is not named")
	}
}
