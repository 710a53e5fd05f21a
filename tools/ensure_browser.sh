#!/bin/sh
# Finds Chromium or Chrome for the browser tests; as root on Debian it installs Chromium. Never skips silently.
for name in chromium chromium-browser google-chrome google-chrome-stable; do
  if command -v "$name" >/dev/null 2>&1; then command -v "$name"; exit 0; fi
done
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
  { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium; } >/dev/null 2>&1
  if command -v chromium >/dev/null 2>&1; then command -v chromium; exit 0; fi
fi
echo "No Chromium or Chrome was found, and the browser tests need one. Debian/Ubuntu: apt-get install chromium" >&2
exit 1
