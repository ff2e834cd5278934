#!/usr/bin/env bash
# Find Chromium for the browser tests, or install it where this account may; say so where it may not.
# With CI=true that is a failure: there nothing may be skipped.
set -euo pipefail

fonts() { ! command -v fc-list >/dev/null || fc-list :lang=zh | grep -q .; }

give_up() {
  echo "Chromium is not installed and $1: the browser tests are skipped." >&2
  echo "On Debian: apt-get install chromium fonts-noto-cjk" >&2
  if [ "${CI:-}" = true ]; then exit 1; fi
  exit 0
}

if command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null; then
  fonts || echo "No Chinese font is installed (fonts-noto-cjk): pictures of pages will show boxes." >&2
  exit 0
fi

sudo=""
if [ "$(id -u)" -ne 0 ]; then
  if ! command -v sudo >/dev/null || ! sudo -n true 2>/dev/null; then
    give_up "this account may not install it"
  fi
  sudo="sudo -n"
fi
if ! command -v apt-get >/dev/null; then
  give_up "there is no apt-get"
fi
echo "Installing Chromium for the browser tests"
$sudo apt-get update --quiet=2 || give_up "the lists of packages cannot be fetched"
DEBIAN_FRONTEND=noninteractive $sudo apt-get install --yes --quiet=2 chromium fonts-noto-cjk >/dev/null ||
  give_up "it cannot be fetched"
