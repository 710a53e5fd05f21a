#!/bin/sh
# Says what is missing on this machine and how to install it, before anything else is done. Exit 1 if anything is.
missing=0
say() { printf '%s\n' "$1" >&2; missing=1; }
if ! command -v python3 >/dev/null 2>&1; then
  say "Python 3.11 or newer is missing. Debian/Ubuntu: apt-get install python3 python3-venv"
elif ! python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
  say "Python 3.11 or newer is needed; python3 here is $(python3 -V 2>&1). Install a newer one and put it first on PATH."
elif ! python3 -c 'import venv, ensurepip' 2>/dev/null; then
  say "Python's venv module is missing. Debian/Ubuntu: apt-get install python3-venv"
fi
if ! command -v npm >/dev/null 2>&1; then
  say "npm (Node 18 or newer) is missing; it builds the front-end assets. Debian/Ubuntu: apt-get install nodejs npm"
fi
exit $missing
