package models

// SetRare is how many records may match a text for their callbacks to be looked up one by one, for tests with few.
func (s *Store) SetRare(n int) { s.rare = n }
