#!/bin/sh
# The browser tests use Chromium: its headless shell if it is installed, which takes half the processor time, or else
# Chromium or Chrome. As root on Debian, install the shell; otherwise explain how.
for name in chromium-headless-shell chromium chromium-browser google-chrome; do
    command -v "$name" >/dev/null && exit 0
done
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "Installing Chromium for the browser tests …"
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -qq
    for name in chromium-headless-shell chromium; do
        apt-get install -y -qq --no-install-recommends "$name" >/dev/null && exit 0
    done
fi
echo "No Chromium found and none could be installed: the browser tests will be skipped." >&2
echo "Install it yourself (Debian: sudo apt-get install chromium-headless-shell) and run make test again." >&2
