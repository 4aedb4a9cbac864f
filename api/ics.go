package api

import (
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/ringback/ringback/models"
)

const icsType = "text/calendar; charset=utf-8"

// calendar writes callbacks as RFC 5545: in UTC, so that no zone need be described. An entry's UID is the callback's for good and its SEQUENCE
// the version, so that a program that reads again updates, moves or drops what it had.
func (h *Handler) calendar(callbacks ...models.Listed) []byte {
	var out icsLines
	out.line("BEGIN:VCALENDAR")
	out.line("VERSION:2.0")
	out.line("PRODID:-//Ringback//Callbacks//EN")
	out.line("CALSCALE:GREGORIAN")
	out.line("METHOD:PUBLISH")
	for _, l := range callbacks {
		h.entry(&out, l)
	}
	out.line("END:VCALENDAR")
	return []byte(out.String())
}

func (h *Handler) entry(out *icsLines, l models.Listed) {
	status := "CONFIRMED"
	if !l.Status.Open() {
		status = "CANCELLED"
	}
	out.line("BEGIN:VEVENT")
	out.line("UID:" + l.ID + "@ringback")
	out.line("SEQUENCE:" + strconv.FormatInt(l.Version, 10))
	out.line("DTSTAMP:" + icsTime(l.UpdatedAt))
	out.line("CREATED:" + icsTime(l.CreatedAt))
	out.line("LAST-MODIFIED:" + icsTime(l.UpdatedAt))
	out.line("DTSTART:" + icsTime(l.WindowStart))
	out.line("DTEND:" + icsTime(l.WindowEnd))
	out.line("STATUS:" + status)
	out.line("SUMMARY:" + icsText("Ring back "+h.nameInCalendar(l.Record.Name)))
	out.line("DESCRIPTION:" + icsText("Promised for "+strings.Replace(l.LocalTime, "T", " ", 1)+" on the donor's clock ("+l.Timezone+")."))
	out.line("CLASS:CONFIDENTIAL")
	out.line("END:VEVENT")
}

// nameInCalendar is a donor's initials: calendars are kept by others. The whole name is told where the site lets it leave.
func (h *Handler) nameInCalendar(name string) string {
	if h.store.Policy().FullNames && name != "" {
		return name
	}
	var initials []string
	for _, word := range strings.Fields(name) {
		if first, _ := utf8.DecodeRuneInString(word); unicode.IsLetter(first) {
			initials = append(initials, string(unicode.ToUpper(first))+".")
		}
	}
	if len(initials) == 0 {
		return "a donor"
	}
	return strings.Join(initials, " ")
}

func icsTime(at models.Instant) string {
	return at.Time().Truncate(time.Second).Format("20060102T150405Z")
}

// icsText escapes a text value (RFC 5545, 3.3.11) and leaves out control characters, which it may not have.
func icsText(text string) string {
	text = strings.NewReplacer(`\`, `\\`, ";", `\;`, ",", `\,`, "\r\n", `\n`, "\n", `\n`).Replace(text)
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) {
			return -1
		}
		return r
	}, strings.ToValidUTF8(text, "?"))
}

// icsWidth is the longest line in octets, its end not counted (RFC 5545, 3.1).
const icsWidth = 75

// icsLines gathers lines, folding the long ones between characters.
type icsLines struct{ strings.Builder }

func (b *icsLines) line(text string) {
	for width := icsWidth; len(text) > width; width = icsWidth - 1 {
		at := width
		for !utf8.RuneStart(text[at]) {
			at--
		}
		b.WriteString(text[:at] + "\r\n ")
		text = text[at:]
	}
	b.WriteString(text + "\r\n")
}
