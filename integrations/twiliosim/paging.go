package twiliosim

import (
	"encoding/base64"
	"net/http"
	"net/url"
	"strconv"
)

// Page sizes of TaskRouter's lists (OpenAPI document).
const (
	defaultPageSize = 50
	maxPageSize     = 1000
)

// meta is the part of a list answer that leads to the next page.
type meta struct {
	FirstPageURL    string  `json:"first_page_url"`
	Key             string  `json:"key"`
	NextPageURL     *string `json:"next_page_url"`
	Page            int     `json:"page"`
	PageSize        int     `json:"page_size"`
	PreviousPageURL *string `json:"previous_page_url"`
	URL             string  `json:"url"`
}

// page is where a list request starts and how much it wants.
type page struct {
	size   int
	number int
	cursor string
}

// readPage takes PageSize, Page and PageToken. Page alone is not supported by TaskRouter (error 40153).
func (f *fields) readPage() page {
	p := page{size: f.number("PageSize", 1, maxPageSize, defaultPageSize), number: f.number("Page", 0, 1<<30, 0)}
	if p.number > 0 && !f.has("PageToken") && f.problem == nil {
		f.problem = &problem{status: http.StatusBadRequest, code: 40153, message: "Page is not supported without PageToken"}
	}
	if f.has("PageToken") {
		raw, err := base64.RawURLEncoding.DecodeString(f.text("PageToken"))
		if err != nil || len(raw) == 0 {
			f.fail("parameter %q is not one of ours", "PageToken")
		}
		p.cursor = string(raw)
	}
	return p
}

// offset reads a cursor that is a plain position.
func (p page) offset() (int, error) {
	if p.cursor == "" {
		return 0, nil
	}
	n, err := strconv.Atoi(p.cursor)
	if err != nil || n < 0 {
		return 0, invalid("parameter %q is not one of ours", "PageToken")
	}
	return n, nil
}

// pageMeta describes a page; next is the cursor of the following one, empty on the last.
func (c *call) pageMeta(key string, p page, next string) meta {
	m := meta{Key: key, Page: p.number, PageSize: p.size, URL: c.origin + c.request.URL.RequestURI()}
	first := c.pageURL(p, "", 0)
	m.FirstPageURL = first
	if next != "" {
		following := c.pageURL(p, next, p.number+1)
		m.NextPageURL = &following
	}
	return m
}

func (c *call) pageURL(p page, cursor string, number int) string {
	query := url.Values{}
	for key, values := range c.fields.values {
		if key != "PageToken" && key != "Page" {
			query[key] = values
		}
	}
	query.Set("PageSize", strconv.Itoa(p.size))
	query.Set("Page", strconv.Itoa(number))
	if cursor != "" {
		query.Set("PageToken", base64.RawURLEncoding.EncodeToString([]byte(cursor)))
	}
	return c.origin + c.request.URL.Path + "?" + query.Encode()
}

// slicePage cuts one page out of a list that only grows at its end.
func slicePage[T any](p page, all []T) (part []T, next string, err error) {
	from, err := p.offset()
	if err != nil {
		return nil, "", err
	}
	from = min(from, len(all))
	to := min(from+p.size, len(all))
	if to < len(all) {
		next = strconv.Itoa(to)
	}
	return all[from:to], next, nil
}

// listReply answers one page of a list that only grows at its end.
func listReply[T any](c *call, key string, p page, all []T) (reply, error) {
	part, next, err := slicePage(p, all)
	if err != nil {
		return reply{}, err
	}
	return reply{status: http.StatusOK, body: map[string]any{key: part, "meta": c.pageMeta(key, p, next)}}, nil
}
