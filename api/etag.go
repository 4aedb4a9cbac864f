package api

import (
	"net/http"
	"strconv"
	"strings"

	"github.com/ringback/ringback/models"
)

func etag(version int64) string { return `"` + strconv.FormatInt(version, 10) + `"` }

// ifMatch returns the version on which a change is to be based: 0, any, without an If-Match, else the current one when the header
// names it. Comparison is strong (RFC 9110, section 13.1.1): a weak tag never matches. No match is models.ErrVersion.
func ifMatch(header http.Header, current int64) (int64, error) {
	values := header.Values("If-Match")
	if len(values) == 0 {
		return 0, nil
	}
	for _, tag := range strings.Split(strings.Join(values, ","), ",") {
		switch strings.TrimSpace(tag) {
		case "*":
			return 0, nil
		case etag(current):
			return current, nil
		}
	}
	return 0, models.ErrVersion
}
