#!/usr/bin/env bash
# Sees to it that what the tests need beside Go, Node and make is there. As root on
# Debian or a relative it is installed; otherwise what to install is printed.
set -euo pipefail

packages=()
need() { # need PROGRAM PACKAGE...: PROGRAM also counts in /usr/sbin, where servers are
  PATH="$PATH:/usr/sbin" command -v "$1" >/dev/null || packages+=("${@:2}")
}

# The race detector links C. The two -core packages hold the server's programs alone,
# so that no service is set up or started.
need gcc gcc libc6-dev
need mariadbd mariadb-server-core mariadb-client-core
need mariadb-install-db mariadb-server-core mariadb-client-core
need chromium chromium
if [[ ${#packages[@]} -eq 0 ]] && ! echo '#include <stdlib.h>' | gcc -E - >/dev/null 2>&1; then
  packages+=(libc6-dev)
fi
[[ ${#packages[@]} -gt 0 ]] || exit 0

install="apt-get install --no-install-recommends $(printf '%s\n' "${packages[@]}" | sort -u | paste -sd " ")"
if [[ $(id -u) -ne 0 ]] || ! command -v apt-get >/dev/null; then
  echo "The tests need programs that are missing here. As root: $install" >&2
  exit 1
fi
echo "$install"
export DEBIAN_FRONTEND=noninteractive
apt-get update -qq
# shellcheck disable=SC2086 # a list of words
${install/install/install -y -qq} </dev/null
