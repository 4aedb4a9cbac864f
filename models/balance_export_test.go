package models

// BalanceQuestions are what Balance asks the database, for the test of their plans. Each takes two instants.
func BalanceQuestions() map[string]string {
	return map[string]string{madeBetween: "ix_events_made", replacedBetween: "ix_events_ended", promisedBetween: "ix_callbacks_figures"}
}
