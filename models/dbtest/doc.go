// Package dbtest hands a test a fresh database of each kind Ringback runs on, migrated or empty.
//
// A package that wants one starts with
//
//	func TestMain(m *testing.M) { dbtest.Main(m) }
//
// and then asks for Each, SQLite or MySQL. On the first call for MySQL one
// private MariaDB is started for the whole test binary, on a free port of the
// loopback with its data in a temporary folder. It dies with the binary, and
// Main removes the folder. A machine without MariaDB fails the test rather than
// skipping it: half of the store would go untested unseen.
//
// TEST_MYSQL_URL (a mysql:// URL without a database) names a server to use
// instead, such as Oracle's MySQL or a Galera node; the user in it must be
// allowed to create and drop databases.
//
// Only tests, e2e and bench may import this package.
package dbtest
