#!/usr/bin/env bash
# Migrate, fill the demo and serve: the web workers and the job process, ended with this script.
set -euo pipefail

export FLASK_APP=wsgi
"$BIN/python" scripts/serving.py free
"$BIN/flask" db upgrade
"$BIN/flask" seed

do_jobs() {
  # Whatever ends the job process must not end the site: it is started again until this script ends.
  local process
  trap 'kill -TERM "$process" 2>/dev/null; wait "$process"; exit' TERM
  while true; do
    "$BIN/flask" jobs run &
    process=$!
    wait "$process" || true
    echo "The job process has ended; it starts again in 5 s." >&2
    sleep 5 &
    process=$!
    wait "$process" || true
  done
}

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
site=$!
children+=("$site")
do_jobs &
children+=($!)

tell_when_it_serves() {
  "$BIN/python" scripts/serving.py answers && echo "Clearflag serves on http://127.0.0.1:${PORT} (Ctrl-C ends it)"
}
tell_when_it_serves &
children+=($!)
wait "$site"
