package twilio

import (
	"context"
	"errors"
	"net/url"

	taskrouter "github.com/twilio/twilio-go/rest/taskrouter/v1"
)

const (
	// pageSize is the largest page TaskRouter serves (its OpenAPI description).
	pageSize = 1000
	// maxPages bounds a list at 100,000 entries, which no call centre has live at once. A list cut short would look
	// like one without the Task that is sought, so reaching the bound is a failure.
	maxPages = 100
)

// errNoList is a success that holds no list. Taken for an empty one it would say that no Task exists.
var errNoList = errors.New("the answer holds no list")

// pageMeta is the part of a page that says where the next one is.
type pageMeta = taskrouter.ListActivityResponseMeta

// cursor is where a page begins: what TaskRouter put into next_page_url. Only these values are taken from that URL,
// never its host, so that an answer cannot send our credentials elsewhere.
type cursor struct{ token, page string }

// pages reads a list to its end; each page is a call with a deadline of its own.
func (c *Client) pages(ctx context.Context, op string, read func(*taskrouter.ApiService, cursor) (pageMeta, error)) error {
	var at cursor
	for range maxPages {
		var meta pageMeta
		one, failed := c.do(ctx, op, func(api *taskrouter.ApiService) (err error) {
			meta, err = read(api, at)
			return err
		})
		if failed != nil {
			return failed
		}
		next, more := nextCursor(meta)
		if !more {
			return nil
		}
		if next.token == "" || next == at {
			return &Error{Class: Unknown, Op: op, Status: one.status, Message: "the next page has no address"}
		}
		at = next
	}
	return &Error{Class: Unknown, Op: op, Message: "the list has too many pages"}
}

func nextCursor(meta pageMeta) (next cursor, more bool) {
	address := text(meta.NextPageUrl)
	if address == "" {
		return cursor{}, false
	}
	u, err := url.Parse(address)
	if err != nil {
		return cursor{}, true
	}
	query := u.Query()
	return cursor{token: query.Get("PageToken"), page: query.Get("Page")}, true
}
