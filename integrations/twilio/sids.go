package twilio

// sidLength is the length of every Twilio id: two letters and 32 hexadecimal digits (Twilio's OpenAPI description).
const sidLength = 34

// validSid reports whether s is a Twilio id with the given two-letter prefix. twilio-go puts ids into paths
// unescaped, so every id is checked before it is used in one.
func validSid(prefix, s string) bool {
	if len(s) != sidLength || s[:2] != prefix {
		return false
	}
	for _, c := range []byte(s[2:]) {
		if !isHex(c) {
			return false
		}
	}
	return true
}

func isHex(c byte) bool {
	return c >= '0' && c <= '9' || c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F'
}
