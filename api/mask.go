package api

import "github.com/ringback/ringback/models"

// shownDigits is how much of a masked number is left: enough to tell two donors apart, too little to ring one.
const shownDigits = 3

// maskedNumber hides all but the end of a number. What stands for digits is a letter, so that nobody takes it for a number.
func maskedNumber(number *string) *string {
	if number == nil {
		return nil
	}
	text := *number
	hidden := "+xxx" + text[max(0, len(text)-shownDigits):]
	return &hidden
}

// masked hides numbers in an answer to a caller whose role sees only their ends, but those of callbacks that they have.
func masked(body any, who caller) any {
	switch v := body.(type) {
	case callbackView:
		return v.masked(who)
	case storyView:
		v.callbackView = v.masked(who)
		return v
	case page[callbackView]:
		for i, item := range v.Items {
			v.Items[i] = item.masked(who)
		}
		return v
	case recordView:
		v.Phone = maskedNumber(v.Phone)
		return v
	case page[recordView]:
		for i := range v.Items {
			v.Items[i].Phone = maskedNumber(v.Items[i].Phone)
		}
		return v
	}
	return body
}

func (v callbackView) masked(who caller) callbackView {
	if who.workerSid != "" && v.holder == who.workerSid && models.Status(v.Status).Open() {
		return v
	}
	v.Phone, v.Record.Phone = maskedNumber(v.Phone), maskedNumber(v.Record.Phone)
	return v
}
