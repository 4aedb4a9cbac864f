package api

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/ringback/ringback/models"
)

// refusal is an error of this package that is the caller's own and goes out as it is.
type refusal struct {
	problem
	challenge  string // of a 401: the error attribute of WWW-Authenticate, if any
	retryAfter int    // seconds; 0: as the status has it
}

func (e *refusal) Error() string { return e.Code + ": " + e.Detail }

func forbidden(detail string) error { return &refusal{problem: problemFor(codeForbidden, detail)} }

func unauthenticated(challenge string) error {
	detail := "send the header Authorization: Bearer KEY, with a key made by ringback apikey create or a token of Flex, or sign in"
	if challenge != "" {
		detail = "this key is unknown or revoked; ringback apikey create makes a new one"
	}
	return &refusal{problem: problemFor(codeUnauthenticated, detail), challenge: challenge}
}

// invalid is input that cannot be taken, in the form that models has for it.
func invalid(field, format string, args ...any) *models.InvalidError {
	return &models.InvalidError{Problems: []models.Problem{{Code: codeValidation, Field: field, Detail: fmt.Sprintf(format, args...)}}}
}

// gather makes one error of all problems found, or none.
func gather(found []models.Problem) error {
	if len(found) == 0 {
		return nil
	}
	return &models.InvalidError{Problems: found}
}

// inBody names the fields of a refused booking as the body of this route has them: at its top, without the prefix.
func inBody(err error, prefix string) error {
	var bad *models.InvalidError
	if !errors.As(err, &bad) {
		return err
	}
	trimmed := make([]models.Problem, len(bad.Problems))
	for i, p := range bad.Problems {
		p.Field = strings.TrimPrefix(p.Field, prefix)
		trimmed[i] = p
	}
	return &models.InvalidError{Problems: trimmed, Alternatives: bad.Alternatives}
}

// inRequest names a field of a booking as the body has it.
func inRequest(field string) string { return strings.TrimPrefix(field, "callback_request.") }

// refuse answers an error. This is the one place where errors become answers, and where those that are ours are logged.
func (h *Handler) refuse(w http.ResponseWriter, r *http.Request, err error) {
	p := h.problemOf(r.Context(), err)
	switch {
	case r.Context().Err() != nil:
		h.log.Debug("caller went away", "method", r.Method, "route", templateOf(r))
	case p.Status >= http.StatusInternalServerError:
		h.log.Error("request failed", "method", r.Method, "route", templateOf(r), "error", err)
	}
	own := &refusal{}
	errors.As(err, &own)
	switch {
	case own.retryAfter > 0:
		w.Header().Set("Retry-After", strconv.Itoa(own.retryAfter))
	case p.Status == http.StatusUnauthorized && own.challenge != "":
		w.Header().Set("WWW-Authenticate", `Bearer realm="ringback", error="`+own.challenge+`"`)
	case p.Status == http.StatusUnauthorized:
		w.Header().Set("WWW-Authenticate", `Bearer realm="ringback"`)
	case p.Status == http.StatusServiceUnavailable:
		w.Header().Set("Retry-After", "5")
	}
	h.writeProblem(w, p)
}

func (h *Handler) problemOf(ctx context.Context, err error) problem {
	var (
		own  *refusal
		bad  *models.InvalidError
		open *models.OpenCallbackError
		step *models.TransitionError
		big  *http.MaxBytesError
	)
	switch {
	case errors.As(err, &own):
		return own.problem
	case errors.As(err, &bad):
		return invalidProblem(bad)
	case errors.As(err, &open):
		p := problemFor(codeOpen, "the record has the open callback "+open.CallbackID+": move or cancel that one")
		p.CallbackID = open.CallbackID
		return p
	case errors.As(err, &step):
		return problemFor(codeClosed, fmt.Sprintf("the callback is %s and takes no more changes", step.From))
	case errors.As(err, &big):
		return problemFor(codeTooLarge, fmt.Sprintf("a body may have %d bytes at most", big.Limit))
	case errors.Is(err, models.ErrNotFound):
		return problemFor(codeNotFound, "there is nothing with this id that you may see")
	case errors.Is(err, models.ErrVersion):
		return problemFor(codeVersion, "it has another version than If-Match names: read it again")
	case errors.Is(err, models.ErrWithAgent):
		return problemFor(codeWithAgent, "an agent has this callback: its call's outcome decides")
	case errors.Is(err, context.DeadlineExceeded):
		return problemFor(codeUnavailable, fmt.Sprintf("this took longer than the %s that a request may: ask for less, such as a shorter period, or try again later", h.patience))
	case errors.Is(err, models.ErrStale), !h.storeAnswers(ctx):
		return problemFor(codeUnavailable, "this cannot be done at the moment: try again in a few seconds")
	}
	return problemFor(codeInternal, "something went wrong here; it was logged")
}

// overdue is an error that came because there was no more time, whatever the database's driver called it.
func overdue(ctx context.Context, err error) error {
	if err != nil && errors.Is(ctx.Err(), context.DeadlineExceeded) && !errors.Is(err, context.DeadlineExceeded) {
		return fmt.Errorf("%w: %w", ctx.Err(), err)
	}
	return err
}

// storeAnswers tells a database that is away, which is worth trying again, from an error of our own, which is not.
func (h *Handler) storeAnswers(ctx context.Context) bool {
	ctx, cancel := context.WithTimeout(ctx, time.Second)
	defer cancel()
	return h.store.Ping(ctx) == nil
}
