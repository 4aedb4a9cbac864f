package dbtest

// Option changes how the private server is started. It has no effect on a
// server named by TEST_MYSQL_URL.
type Option func(*settings)

type settings struct{ durable bool }

// Durable makes the private server keep every commit through a power cut, as a
// replicated primary does: redo log and binary log are flushed at each commit.
// It is for benchmarks; tests are several times faster without.
func Durable() Option {
	return func(s *settings) { s.durable = true }
}

// plainIO keeps the server from asking the kernel for asynchronous I/O: the memory that may be locked for it is small on most machines, and
// several servers side by side run out of it, each then ending with a crash.
const plainIO = "--innodb-use-native-aio=0"

// flags are the server's settings. 500 connections are room for every parallel
// test of a binary with a pool each; the buffer pool and the redo log are small
// because several test binaries run side by side.
func flags(options []Option) []string {
	var s settings
	for _, option := range options {
		option(&s)
	}
	common := []string{
		"--skip-name-resolve", "--character-set-server=utf8mb4", "--max-connections=500",
		"--table-open-cache=400", "--innodb-log-file-size=64M", plainIO,
	}
	if s.durable {
		return append(common, "--innodb-buffer-pool-size=512M", "--innodb-flush-log-at-trx-commit=1",
			"--log-bin=binlog", "--binlog-format=ROW", "--sync-binlog=1")
	}
	return append(common, "--innodb-buffer-pool-size=128M", "--innodb-flush-log-at-trx-commit=0",
		"--innodb-flush-method=nosync", "--skip-innodb-doublewrite")
}
