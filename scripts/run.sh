#!/usr/bin/env bash
# Migrate, fill the demo and serve: the web workers and the job process, ended with this script.
set -euo pipefail

export FLASK_APP=wsgi
"$BIN/flask" db upgrade
"$BIN/flask" seed

children=()
stop() {
  trap - EXIT INT TERM
  kill -TERM "${children[@]}" 2>/dev/null || true
  wait "${children[@]}" 2>/dev/null || true
}
trap stop EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

"$BIN/gunicorn" wsgi:app &
children+=($!)
"$BIN/flask" jobs run &
children+=($!)

echo "Clearflag serves on http://127.0.0.1:${PORT} (Ctrl-C ends it)"
wait -n "${children[@]}"
