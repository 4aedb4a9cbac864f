#!/usr/bin/env bash
# Runs a command with TEST_MYSQL_URL naming one node of a throw-away Galera cluster of
# three, all on this machine:
#
#   build/galera.sh go test ./models/...
#
# It needs Debian's mariadb-server, galera-4 and rsync. Started by root it runs as the
# user mysql, since the state transfer refuses root.
set -euo pipefail

provider=/usr/lib/galera/libgalera_smm.so
PATH=$PATH:/usr/sbin
for need in "$provider" "$(command -v mariadbd || echo mariadbd)" "$(command -v rsync || echo rsync)"; do
  [[ -e $need ]] || { echo "$need is missing; as root: apt-get install mariadb-server galera-4 rsync" >&2; exit 1; }
done

dir=$(mktemp -d)
as=()
if [[ $(id -u) -eq 0 ]]; then
  chown mysql "$dir"
  as=(setpriv --reuid=mysql --regid=mysql --clear-groups)
fi
base=$((20000 + RANDOM % 10000))
pids=()
stop() {
  kill -KILL "${pids[@]}" 2>/dev/null || true # nothing is kept, so no orderly leave
  wait 2>/dev/null
  rm -rf "$dir"
}
trap stop EXIT

# node NUMBER: makes its data folder, starts it, and waits until it is in sync. Ports:
# clients at base + number, the group at +10, state transfers at +20 and +30.
node() {
  local n=$1 home=$dir/$1 first=()
  "${as[@]}" mkdir "$home"
  "${as[@]}" mariadb-install-db --no-defaults --datadir="$home/data" \
    --auth-root-authentication-method=normal --skip-test-db --force >"$home.install" 2>&1 || { cat "$home.install" >&2; exit 1; }
  [[ $n -ne 1 ]] || first=(--wsrep-new-cluster)
  "${as[@]}" mariadbd --no-defaults --datadir="$home/data" --socket="$home/s" --port=$((base + n)) \
    --bind-address=127.0.0.1 --pid-file="$home/pid" --log-error="$home/error.log" --skip-name-resolve \
    --character-set-server=utf8mb4 --max-connections=500 --innodb-buffer-pool-size=128M \
    --innodb-flush-log-at-trx-commit=0 --binlog-format=ROW --innodb-autoinc-lock-mode=2 \
    --wsrep-on=ON --wsrep-provider="$provider" --wsrep-cluster-name=ringback-test \
    --wsrep-cluster-address="gcomm://127.0.0.1:$((base + 11)),127.0.0.1:$((base + 12)),127.0.0.1:$((base + 13))" \
    --wsrep-node-name="node$n" --wsrep-node-address="127.0.0.1:$((base + 10 + n))" \
    --wsrep-sst-method=rsync --wsrep-sst-receive-address="127.0.0.1:$((base + 30 + n))" \
    --wsrep-provider-options="gmcast.listen_addr=tcp://127.0.0.1:$((base + 10 + n));ist.recv_addr=127.0.0.1:$((base + 20 + n))" \
    "${first[@]}" </dev/null >/dev/null 2>&1 &
  pids+=($!)
  for _ in $(seq 300); do
    if [[ $(mariadb --no-defaults --socket="$home/s" -uroot -BNe "SHOW STATUS LIKE 'wsrep_cluster_size'" 2>/dev/null) == *$n ]] &&
      [[ $(mariadb --no-defaults --socket="$home/s" -uroot -BNe "SHOW STATUS LIKE 'wsrep_local_state_comment'" 2>/dev/null) == *Synced ]]; then
      echo "galera: node $n of 3 is in sync" >&2
      return
    fi
    sleep 0.2
  done
  tail -20 "$home/error.log" >&2
  exit 1
}

for n in 1 2 3; do node "$n"; done
TEST_MYSQL_URL="mysql://root@127.0.0.1:$((base + 1))" "$@"
