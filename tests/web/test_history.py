from __future__ import annotations

from fordel.shared.audit import ACTIONS
from fordel.web.history_words import action_words


def test_every_action_of_the_log_has_words() -> None:
    assert action_words().keys() == ACTIONS
