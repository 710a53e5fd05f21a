"""Mail leaves the house through one door."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

SOURCE = Path(__file__).resolve().parents[2] / "src" / "fordel"


def _trees() -> Iterator[tuple[str, ast.Module]]:
    for path in sorted(SOURCE.rglob("*.py")):
        if "migrations" not in path.parts:
            yield path.relative_to(SOURCE).as_posix(), ast.parse(path.read_text(encoding="utf-8"))


def _imported(tree: ast.Module) -> set[str]:
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def _who_imports(*names: str) -> set[str]:
    return {path for path, tree in _trees() if any(each.startswith(names) for each in _imported(tree))}


def test_only_notify_queues_mail() -> None:
    assert _who_imports("fordel.shared.outbox") == {"notices/services/notify.py"}


def test_only_the_outbox_writes_rows_of_the_outbox() -> None:
    writers = set()
    for path, tree in _trees():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call):
                called = ast.unparse(node.func)
                if called == "OutboxMail" or (
                    called.startswith("OutboxMail.objects") and called.endswith((".create", "bulk_create"))
                ):
                    writers.add(path)
    assert writers == {"shared/outbox.py"}


def test_only_the_job_of_the_outbox_and_the_inbox_of_the_demo_know_mail() -> None:
    assert _who_imports("django.core.mail", "smtplib") == {"shared/tasks.py", "demo/mail_backend.py"}


def test_every_notice_lives_with_the_notices_of_its_module() -> None:
    """That is where the test that sends every notice looks."""
    loose = {
        path
        for path, tree in _trees()
        if "fordel.shared.notice.Notice" in _imported(tree)
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef) and "Notice" in {ast.unparse(base) for base in node.bases}
        if path.split("/")[1].removesuffix(".py") != "notices"
    }
    assert loose == set()
