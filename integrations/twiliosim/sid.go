package twiliosim

import (
	"encoding/binary"
	"encoding/hex"
	"math/rand/v2"
)

// sidSource makes Twilio-shaped ids: two capital letters and 32 lower-case hexadecimal digits, the same ones in the
// same order for one seed. It is guarded by the server's lock.
type sidSource struct{ source *rand.PCG }

func newSidSource(seed uint64) *sidSource {
	return &sidSource{source: rand.NewPCG(seed, seed^0x5deece66d)}
}

func (s *sidSource) next(prefix string) string {
	var raw [16]byte
	var text [34]byte
	binary.BigEndian.PutUint64(raw[:8], s.source.Uint64())
	binary.BigEndian.PutUint64(raw[8:], s.source.Uint64())
	copy(text[:2], prefix)
	hex.Encode(text[2:], raw[:])
	return string(text[:])
}

// isSid says whether the text has the shape of an id with that prefix.
func isSid(text, prefix string) bool {
	if len(text) != 34 || text[:2] != prefix {
		return false
	}
	_, err := hex.DecodeString(text[2:])
	return err == nil
}
