"""The check that `make check` runs finds poor Norwegian, and only one of two forms passes."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tools"))


@pytest.mark.parametrize(
    ("language", "source", "text", "is_wrong"),
    [
        ("nb", "How it meets the criteria", "Slik møter tiltaket kriteriene", True),
        ("nb", "How it meets the criteria", "Slik oppfyller tiltaket kriteriene", False),
        ("nb", "No meeting has treated it", "Ingen møter har behandlet det", False),
        ("nn", "Sent by the owner", "Send av eigaren", True),
        ("nn", "Sent by the owner", "Sendt av eigaren", False),
        ("nn", "Send to the owner", "Send til eigaren", False),
        ("nn", "The report is sent back", "Meldinga er send tilbake til eigaren", False),
        ("nn", "You have approved it already.", "Du har alt godkjent det.", True),
        ("nn", "Everything is sent.", "Alt er sendt.", False),
        ("nn", "It was decided", "Det blei vedteke", True),
        ("nn", "The answers are sent", "Svara er sende", False),
    ],
)
def test_what_is_no_good_norwegian_is_found(language: str, source: str, text: str, is_wrong: bool) -> None:
    from check_norwegian import wrong_words

    assert bool(list(wrong_words(language, source, text))) is is_wrong
