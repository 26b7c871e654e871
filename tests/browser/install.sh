#!/bin/sh
# The browser tests need Chromium or Chrome. Use what is installed; as root on Debian, install Chromium; else say so.
for name in chromium chromium-browser google-chrome; do
    command -v "$name" >/dev/null && exit 0
done
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "Installing Chromium for the browser tests …"
    apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium >/dev/null && exit 0
fi
echo "No Chromium was found and none could be installed: the browser tests will be skipped." >&2
echo "Install it yourself (Debian: sudo apt-get install chromium) and run make test again." >&2
