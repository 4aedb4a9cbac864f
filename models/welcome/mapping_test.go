package welcome

import (
	"slices"
	"testing"
)

func TestCheck(t *testing.T) {
	t.Parallel()
	good := map[string]string{"type": "welcome_call.requested", "reference": "$.pledge.id", "record.phone": "$.donor.phones.0", "record.team": "Street 4"}
	if found := Check("street-app", good); len(found) > 0 {
		t.Errorf("found %+v", found)
	}
	bad := map[string]string{"reference": "", "record.phone": "$..x", "record.colour": "red"}
	var fields []string
	for _, fault := range Check("Street App", bad) {
		fields = append(fields, fault.Field)
	}
	if want := []string{"", "record.colour", "record.phone", "reference", "type", "reference"}; !slices.Equal(fields, want) {
		t.Errorf("faults at %q, want %q", fields, want)
	}
}
