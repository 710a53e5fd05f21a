"""What the environment says about this installation, read before Django starts.

A pilot or a demo keeps its own settings in `var/fordel.env` (written by `fordel demo`), so that the command line and
the web server agree without anybody having to export variables. Real environment variables win.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

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


def flag(name: str) -> bool:
    """Whether an environment variable says yes (1, true, yes, on)."""
    return os.environ.get(name, "").strip().lower() in {"1", "true", "yes", "on"}
