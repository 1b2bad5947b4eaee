"""How gunicorn serves PixOrga: the figures behind each choice are in docs/decisions.md."""

import os
from pathlib import Path

try:
    _cores = len(os.sched_getaffinity(0))  # what a container may use, not what the machine has
except AttributeError:  # macOS
    _cores = os.cpu_count() or 1

bind = os.environ.get("PIXORGA_BIND", f"127.0.0.1:{os.environ.get('PIXORGA_PORT', '8000')}").split()
worker_class = "gthread"
workers = int(os.environ.get("WEB_CONCURRENCY") or _cores + 1)
threads = int(os.environ.get("PIXORGA_THREADS") or 4)
timeout = 30
graceful_timeout = 30
# A proxy keeps its own connections to browsers; without one, browsers keep theirs with us between two questions.
keepalive = 5 if os.environ.get("PIXORGA_BEHIND_PROXY") == "1" else 75
max_requests = 10_000
max_requests_jitter = 1_000
# The workers' heartbeat is a file: on a disk that stalls, healthy workers would be killed.
worker_tmp_dir = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None  # noqa: S108
control_socket_disable = True  # nobody talks to it, and it would be one more file to protect
accesslog = None  # addresses of pupils' machines; a proxy's log, kept for a year, is the place for that
errorlog = "-"
loglevel = "warning"
proc_name = "pixorga"
chdir = str(Path(__file__).resolve().parent.parent)
