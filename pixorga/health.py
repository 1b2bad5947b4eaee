"""``python -m pixorga.health``: does gunicorn answer on this machine? For the container's health check."""

import http.client
import os
import sys


def main() -> int:
    """Ask for the home page as the proxy would; any answer below 500 says that the application lives."""
    bind = os.environ.get("PIXORGA_BIND", "").split()
    port = bind[0].rpartition(":")[2] if bind else os.environ.get("PIXORGA_PORT", "8000")
    domain = os.environ.get("PIXORGA_DOMAIN", f"localhost:{port}")
    connection = http.client.HTTPConnection("127.0.0.1", int(port), timeout=4)
    try:
        connection.request("GET", "/", headers={"Host": domain, "X-Forwarded-Proto": "https"})
        status = connection.getresponse().status
    except (OSError, http.client.HTTPException) as error:
        print(f"PixOrga ne répond pas : {error}", file=sys.stderr)
        return 1
    finally:
        connection.close()
    return 0 if status < 500 else 1


if __name__ == "__main__":
    sys.exit(main())
