"""`make audit` never takes silence for good news."""

from __future__ import annotations

from typing import Any

import pytest
from tools.audit import NoAnswerError, faults_of_npm, faults_of_python

SOUND: dict[str, Any] = {"name": "django", "version": "5.2.19", "vulns": []}


def test_what_is_vulnerable_is_named() -> None:
    answer = {"dependencies": [SOUND, {"name": "jinja2", "version": "2.11.2", "vulns": [{"id": "PYSEC-2021-66"}]}]}
    assert faults_of_python(answer) == ["jinja2 2.11.2: PYSEC-2021-66"]
    assert faults_of_python({"dependencies": [SOUND]}) == []
    assert faults_of_npm({"vulnerabilities": {"htmx.org": {"severity": "high"}}}) == ["htmx.org: high"]


def test_packages_that_were_not_looked_up_are_no_answer() -> None:
    skipped = {"name": "jinja2", "skip_reason": "Dependency not found on PyPI"}
    with pytest.raises(NoAnswerError, match="1 of 2 packages: Dependency not found"):
        faults_of_python({"dependencies": [SOUND, skipped]})
    with pytest.raises(NoAnswerError, match="405"):
        faults_of_npm({"message": "405 Method Not Allowed"})
