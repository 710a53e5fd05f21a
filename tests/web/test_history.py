from __future__ import annotations

import html
from collections.abc import Callable
from typing import Any

import pytest
from django.core.paginator import Paginator
from django.utils.translation import override

from fordel.shared.audit import VERBS, Event, record_many

pytestmark = pytest.mark.django_db


def test_every_verb_of_every_module_has_words_in_the_history(nordland: Any, client_as: Callable[..., Any]) -> None:
    every = {verb: words for verbs in VERBS for verb, words in verbs.items()}
    record_many([Event(verb, nordland, {}) for verb in every], actor=None, office=nordland.office)
    auditor, text = client_as("auditor", office="nordland"), ""
    for page in Paginator(range(len(every) + 10), 50).page_range:
        text += html.unescape(auditor.get(f"/nordland/historikk/?side={page}").content.decode())
    with override("nb"):
        assert [verb for verb, words in every.items() if str(words) not in text] == []
