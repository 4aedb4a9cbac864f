package twilio

import "strings"

// DonorPhones are the numbers of a call by which the donor may be known, best first, in E.164. CustomerAddress is the donor's by its
// meaning; which of to and from is, depends on who rang. When nobody said that, the centre is taken to have rung.
func (a Attributes) DonorPhones() []string {
	candidates := []string{a.CustomerAddress, a.OutboundTo, a.To, a.From}
	switch {
	case a.Direction == "inbound":
		candidates = []string{a.CustomerAddress, a.From}
	case strings.HasPrefix(a.Direction, "outbound"):
		candidates = []string{a.OutboundTo, a.To, a.CustomerAddress}
	}
	var phones []string
	for _, phone := range candidates {
		if isE164(phone) {
			phones = append(phones, phone)
		}
	}
	return phones
}

// isE164 tells a number from a client's or a SIP address. Whether it exists is for others to say.
func isE164(s string) bool {
	digits, ok := strings.CutPrefix(s, "+")
	return ok && len(digits) >= 7 && len(digits) <= 15 && digits[0] != '0' && strings.Trim(digits, "0123456789") == ""
}

// Dialled says whether a Task is one of a list that is being dialled: the centre means to ring, and no agent dials by hand. A Task whose
// attributes leave that open is none: an inbound call must never be taken for one.
func (a Attributes) Dialled() bool {
	switch {
	case a.TaskType == TaskType, a.ByHand:
		return false
	case a.Direction != "":
		return strings.HasPrefix(a.Direction, "outbound")
	}
	return !a.OnLine && a.From == "" && a.CustomerAddress == ""
}
