package twiliosim

import (
	"fmt"
	"net/http"
)

// problem is an error as Twilio's API answers it.
type problem struct {
	status  int
	code    int
	message string
}

func (p *problem) Error() string { return fmt.Sprintf("%d (code %d): %s", p.status, p.code, p.message) }

// problemBody is the error JSON of Twilio's REST API.
type problemBody struct {
	Code     int    `json:"code"`
	Message  string `json:"message"`
	MoreInfo string `json:"more_info"`
	Status   int    `json:"status"`
}

func (p *problem) body() problemBody {
	return problemBody{Code: p.code, Message: p.message, Status: p.status,
		MoreInfo: fmt.Sprintf("https://www.twilio.com/docs/errors/%d", p.code)}
}

// invalid is a 400 with TaskRouter's general code for a bad parameter.
func invalid(format string, args ...any) *problem {
	return &problem{status: http.StatusBadRequest, code: 20001, message: fmt.Sprintf(format, args...)}
}

func notFound(path string) *problem {
	return &problem{status: http.StatusNotFound, code: 20404,
		message: fmt.Sprintf("The requested resource %s was not found", path)}
}

func unauthorised() *problem {
	return &problem{status: http.StatusUnauthorized, code: 20003, message: "Authenticate"}
}

func tooManyRequests() *problem {
	return &problem{status: http.StatusTooManyRequests, code: 20429, message: "Too Many Requests"}
}

func preconditionFailed() *problem {
	return &problem{status: http.StatusPreconditionFailed, code: 20412, message: "The If-Match header did not match"}
}

func serverError(status int) *problem {
	return &problem{status: status, code: 20500, message: "An internal server error has occurred"}
}
