package api

import (
	"net/http"
	"slices"
	"strings"

	"github.com/ringback/ringback/models"
	"github.com/ringback/ringback/models/hours"
)

// The years of which public holidays are told: the calendars are kept from the first on.
const (
	firstHolidayYear = 2024
	lastHolidayYear  = 2100
)

// holidaysView are the days of a region and a year on which calls are few or none.
type holidaysView struct {
	Region   string            `json:"region"`
	Year     int               `json:"year"`
	Calendar bool              `json:"calendar"` // false: no calendar of the country is known, and Items says nothing
	Items    []holidayView     `json:"items"`
	Closed   []hours.ClosedDay `json:"closed"` // the site's own days without calls there
	Version  int               `json:"version"`
}

// holidayView is a public holiday.
type holidayView struct {
	Date    hours.Date `json:"date"`
	Weekday string     `json:"weekday"`
	Name    string     `json:"name"`
}

func (h *Handler) listHolidays(r *http.Request, c call) (reply, error) {
	year := c.query.number("year")
	if year == 0 {
		year = h.store.Now().UTC().Year()
	}
	region := strings.ToUpper(c.query.text("region"))
	country, _, _ := strings.Cut(region, "-")
	if len(country) != 2 {
		c.query.wrong("region", "give a region of ISO 3166, such as AU or AU-WA")
	}
	if year < firstHolidayYear || year > lastHolidayYear {
		c.query.wrong("year", "a year from %d to %d", firstHolidayYear, lastHolidayYear)
	}
	if err := c.query.err(); err != nil {
		return reply{}, err
	}
	in, err := h.store.CallingHours(r.Context())
	if err != nil {
		return reply{}, err
	}
	regions := hours.CalendarRegions()
	view := holidaysView{Region: region, Year: year, Version: in.Version, Items: []holidayView{}, Closed: []hours.ClosedDay{},
		Calendar: slices.Contains(regions, region) || slices.Contains(regions, country)}
	for _, day := range hours.Holidays(region, year) {
		view.Items = append(view.Items, holidayView{day.Date, day.Date.Weekday().String(), day.Name})
	}
	for _, day := range in.Rules.Closed {
		here := len(day.Regions) == 0 || slices.Contains(day.Regions, region) || slices.Contains(day.Regions, country)
		if here && day.Date.Year == year {
			view.Closed = append(view.Closed, day)
		}
	}
	return reply{body: view, etag: etag(int64(in.Version))}, nil
}

// closedBody are all of the site's own days without calls.
type closedBody struct {
	Closed []hours.ClosedDay `json:"closed"`
	Note   string            `json:"note"`
}

// closedView answers with them.
type closedView struct {
	Version int               `json:"version"`
	Closed  []hours.ClosedDay `json:"closed"`
}

func (h *Handler) putHolidays(r *http.Request, c call) (reply, error) {
	var body closedBody
	if err := decodeHours(r, &body); err != nil {
		return reply{}, err
	}
	if body.Closed == nil {
		return reply{}, invalid("closed", "give all of the site's own days without calls, [] for none")
	}
	return h.saveHours(r, c, models.CloseDays(body.Closed), body.Note, h.getClosed)
}

func (h *Handler) getClosed(r *http.Request, _ call) (reply, error) {
	in, err := h.store.CallingHours(r.Context())
	if err != nil {
		return reply{}, err
	}
	return reply{body: closedView{in.Version, listed(in.Rules.Closed)}, etag: etag(int64(in.Version))}, nil
}
