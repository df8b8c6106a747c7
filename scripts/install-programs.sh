#!/usr/bin/env bash
# Installs the programs that the tests run, as far as they are missing, with apt. Starts no service.
# Without root or apt it says what is missing; in CI that is an error.
set -euo pipefail

# program:package, one each; a program is looked for in PATH and in the system folders. Some are libraries.
wanted=(
  redis-server:redis-server redis-cli:redis-tools nginx:nginx-light curl:curl
  memcached:memcached dnsmasq:dnsmasq-base dig:dnsutils haproxy:haproxy
  sshd:openssh-server ssh:openssh-client psql:postgresql-client postgres:postgresql
  nc:netcat-openbsd wget:wget git:git openssl:openssl setpriv:util-linux
  python3:python3 java:default-jre-headless javac:default-jdk-headless
  libnss_wrapper.so:libnss-wrapper libresolv_wrapper.so:libresolv-wrapper libuid_wrapper.so:libuid-wrapper ares.h:libc-ares-dev
  python3.11:python3.11 test/test_socket.py:libpython3.11-testsuite libsocket_wrapper.so:libsocket-wrapper
  pamtester:pamtester dovecot:dovecot-imapd
  go:golang-go musl-gcc:musl-tools strace:strace tshark:tshark clang-format:clang-format gcc:gcc readelf:binutils
)
PATH="$PATH:/usr/local/sbin:/usr/sbin:/sbin"

has_program() {
  command -v "$1" >/dev/null && return 0
  # Debian keeps the PostgreSQL server out of PATH.
  [ "$1" = postgres ] && compgen -G '/usr/lib/postgresql/*/bin/postgres' >/dev/null && return 0
  compgen -G "/usr/lib/*/$1" >/dev/null || [ -e "/usr/include/$1" ]
}

missing=() packages=() known=()
for entry in "${wanted[@]}"; do
  has_program "${entry%%:*}" && continue
  missing+=("${entry%%:*}")
  packages+=("${entry##*:}")
done

if [ ${#missing[@]} -eq 0 ]; then
  echo "install-programs: all programs are there"
  exit 0
fi
if [ "$(id -u)" -ne 0 ] || ! command -v apt-get >/dev/null; then
  echo "install-programs: not root or no apt-get; missing: ${missing[*]} (Debian packages: ${packages[*]})"
  [ "${CI:-}" = true ] && exit 1
  exit 0
fi

echo "install-programs: installing ${packages[*]}"
# policy-rc.d tells package scripts not to start services. One that is there already is left alone.
policy=/usr/sbin/policy-rc.d
if [ ! -e "$policy" ]; then
  trap 'rm -f "$policy"' EXIT
  printf '#!/bin/sh\nexit 101\n' >"$policy"
  chmod +x "$policy"
fi
export DEBIAN_FRONTEND=noninteractive
# A cluster of PostgreSQL's own is neither needed nor wanted.
if [ ! -e /etc/postgresql-common/createcluster.conf ]; then
  mkdir -p /etc/postgresql-common
  echo 'create_main_cluster = false' >/etc/postgresql-common/createcluster.conf
fi
apt-get update -qq
for package in "${packages[@]}"; do
  apt-cache show "$package" >/dev/null 2>&1 && known+=("$package") && continue
  echo "install-programs: there is no package $package here; the tests that need it are skipped"
done
apt-get install -y -qq --no-install-recommends "${known[@]}" >/tmp/install-programs.$$.log 2>&1 || {
  tail -n 40 /tmp/install-programs.$$.log
  exit 1
}
rm -f /tmp/install-programs.$$.log

left=()
for program in "${missing[@]}"; do has_program "$program" || left+=("$program"); done
if [ ${#left[@]} -gt 0 ]; then
  echo "install-programs: still missing: ${left[*]}"
  [ "${CI:-}" = true ] && exit 1
  exit 0
fi
echo "install-programs: installed ${known[*]}"
