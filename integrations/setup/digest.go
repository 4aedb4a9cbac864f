package setup

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
)

// Digest is of a plan and of what it was made for: two plans that would do the same to the same have the same one. What was shown to a person
// is what is applied, as long as it stays.
func Digest(s State, w Wanted, steps []Step) string {
	text, _ := json.Marshal(struct { //nolint:errchkjson // texts and numbers always encode
		Workspace string
		Wanted    Wanted
		Steps     []Step
	}{s.Workspace.Sid, w, steps})
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:16])
}

// WorkflowSid is the workflow that callbacks go by once the plan is carried out; empty while it is still to be made or chosen.
func WorkflowSid(s State, w Wanted) string {
	wf, err := chooseWorkflow(s, w)
	if err != nil || wf == nil {
		return ""
	}
	return wf.Sid
}
