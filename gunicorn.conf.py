"""The production server. gunicorn reads this file by itself when it is started beside manage.py."""

import gc
import os
from typing import Any

from gunicorn import util  # type: ignore[import-untyped]

from newsroom import logs, server

bind = os.environ.get("BIND", f"127.0.0.1:{os.environ.get('PORT', '8000')}")
worker_class = "gthread"
workers = int(os.environ.get("WEB_WORKERS", "2"))
threads = int(os.environ.get("WEB_THREADS", "4"))
preload_app = True  # the code is in memory once, and a wrong setting stops the start

timeout = 30  # seconds without a sign of life
graceful_timeout = 20
keepalive = 15  # longer than a proxy in front keeps an idle connection
max_requests, max_requests_jitter = 20_000, 2_000

limit_request_line = 8190  # the site itself refuses addresses beyond 8,000 bytes, with all its headers
forwarded_allow_ips = ""  # newsroom.settings decides by TRUSTED_PROXIES whom to believe the scheme
control_socket_disable = True
accesslog = None  # newsroom.logs writes a line for each request
logconfig_dict = logs.configuration(debug=False)
# The server's own words go the way of all others.
logconfig_dict["loggers"]["gunicorn.error"] = {"handlers": [], "propagate": True}
# It warns of each HEAD that Django answers as it should: the server is to leave the text out.
logconfig_dict["loggers"]["gunicorn.http.wsgi"] = {"level": "ERROR"}
util.write_error = server.refuse  # there is no other hook


def when_ready(arbiter: Any) -> None:
    # What is loaded stays: taken out of the collector's rounds it costs no page time, and workers go on sharing it.
    gc.collect()
    gc.freeze()
    for listener in arbiter.LISTENERS:
        server.limit_waiting(listener.sock)
