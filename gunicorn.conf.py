"""How gunicorn serves the portal: few processes with threads, and no record of who asked."""

import os

bind = os.environ.get("BIND") or f"127.0.0.1:{os.environ.get('PORT') or 8000}"
workers = int(os.environ.get("WORKERS") or 2)
worker_class = "gthread"
threads = 8
timeout = 60
graceful_timeout = 20
keepalive = 5
# The access log would keep addresses of people who report; there is none.
accesslog = None
errorlog = "-"
loglevel = "warning"
# Recent releases open a control socket in the home folder unless told not to.
control_socket_disable = True
