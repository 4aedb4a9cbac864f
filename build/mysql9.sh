#!/usr/bin/env bash
# Runs a command with TEST_MYSQL_URL naming a throw-away Oracle MySQL 9:
#
#   build/mysql9.sh go test ./models/...
#
# Debian has this server in its unstable branch alone. Its packages are fetched once
# with an apt of their own and unpacked into a folder; nothing is installed.
set -euo pipefail

cache=${XDG_CACHE_HOME:-$HOME/.cache}/ringback/mysql9
root=$cache/root

# fetch unpacks the server and every library it needs, down to the C library, since
# those of the unstable branch are newer than this machine's.
fetch() {
  local apt=$1/apt mirror
  mirror=$(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' | grep -v security | head -1)
  mkdir -p "$apt"/{state/lists/partial,cache/archives/partial,log}
  : >"$apt/status"
  echo "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $mirror sid main" >"$apt/sources.list"
  local own=(-qq -o Dir::State="$apt/state" -o Dir::State::status="$apt/status" -o Dir::Cache="$apt/cache"
    -o Dir::Log="$apt/log" -o Dir::Etc::SourceList="$apt/sources.list" -o Dir::Etc::SourceParts=-
    -o APT::Sandbox::User=root -o Acquire::Languages=none -o APT::Install-Recommends=false
    -o Acquire::IndexTargets::deb::DEP-11::DefaultEnabled=false)
  apt-get "${own[@]}" update
  apt-get "${own[@]}" --yes --download-only install mysql-server-core
  mkdir -p "$1/root"
  for package in "$apt"/cache/archives/*.deb; do dpkg -x "$package" "$1/root"; done
}

if [[ ! -d $root ]]; then
  echo "fetching MySQL 9 into $cache, once" >&2
  mkdir -p "$cache"
  partial=$(mktemp -d "$cache/partial.XXXXXX")
  trap 'rm -rf "$partial"' EXIT
  fetch "$partial"
  mv "$partial/root" "$root"
  rm -rf "$partial"
fi

libraries=$(dirname "$(find "$root/usr/lib" -name 'libcrypto.so.*' | head -1)")
data=$(mktemp -d)
server=("$(find "$libraries" -name 'ld-linux*' | head -1)" --library-path "$libraries:$root/usr/lib"
  "$root/usr/sbin/mysqld" --no-defaults --basedir="$root/usr" --lc-messages-dir="$root/usr/share/mysql"
  --datadir="$data/data" --log-error="$data/error.log")
[[ $(id -u) -ne 0 ]] || server+=(--user=root)

"${server[@]}" --initialize-insecure || { cat "$data/error.log" >&2; exit 1; }
port=$((20000 + RANDOM % 10000))
"${server[@]}" --socket="$data/s" --port="$port" --bind-address=127.0.0.1 --mysqlx=OFF --secure-file-priv=NULL \
  --pid-file="$data/pid" --max-connections=500 --innodb-flush-log-at-trx-commit=0 --skip-log-bin \
  --innodb-doublewrite=OFF </dev/null >/dev/null 2>&1 &
pid=$!
trap 'kill "$pid" 2>/dev/null; wait "$pid" 2>/dev/null; rm -rf "$data"' EXIT

for _ in $(seq 300); do
  [[ -s $data/pid ]] && break # written once connections are accepted
  kill -0 "$pid" 2>/dev/null || { cat "$data/error.log" >&2; exit 1; }
  sleep 0.1
done
TEST_MYSQL_URL="mysql://root@127.0.0.1:$port" "$@"
