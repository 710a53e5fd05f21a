"""`fordel demo`: everything on this machine, for trying the system out. Listens on 127.0.0.1 only."""

from __future__ import annotations

import argparse
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path
from types import FrameType
from typing import Final

from fordel import embedded_postgres
from fordel.demo.names import DEFAULT, SUMMARIES
from fordel.environment import var_folder
from fordel.shared.errors import UserError

NEEDS_DATABASE = False
HOST: Final = "127.0.0.1"
START_SECONDS: Final = 30
STOP_SECONDS: Final = 10
_WEB_OPTIONS: Final = ("--workers", "2", "--threads", "8", "--no-control-socket", "--log-level", "warning")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    listed = "; ".join(f"{name} ({summary})" for name, summary in SUMMARIES.items())
    parser.add_argument("--world", choices=SUMMARIES, metavar="WORLD", help=f"what to start with: {listed}")
    parser.add_argument("--reset", action="store_true", help="throw away what the demo holds and start over")
    parser.add_argument("--reload", action="store_true", help="start the web server again when a file is saved")
    parser.add_argument("--prepare-only", action="store_true", help="load the case and stop again")


def run(arguments: argparse.Namespace) -> int:
    """Prepares the data, starts web and worker, and stays until Ctrl-C. Raises UserError for a taken port."""
    port = _port()
    var = var_folder()
    if not arguments.prepare_only:
        _require_free(port)
    if arguments.reset:
        _forget(var)
    world = _chosen_world(var, arguments.world)
    _write_installation_file(var)
    _prepare(world)
    _world_file(var).write_text(f"{world}\n", encoding="utf-8")
    if arguments.prepare_only:
        return 0
    return _serve(port, var, reloads=arguments.reload)


def _port() -> int:
    text = os.environ.get("PORT", "8000")
    if not text.isdigit() or not 1 <= int(text) <= 65535:
        raise UserError(f"PORT is {text!r}.", "Use a number from 1 to 65535, for example PORT=8001 make demo.")
    return int(text)


def _require_free(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as error:
            raise UserError(
                f"Port {port} is in use (perhaps the demo runs already: http://{HOST}:{port}).",
                f"Stop what uses it, or choose another: PORT={port + 1} make demo.",
            ) from error


def _forget(var: Path) -> None:
    """Removes the demo's own data; refuses a folder that another kind of installation uses."""
    settings_file = var / "fordel.env"
    if settings_file.exists() and "FORDEL_MODE=demo" not in settings_file.read_text(encoding="utf-8"):
        raise UserError(f"{var} does not hold a demo.", "Nothing was removed.")
    embedded_postgres.stop(var / "postgres")
    for name in ("postgres", "files"):
        shutil.rmtree(var / name, ignore_errors=True)
    _world_file(var).unlink(missing_ok=True)


def _write_installation_file(var: Path) -> None:
    path = var / "fordel.env"
    if not path.exists():
        var.mkdir(parents=True, exist_ok=True)
        path.write_text(f"FORDEL_MODE=demo\nFORDEL_SECRET_KEY={secrets.token_urlsafe(50)}\n", encoding="utf-8")
        path.chmod(0o600)
    os.environ.setdefault("FORDEL_MODE", "demo")
    os.environ["FORDEL_ADDRESS"] = f"http://{HOST}:{_port()}"


def _world_file(var: Path) -> Path:
    """Which world the data is of."""
    return var / "world"


def _chosen_world(var: Path, asked: str | None) -> str:
    """The world to load. Raises UserError if there is data of another one."""
    file = _world_file(var)
    there = file.read_text(encoding="utf-8").strip() if file.exists() else ""
    if asked and there and asked != there:
        raise UserError(
            f"{var} holds the world «{there}».",
            f"Run `make demo` to continue in it, or `make demo-reset WORLD={asked}` to start the other: what was "
            "entered is lost then.",
        )
    return asked or there or DEFAULT


def _prepare(world: str) -> None:
    from fordel.cli.main import start_django  # lazy: settings not ready

    start_django()
    from fordel.demo.database import bring_forward  # lazy: settings not ready
    from fordel.demo.worlds import load_world  # lazy: settings not ready

    bring_forward()
    load_world(world)


def _web(port: int, *, reloads: bool) -> subprocess.Popen[bytes]:
    if not reloads:
        words = ["gunicorn", "fordel.wsgi", "--bind", f"{HOST}:{port}", *_WEB_OPTIONS]
        return subprocess.Popen([sys.executable, "-m", *words])
    words = ["fordel.cli.main", "manage", "runserver", "--nostatic", f"{HOST}:{port}"]
    environment = {**os.environ, "FORDEL_DEBUG": "1"}
    # The reloader runs the server in a child, so both are ended together: by their group.
    return subprocess.Popen([sys.executable, "-m", *words], env=environment, start_new_session=True)


def _end(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is None and os.getpgid(process.pid) == process.pid:
        os.killpg(process.pid, signal.SIGTERM)
    else:
        process.terminate()


def _serve(port: int, var: Path, *, reloads: bool) -> int:
    web = _web(port, reloads=reloads)
    worker = subprocess.Popen([sys.executable, "-m", "fordel.cli.main", "manage", "procrastinate", "worker"])
    processes = [web, worker]
    signal.signal(signal.SIGTERM, _interrupt)
    try:
        _wait_until_up(port, web)
        _announce(port)
        while all(process.poll() is None for process in processes):
            time.sleep(0.5)
        return 1
    except KeyboardInterrupt:
        return 0
    finally:
        for process in processes:
            _end(process)
        for process in processes:
            _wait_or_kill(process)
        embedded_postgres.stop(var / "postgres")


def _wait_or_kill(process: subprocess.Popen[bytes]) -> None:
    """A worker that has lost its database may not end by itself; the database is stopped all the same."""
    try:
        process.wait(timeout=STOP_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _interrupt(_signal: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def _wait_until_up(port: int, web: subprocess.Popen[bytes]) -> None:
    for _ in range(START_SECONDS * 10):
        try:
            with urllib.request.urlopen(f"http://{HOST}:{port}/helse/", timeout=2) as answer:
                if answer.status == 200:
                    return
        except (urllib.error.URLError, OSError):
            if web.poll() is not None:
                break
            time.sleep(0.1)
    raise UserError("The web server did not start.", "Its own lines above say why.")


def _announce(port: int) -> None:
    from fordel.parties.models import RoleAssignment  # lazy: settings not ready

    rows = RoleAssignment.objects.order_by("id").values_list("role", "person__name")
    width = max(len(role) for role, _name in rows)
    print(f"\nFordel runs on http://{HOST}:{port}  (sign in as anyone with one click; Ctrl-C stops it)\n")
    for role, name in rows:
        print(f"  {role:<{width}}  {name}")
    print(flush=True)
