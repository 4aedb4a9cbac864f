// Package year plays a call centre's year in fast forward, to see that the ledger's promises hold on every day of it: the instance is
// app.App with its real passes, the provider is twiliosim, and both live by one fake clock. `make bench-year` runs the whole year, and a
// test of e2e a month.
//
// Time moves in quarter hours. In each of them donors ask to be rung, what is due is dispatched, agents accept, ask the gate, dial, and
// say what came of it; TaskRouter tells of all that by Event Streams, over loopback. At the end of each day the books are audited, by
// questions to the database and by judging every dial again, beside the product's own word for it.
package year
