package webhooks

import (
	"strings"

	"github.com/ringback/ringback/integrations/twilio"
	"github.com/ringback/ringback/models"
)

// roleOf says what an event's Task is to us. Only ids of the form that we give are ours: other applications in the workspace may
// have a callback_id too.
func roleOf(a twilio.Attributes) models.TaskRole {
	switch {
	case !strings.HasPrefix(a.CallbackID, "cb_") || !isSid(a.CallbackID):
		return models.RoleSource
	case a.TaskType == twilio.TaskType && a.Dispatch > 0:
		return models.RoleOwn
	}
	return models.RoleCall
}

// signalOf says what an event tells of a Task of a role; false for types that tell nothing we act on.
func signalOf(e twilio.Event, role models.TaskRole) (models.TaskSignal, bool) {
	switch e.Type {
	case "task.created", "reservation.created":
		return models.TaskSeen, true
	case "task.updated":
		return updatedSignal(e.TaskStatus, role), true
	case "reservation.accepted":
		return models.TaskAccepted, true
	case "reservation.rejected", "reservation.timeout", "reservation.canceled", "reservation.rescinded", "reservation.failed":
		if role == models.RoleOwn {
			return models.TaskDeclined, true
		}
		return models.TaskNews, true
	case "task.wrapup", "reservation.wrapup":
		return models.TaskWrapping, true
	case "reservation.completed":
		if role == models.RoleOwn { // one agent is done with it; task.completed says that the Task is, which may have gone to another
			return models.TaskNews, true
		}
		return models.TaskFinished, true
	case "task.completed":
		return models.TaskFinished, true
	case "task.canceled", "task.deleted", "task.system-deleted", "workflow.timeout":
		return models.TaskLost, true
	}
	return "", false
}

// updatedSignal reads task.updated by the Task's status, which is the only thing in it that says how far the Task is.
func updatedSignal(status string, role models.TaskRole) models.TaskSignal {
	switch {
	case role == models.RoleOwn && status == "completed":
		return models.TaskFinished
	case role == models.RoleOwn && status == "canceled":
		return models.TaskLost
	case role != models.RoleOwn && (status == "wrapping" || status == "completed" || status == "canceled"):
		return models.TaskWrapping
	}
	return models.TaskSeen
}
