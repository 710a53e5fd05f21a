"""What the environment says about this installation, read before Django starts.

A pilot or a demo keeps its own settings in `var/fordel.env` (written by `fordel demo`), so that the command line and
the web server agree without anybody having to export variables. Real environment variables win.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from email.utils import parseaddr
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

_CHECKOUT: Final = Path(__file__).resolve().parents[2]


def var_folder() -> Path:
    """Where data lies: `FORDEL_VAR`, else `var/` in the checkout, else `var/` where the command is run."""
    chosen = os.environ.get("FORDEL_VAR")
    if chosen:
        return Path(chosen).expanduser().resolve()
    base = _CHECKOUT if (_CHECKOUT / "pyproject.toml").exists() else Path.cwd()
    return base / "var"


def load_installation_file() -> None:
    """Takes `NAME=value` lines of `var/fordel.env` into the environment where the name is not set already."""
    path = var_folder() / "fordel.env"
    if not path.exists():
        return
    for line in path.read_text(encoding="utf-8").splitlines():
        name, separator, value = line.partition("=")
        if separator and not line.startswith("#"):
            os.environ.setdefault(name.strip(), value.strip())


_YES: Final = frozenset({"1", "true", "yes", "on"})
_NO: Final = frozenset({"", "0", "false", "no", "off"})
_LABEL: Final = "[a-z0-9][a-z0-9-]{0,62}"
_HOST: Final = re.compile(rf"\.?{_LABEL}(?:\.{_LABEL})*\.?|\[[0-9a-f:.]+\]", re.IGNORECASE)
_SHORTEST_KEY: Final = 50
_FEWEST_CHARACTERS: Final = 10  # different ones in a key


def text(name: str, default: str = "") -> str:
    """The variable without the white space around it; the default if it is unset or empty."""
    return os.environ.get(name, "").strip() or default


def flag(name: str) -> bool:
    """Whether the variable says yes (1, true, yes, on). Raises ImproperlyConfigured if it says neither yes nor no."""
    value = text(name).lower()
    if value not in _YES | _NO:
        raise ImproperlyConfigured(f"{name} is {value!r}; use 1 for yes or 0 for no.")
    return value in _YES


def whole_number(name: str, default: int, least: int, most: int) -> int:
    """The number in the variable. Raises ImproperlyConfigured if it is none between `least` and `most`."""
    value = text(name, str(default))
    if not re.fullmatch("[0-9]{1,9}", value) or not least <= int(value) <= most:
        raise ImproperlyConfigured(f"{name} is {value[:40]!r}; use a whole number from {least} to {most}.")
    return int(value)


def one_of(name: str, default: str, known: Iterable[str]) -> str:
    """The word in the variable. Raises ImproperlyConfigured if it is none of `known`."""
    value = text(name, default)
    if value not in known:
        raise ImproperlyConfigured(f"{name} is {value[:40]!r}; use one of {', '.join(known)}.")
    return value


def secret_key(name: str, what: str) -> str:
    """A key that nobody can guess. `what` says what it is for. Raises ImproperlyConfigured."""
    value = text(name)
    if not value:
        raise ImproperlyConfigured(
            f"{name} is not set: {what}. Set it to {_SHORTEST_KEY} or more random characters, "
            "or run `make demo` for a trial."
        )
    if len(value) < _SHORTEST_KEY:
        raise ImproperlyConfigured(f"{name} is shorter than {_SHORTEST_KEY} characters. Use a longer random one.")
    if len(set(value)) < _FEWEST_CHARACTERS:
        raise ImproperlyConfigured(f"{name} is not random. Use {_SHORTEST_KEY} or more random characters.")
    return value


def host_names(name: str) -> list[str]:
    """The names of a list divided by commas, without the white space around them; `.example.no` means every host below
    it. Raises ImproperlyConfigured if there is none, or for what is no host name: a star, an address, a port."""
    hosts = [host for each in text(name).split(",") if (host := each.strip())]
    if not hosts:
        raise ImproperlyConfigured(f"{name} is not set. Set it to the host names of this site, divided by commas.")
    for host in hosts:
        if not _HOST.fullmatch(host):
            raise ImproperlyConfigured(
                f"{name} holds {host[:80]!r}, which is no host name. Name the hosts of this site, divided by commas, "
                "like fordel.example.no."
            )
    return hosts


def web_address(name: str, value: str, *, encrypted: bool) -> str:
    """The address without a slash at the end; '' stays ''. Raises ImproperlyConfigured if it is none, or if it must be
    `encrypted` and does not begin with https://."""
    address = value.strip().rstrip("/")
    schemes = ("https",) if encrypted else ("https", "http")
    if address and not _is_web_address(address, schemes):
        raise ImproperlyConfigured(f"{name} is {address[:80]!r}; use an address that begins with {schemes[0]}://.")
    return address


def _is_web_address(address: str, schemes: Iterable[str]) -> bool:
    try:
        parts = urlsplit(address)
        parts.port  # noqa: B018 -- reading it raises ValueError if it is none
    except ValueError:
        return False
    return parts.scheme in schemes and bool(parts.hostname) and not re.search(r"\s", address)


def mail_address(name: str, default: str) -> str:
    """The address that mail comes from, with or without a name before it. Raises ImproperlyConfigured."""
    value = text(name, default)
    found = parseaddr(value)[1]
    if not re.fullmatch(r"[^@\s]+@[^@\s]+", found) or not value.isprintable():
        raise ImproperlyConfigured(f"{name} is {value[:80]!r}; use an e-mail address, like fordel@example.no.")
    return value
