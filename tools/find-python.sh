#!/bin/sh
# Run the newest fitting Python with the given arguments: $PYTHON, python3.11, or a python3 that is 3.11 or later.
set -eu
for candidate in ${PYTHON:-} python3.11 python3 python3.13 python3.12; do
    if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
        if ! "$candidate" -c 'import ensurepip, venv' 2>/dev/null; then
            echo "$candidate has no venv module. On Debian: apt-get install python3-venv" >&2
            exit 1
        fi
        exec "$candidate" "$@"
    fi
done
echo "Twinline needs Python 3.11 or later. Install it, or name one: make setup PYTHON=/path/to/python3.11" >&2
exit 1
