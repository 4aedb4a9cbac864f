package api

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/ringback/ringback/integrations/twilio"
	"github.com/ringback/ringback/models"
)

// fromFlex asks Twilio whom a token speaks for. Where nobody can say, nobody is let in.
func (h *Handler) fromFlex(ctx context.Context, token string) (caller, error) {
	user, err := h.flex.Validate(ctx, token)
	switch {
	case errors.Is(err, twilio.ErrFlexToken):
		return caller{}, &refusal{problem: problemFor(codeUnauthenticated, "this is neither a key nor a valid token of Flex: sign in to Flex again"), challenge: "invalid_token"}
	case err != nil:
		unknown := &refusal{problem: problemFor(codeUnavailable, "Twilio cannot be asked about this token at the moment: try again in a few seconds")}
		return caller{}, fmt.Errorf("%w: %w", unknown, err)
	case user.WorkerSid == "":
		return caller{}, forbidden("this Flex user has no worker in TaskRouter: ask an administrator of Flex")
	}
	who := caller{name: user.WorkerSid, role: flexRole(user.Roles), workerSid: user.WorkerSid, via: byFlex, until: models.At(user.ExpiresAt)}
	if who.role == "" {
		return caller{}, forbidden("this Flex user is neither agent, supervisor nor admin")
	}
	err = h.findTeam(ctx, &who)
	return who, err
}

// flexRole maps the roles of Flex by name; of several, the one that may do most holds. None is empty.
func flexRole(roles []string) models.Role {
	for _, role := range []models.Role{models.RoleAdmin, models.RoleSupervisor, models.RoleAgent} {
		if slices.Contains(roles, string(role)) {
			return role
		}
	}
	return ""
}
