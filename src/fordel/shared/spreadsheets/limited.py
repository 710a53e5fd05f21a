"""Reads a spreadsheet in a process of its own, with limits of time and memory: the one way in for files from outside.

Decision 11 says why. What becomes of a file that costs too much is a SpreadsheetError like any other.
"""

from __future__ import annotations

import json
import logging
import os
import selectors
import signal
import subprocess
import sys
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from time import monotonic
from typing import IO, Final

from fordel.shared.spreadsheets.limits import COST, LIMITS, Cost, Limits, SpreadsheetError
from fordel.shared.spreadsheets.model import Workbook
from fordel.shared.spreadsheets.wire import OUT_OF_MEMORY, Arriving, ReaderError

READER: Final = "fordel.shared.spreadsheets.read"
_CHUNK: Final = 64 * 1024
_KEPT_OF_COMPLAINT: Final = 4_000
_OUT_OF_TIME: Final = frozenset({signal.SIGALRM, signal.SIGXCPU})
_log = logging.getLogger(__name__)


def read_spreadsheet(
    name: str, content: bytes, limits: Limits = LIMITS, cost: Cost = COST, *, reader: str = READER
) -> Workbook:
    """The workbook. Raises SpreadsheetError with a code of `read.read_workbook`, or too_slow, too_costly, unreadable.

    `reader` is the module whose `read_workbook` the child calls.
    """
    if not content:
        raise SpreadsheetError("empty_file")
    if len(content) > limits.file_size:
        raise SpreadsheetError("too_large_file", size=len(content), limit=limits.file_size)
    task = {
        "name": Path(name).name,
        "limits": asdict(limits),
        "cost": asdict(cost),
        "parent": os.getpid(),
        "reader": reader,
    }
    arriving = Arriving()
    try:
        complaint = _ask(json.dumps(task).encode() + b"\n" + content, cost, arriving.feed)
        if complaint is not None:
            raise ReaderError(complaint)
        return arriving.workbook()
    except (ReaderError, OSError, ValueError) as fault:
        _log.exception("a spreadsheet of %d bytes could not be read", len(content))
        raise SpreadsheetError("unreadable") from fault


def _ask(question: bytes, cost: Cost, take: Callable[[bytes], None]) -> str | None:
    """Starts the child, sends the question and hands its answer on. Returns what it complained of when it failed in a
    way that is neither time nor memory, and None when all went well."""
    process = subprocess.Popen(
        [sys.executable, "-S", "-P", "-m", "fordel.shared.spreadsheets.child"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={"PYTHONPATH": os.pathsep.join(str(Path(folder).resolve()) for folder in sys.path if folder)},
    )
    with process:
        try:
            complaint = _talk(process, question, cost, take)
        finally:
            process.kill()
    if process.returncode == 0:
        return None
    if -process.returncode in _OUT_OF_TIME:
        raise SpreadsheetError("too_slow", seconds=cost.seconds)
    if process.returncode in (OUT_OF_MEMORY, -signal.SIGABRT, -signal.SIGKILL):
        raise SpreadsheetError("too_costly")
    return f"exit code {process.returncode}: {complaint}"


def _talk(process: subprocess.Popen[bytes], question: bytes, cost: Cost, take: Callable[[bytes], None]) -> str:
    """Writes and reads until the child is done. Returns what it wrote on standard error. Raises SpreadsheetError."""
    deadline = monotonic() + cost.seconds
    complaint = bytearray()
    answered = 0
    sent: IO[bytes] = process.stdin  # type: ignore[assignment]  # a pipe, as asked for
    unsent = memoryview(question)
    os.set_blocking(sent.fileno(), False)
    with selectors.DefaultSelector() as selector:
        selector.register(sent, selectors.EVENT_WRITE)
        selector.register(process.stdout, selectors.EVENT_READ)  # type: ignore[arg-type]
        selector.register(process.stderr, selectors.EVENT_READ)  # type: ignore[arg-type]
        while selector.get_map():
            ready = selector.select(max(0.0, deadline - monotonic()))
            if not ready or monotonic() > deadline:
                raise SpreadsheetError("too_slow", seconds=cost.seconds)
            for key, _events in ready:
                if key.fileobj is sent:
                    unsent = _sent(key.fd, unsent)
                    if not unsent:
                        selector.unregister(sent)
                        sent.close()
                    continue
                part = os.read(key.fd, _CHUNK)
                if not part:
                    selector.unregister(key.fileobj)
                elif key.fileobj is process.stderr:
                    complaint += part[: _KEPT_OF_COMPLAINT - len(complaint)]
                else:
                    answered += len(part)
                    if answered > cost.answer:
                        raise SpreadsheetError("too_costly")
                    take(part)
    try:
        process.wait(max(0.0, deadline - monotonic()))
    except subprocess.TimeoutExpired as late:
        raise SpreadsheetError("too_slow", seconds=cost.seconds) from late
    return complaint.decode("utf-8", "replace")


def _sent(descriptor: int, unsent: memoryview) -> memoryview:
    """What is left to send; nothing when the child listens no more."""
    try:
        return unsent[os.write(descriptor, unsent[:_CHUNK]) :]
    except BrokenPipeError:
        return unsent[:0]
