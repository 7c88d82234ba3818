#!/bin/sh
# Resolve requirements*.in anew into lock files that carry versions and hashes but no download address.
# Usage: make lock            keep what is locked, add or drop what the .in files say
#        make lock UPGRADE=1  take the newest of everything indirect (direct versions are in the .in files)
set -eu
cd "$(dirname "$0")/.."

compile() { # compile SOURCE TARGET [option...]
    source=$1 target=$2
    shift 2
    .venv/bin/uv pip compile "$source" --output-file "$target" --quiet --universal --python-version 3.11 \
        --generate-hashes --no-annotate --no-header --no-emit-index-url --no-emit-find-links \
        ${UPGRADE:+--upgrade} "$@"
    sed -i "1i # Made by tools/lock.sh from $source: versions and hashes, no addresses. Do not edit." "$target"
}

compile requirements.in requirements.lock
compile requirements-dev.in requirements-dev.lock --constraint requirements.lock
# What pip needs to fetch the installer, and to build the one dependency that comes without a wheel.
{
    echo "# Made by tools/lock.sh: the two entries of requirements-dev.lock that must be there first. Do not edit."
    awk '/^[a-z]/ { wanted = /^(setuptools|uv)==/ } wanted' requirements-dev.lock
} >tools/installer.lock
