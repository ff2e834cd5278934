#!/usr/bin/env bash
# Make the virtual environment; where Debian keeps that part of Python apart, install it if this account may.
# Usage: scripts/venv.sh PYTHON FOLDER
set -euo pipefail
python=$1 folder=$2

"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || {
  echo "Python 3.11 or newer is needed (PYTHON=...)." >&2
  exit 1
}

can() { "$python" -c 'import ensurepip, venv' 2>/dev/null; }

give_up() {
  echo "Python cannot make a virtual environment${1:+, and $1}." >&2
  echo "On Debian: apt-get install $package" >&2
  exit 1
}

if ! can; then
  package="python3-venv"
  sudo=""
  if [ "$(id -u)" -ne 0 ]; then
    if ! command -v sudo >/dev/null || ! sudo -n true 2>/dev/null; then
      give_up "this account may not install what it lacks"
    fi
    sudo="sudo -n"
  fi
  command -v apt-get >/dev/null || give_up "there is no apt-get"
  echo "Installing $package"
  $sudo apt-get update --quiet=2 || give_up "the lists of packages cannot be fetched"
  DEBIAN_FRONTEND=noninteractive $sudo apt-get install --yes --quiet=2 "$package" >/dev/null ||
    give_up "$package cannot be fetched"
  can || give_up "$package is not for $python"
fi
"$python" -m venv "$folder"
