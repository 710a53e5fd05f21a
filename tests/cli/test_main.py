"""The command `fordel` itself: help in plain words, exit codes, and one line for a mistake."""

from __future__ import annotations

import argparse
from typing import Any

import pytest

from fordel.cli.main import COMMANDS, command_module, main
from fordel.shared.errors import UserError
from fordel.shared.models import AuditEntry

Out = pytest.CaptureFixture[str]


def _exit(words: list[str]) -> int:
    """The exit code, whether the command returns it or argparse leaves with it."""
    try:
        return main(words)
    except SystemExit as left:
        return int(left.code or 0)


def test_help_lists_every_command(capsys: Out) -> None:
    assert _exit(["--help"]) == 0
    told = " ".join(capsys.readouterr().out.split())
    for name, summary in COMMANDS.items():
        assert f"{name} {summary}" in told or (name in told and summary in told), name


@pytest.mark.parametrize("name", [name for name in COMMANDS if name != "manage"])
def test_every_command_says_what_it_does_and_what_each_word_means(name: str, capsys: Out) -> None:
    assert _exit([name, "--help"]) == 0
    told = capsys.readouterr().out
    assert COMMANDS[name][1:] in " ".join(told.split())
    parser = argparse.ArgumentParser()
    command_module(name).add_arguments(parser)
    for action in parser._actions:
        assert action.help, f"{name} {action.dest} is not explained"


@pytest.mark.parametrize(
    "words",
    [
        [],
        ["distribute"],
        ["status"],
        ["status", "--office", "nordland", "--year", "twenty"],
        ["allocate"],
        ["import"],
        ["status", "--office", "nordland", "--year", "2026", "--colour"],
    ],
)
def test_words_that_are_not_understood(words: list[str], capsys: Out) -> None:
    assert _exit(words) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert "Traceback" not in told.err
    assert "usage: fordel" in told.err or told.err.startswith("fordel: ")


@pytest.mark.django_db
@pytest.mark.parametrize("where", [["atlantis", "2026"], ["nordland", "1999"]])
def test_an_office_or_year_that_is_not_there(nordland: Any, where: list[str], capsys: Out) -> None:
    assert _exit(["status", "--office", where[0], "--year", where[1]]) == 2
    told = capsys.readouterr()
    assert (told.out, len(told.err.splitlines())) == ("", 1)
    assert where[0] in told.err or where[1] in told.err


@pytest.mark.django_db
def test_audit_says_whether_the_log_holds(nordland: Any, capsys: Out) -> None:
    assert main(["audit"]) == 0
    assert str(AuditEntry.objects.count()) in capsys.readouterr().out


@pytest.mark.parametrize(
    ("error", "code"),
    [(UserError("Det gikk ikke.\nHeller ikke nå.", "Prøv igjen."), 2), (KeyboardInterrupt(), 130)],
)
def test_what_a_command_raises(monkeypatch: pytest.MonkeyPatch, capsys: Out, error: BaseException, code: int) -> None:
    def broken(_arguments: argparse.Namespace) -> int:
        raise error

    monkeypatch.setattr(command_module("allocate"), "run", broken)
    assert main(["allocate", "x"]) == code
    assert len(capsys.readouterr().err.splitlines()) <= 1


def test_a_fault_of_ours_is_not_hidden(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_arguments: argparse.Namespace) -> int:
        raise ZeroDivisionError

    monkeypatch.setattr(command_module("allocate"), "run", broken)
    with pytest.raises(ZeroDivisionError):
        main(["allocate", "x"])
