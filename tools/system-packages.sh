#!/bin/sh
# The Debian packages that the tests need beside the locked ones: a browser, curl, openssl, an older PostgreSQL, a font,
# a NATS server, a MariaDB server (its programs only: no service is started).
# Usage: system-packages.sh            as root install what is missing; otherwise tell what to install and fail
set -eu

missing=""
command -v chromium >/dev/null 2>&1 || missing="$missing chromium"
[ -x /usr/lib/postgresql/15/bin/postgres ] || missing="$missing postgresql-15"
command -v curl >/dev/null 2>&1 || missing="$missing curl"
[ -x /usr/sbin/nats-server ] || missing="$missing nats-server"
{ [ -x /usr/sbin/mariadbd ] && [ -x /usr/bin/my_print_defaults ]; } || missing="$missing mariadb-server-core mariadb-client-core"
command -v openssl >/dev/null 2>&1 || missing="$missing openssl"
fc-list :lang=zh 2>/dev/null | grep -q . || missing="$missing fonts-noto-cjk"
[ -n "$missing" ] || exit 0

if [ "$(id -u)" -ne 0 ]; then
    echo "The tests need these Debian packages: sudo apt-get install$missing" >&2
    exit 1
fi

attempt() { # attempt COMMAND...: three tries, for mirrors that hiccup
    for pause in 2 10 0; do
        "$@" && return 0
        sleep "$pause"
    done
    return 1
}

echo "Debian packages:$missing"
export DEBIAN_FRONTEND=noninteractive
attempt apt-get -qq update
# shellcheck disable=SC2086 # one word per package is meant
attempt apt-get -qq -y --no-install-recommends install $missing >/dev/null
