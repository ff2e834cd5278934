#!/usr/bin/env bash
# Find Chromium for the browser tests, or install it where this account may; say so where it may not.
set -euo pipefail

fonts() { ! command -v fc-list >/dev/null || fc-list :lang=zh | grep -q .; }

if command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null; then
  fonts || echo "No Chinese font is installed (fonts-noto-cjk): pictures of pages will show boxes." >&2
  exit 0
fi

sudo=""
if [ "$(id -u)" -ne 0 ]; then
  if ! command -v sudo >/dev/null || ! sudo -n true 2>/dev/null; then
    echo "Chromium is not installed and this account may not install it: the browser tests are skipped." >&2
    echo "On Debian: apt-get install chromium fonts-noto-cjk" >&2
    exit 0
  fi
  sudo="sudo -n"
fi
if ! command -v apt-get >/dev/null; then
  echo "Chromium is not installed and there is no apt-get: the browser tests are skipped." >&2
  exit 0
fi
echo "Installing Chromium for the browser tests"
$sudo apt-get update --quiet=2
DEBIAN_FRONTEND=noninteractive $sudo apt-get install --yes --quiet=2 chromium fonts-noto-cjk >/dev/null
