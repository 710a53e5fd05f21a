"""The provider as a process of its own: prints its port, and ends when whoever started it is gone."""

from __future__ import annotations

import logging
import sys
import threading
import warnings

warnings.simplefilter("ignore")
import oidc_provider_mock  # noqa: E402 -- it warns about its own libraries when imported
import werkzeug.serving  # noqa: E402


def main() -> None:
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server = werkzeug.serving.make_server("127.0.0.1", 0, oidc_provider_mock.app(), threaded=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    print(server.server_port, flush=True)
    sys.stdin.read()


if __name__ == "__main__":
    main()
