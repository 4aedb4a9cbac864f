package hours

import (
	"slices"
	"strings"
	"testing"
	"time"
)

// TestHolidays lists a year of each country as its own government published it, a year with holidays on weekends where the country
// moves them. Dates are month and day; a star is a day in lieu.
func TestHolidays(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		region string
		year   int
		want   string
	}{
		{"AU", 2026, "01-01 01-26 04-03 04-06 04-25 12-25 12-26 12-28*"},
		{"AU", 2027, "01-01 01-26 03-26 03-29 04-25 12-25 12-26 12-27* 12-28*"},
		{"AU", 2028, "01-01 01-03* 01-26 04-14 04-17 04-25 12-25 12-26"},
		{"AU-ACT", 2026, "01-01 01-26 03-09 04-03 04-04 04-05 04-06 04-25 04-27* 06-01 06-08 10-05 12-25 12-26 12-28*"},
		{"AU-QLD", 2027, "01-01 01-26 03-26 03-27 03-28 03-29 04-25 04-26* 05-03 10-04 12-25 12-26 12-27* 12-28*"},
		{"AU-VIC", 2026, "01-01 01-26 03-09 04-03 04-04 04-05 04-06 04-25 06-08 09-25 11-03 12-25 12-26 12-28*"},
		{"AU-WA", 2026, "01-01 01-26 03-02 04-03 04-05 04-06 04-25 04-27* 06-01 09-28 12-25 12-26 12-28*"},
		{"US", 2026, "01-01 01-19 02-16 05-25 06-19 07-03* 07-04 09-07 10-12 11-11 11-26 12-25"},
		{"US", 2027, "01-01 01-18 02-15 05-31 06-18* 06-19 07-04 07-05* 09-06 10-11 11-11 11-25 12-24* 12-25 12-31*"},
		{"CA", 2026, "01-01 04-03 05-18 07-01 09-07 09-30 10-12 11-11 12-25 12-26 12-28*"},
		{"NZ", 2026, "01-01 01-02 02-06 04-03 04-06 04-25 04-27* 06-01 07-10 10-26 12-25 12-26 12-28*"},
		{"NZ", 2028, "01-01 01-02 01-03* 01-04* 02-06 02-07* 04-14 04-17 04-25 06-05 07-14 10-23 12-25 12-26"},
		{"GB", 2027, "01-01 03-26 03-29 05-03 05-31 08-30 12-25 12-26 12-27* 12-28*"},
		{"GB-SCT", 2028, "01-01 01-02 01-03* 01-04* 04-14 05-01 05-29 08-07 11-30 12-25 12-26"},
		{"GB-NIR", 2026, "01-01 03-17 04-03 04-06 05-04 05-25 07-12 07-13* 08-31 12-25 12-26 12-28*"},
		{"IE", 2026, "01-01 02-02 03-17 04-06 05-04 06-01 08-03 10-26 12-25 12-26"},
		{"IE", 2030, "01-01 02-01 03-17 04-22 05-06 06-03 08-05 10-28 12-25 12-26"},
		{"FR", 2026, "01-01 04-06 05-01 05-08 05-14 05-25 07-14 08-15 11-01 11-11 12-25"},
		{"FR-67", 2026, "01-01 04-03 04-06 05-01 05-08 05-14 05-25 07-14 08-15 11-01 11-11 12-25 12-26"},
		{"DE", 2026, "01-01 04-03 04-06 05-01 05-14 05-25 10-03 12-25 12-26"},
		{"DE-BY", 2026, "01-01 01-06 04-03 04-06 05-01 05-14 05-25 06-04 08-15 10-03 11-01 12-25 12-26"},
		{"DE-SN", 2026, "01-01 04-03 04-06 05-01 05-14 05-25 10-03 10-31 11-18 12-25 12-26"},
		{"IT", 2025, "01-01 01-06 04-20 04-21 04-25 05-01 06-02 08-15 11-01 12-08 12-25 12-26"},
		{"IT", 2026, "01-01 01-06 04-05 04-06 04-25 05-01 06-02 08-15 10-04 11-01 12-08 12-25 12-26"},
		{"ES", 2026, "01-01 01-06 04-03 05-01 08-15 10-12 11-01 12-06 12-08 12-25"},
		{"NL", 2026, "01-01 04-03 04-05 04-06 04-27 05-05 05-14 05-24 05-25 12-25 12-26"},
		{"NL", 2031, "01-01 04-11 04-13 04-14 04-26* 04-27 05-05 05-22 06-01 06-02 12-25 12-26"},
		{"BR", 2026, ""},
	} {
		var got []string
		for _, day := range Holidays(c.region, c.year) {
			text := day.Date.String()[len("2026-"):]
			if strings.HasSuffix(day.Name, "(substitute)") {
				text += "*"
			}
			if day.Date.Year != c.year {
				t.Errorf("%s %d lists %s", c.region, c.year, day.Date)
			}
			got = append(got, text)
		}
		if want := strings.Fields(c.want); !slices.Equal(got, want) {
			t.Errorf("%s %d\n got %v\nwant %v", c.region, c.year, got, want)
		}
	}
}

func TestHolidayNames(t *testing.T) {
	t.Parallel()
	if name, ok := Holiday(Date{2026, time.April, 3}, "AU-WA"); !ok || name != "Good Friday" {
		t.Errorf("%q, %v", name, ok)
	}
	if name, ok := Holiday(Date{2027, time.December, 28}, "GB"); !ok || name != "Boxing Day (substitute)" {
		t.Errorf("%q, %v", name, ok)
	}
	if name, ok := Holiday(Date{2026, time.November, 3}, "AU"); ok {
		t.Errorf("%s is no holiday of the whole country", name)
	}
	if name, ok := Holiday(Date{2028, time.December, 25}, "US-XX"); !ok || name != "Christmas Day" {
		t.Errorf("a subdivision without a calendar has its country's: %q, %v", name, ok)
	}
}

func TestCalendarRegionsHaveRules(t *testing.T) {
	t.Parallel()
	regions := CalendarRegions()
	if !slices.IsSorted(regions) {
		t.Error("the regions are not in order")
	}
	for _, region := range regions {
		country, _, isPart := strings.Cut(region, "-")
		if len(calendar(region)) < 7 || isPart && region != "GB-ENG" && region != "GB-WLS" && slices.Equal(Holidays(region, 2026), Holidays(country, 2026)) {
			t.Errorf("%s has no rules of its own", region)
		}
	}
}

// TestMatariki: the law says always a Friday, and lists no year after 2052.
func TestMatariki(t *testing.T) {
	t.Parallel()
	for year := 2024; year <= 2052; year++ {
		if date, ok := matariki()(year); !ok || date.Weekday() != time.Friday {
			t.Errorf("%d: %s %v", year, date, ok)
		}
	}
	if date, ok := matariki()(2053); ok {
		t.Errorf("2053 has %s", date)
	}
}

// TestEasterSunday takes the extremes of the calendar and some years between.
func TestEasterSunday(t *testing.T) {
	t.Parallel()
	for _, want := range []Date{{1818, 3, 22}, {1943, 4, 25}, {1954, 4, 18}, {1981, 4, 19}, {2000, 4, 23}, {2019, 4, 21}, {2024, 3, 31}, {2025, 4, 20},
		{2026, 4, 5}, {2027, 3, 28}, {2028, 4, 16}, {2038, 4, 25}, {2049, 4, 18}, {2076, 4, 19}, {2285, 3, 22}} {
		if got := easterSunday(want.Year); got != want {
			t.Errorf("Easter of %d = %s, want %s", want.Year, got, want)
		}
	}
}
