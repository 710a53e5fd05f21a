"""The demo's guidance: articles about the schemes in our own words, an answered question, and one that waits."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import date, datetime, time
from pathlib import Path
from typing import Any, Final

import fordel
from fordel.core.form.rich_text import from_plain
from fordel.demo.clock import set_demo_clock
from fordel.guidance.models import Article
from fordel.guidance.services.answer_to_article import article_from_answer
from fordel.guidance.services.article_document import ARTICLE_DOCUMENT
from fordel.guidance.services.articles import FollowUp, begin_article, follow_up, publish_article
from fordel.guidance.services.feedback import give_feedback
from fordel.guidance.services.questions import Asked, answer_question, ask_question
from fordel.parties.models import Office, Organisation, Person
from fordel.shared.clock import OSLO, now
from fordel.writing.selectors.fields import fields_of
from fordel.writing.services.save_fields import Edit, save_fields

FILE: Final = Path(fordel.__file__).parent / "demo_data" / "guidance-nordland.toml"
_REVIEW: Final = date(2026, 3, 6)


def load_demo_guidance(office: Office, officer: Person, owner: Person, partner: Person) -> None:
    """Done by the demo's clock on the days it happened; the clock is set back afterwards."""
    instant, data = now(), tomllib.loads(FILE.read_text(encoding="utf-8"))
    try:
        written = [_publish(office, officer, each) for each in data["articles"]]
        _relate(written, officer)
        _ask(office, officer, owner, data["answered"])
        _at(date(2026, 2, 20))
        waiting = data["waiting"]
        ask_question(office, Asked(waiting["title"], waiting["text"], "collective"), partner, _place_of(partner).pk)
        give_feedback(written[0], "yes", "", owner, "")
        give_feedback(written[1], "no", data["comment"], partner, "")
    finally:
        set_demo_clock(instant)


def _at(day: date) -> None:
    set_demo_clock(datetime.combine(day, time(9), OSLO))


def _place_of(person: Person) -> Organisation:
    return Organisation.objects.get(roleassignment__person=person)


def _publish(office: Office, officer: Person, each: Mapping[str, Any]) -> Article:
    day = each["day"]
    _at(day)
    values = {
        "kind": each["kind"],
        "schemes": each.get("schemes", []),
        "audience": each.get("audience", ["public"]),
        "valid_from": f"{day:%d.%m.%Y}",
        "source": each["source"],
        "source_date": f"{day:%d.%m.%Y}",
        "source_link": each.get("link", ""),
        "pages": each.get("pages", []),
        "fields": each.get("fields", []),
    }
    for form in ("nb", "nn"):
        text = each[form]
        values |= {f"title_{form}": text["title"], f"summary_{form}": text["summary"]}
        values[f"body_{form}"] = from_plain(text["text"])
    article = begin_article(office, officer, values)
    publish_article(article.pk, officer, now())
    return Article.objects.get(pk=article.pk)


def _relate(written: list[Article], officer: Person) -> None:
    """Each goes with the one before; the first is soon to be read again."""
    for number, article in enumerate(written):
        review = _REVIEW if number == 0 else article.review_on
        related = [written[number - 1].pk] if number else []
        follow_up(article.pk, FollowUp(officer.pk, review, related), officer)


def _ask(office: Office, officer: Person, owner: Person, found: Mapping[str, Any]) -> None:
    """A question that was answered and became an article, without its names."""
    _at(date(2026, 2, 16))
    question = ask_question(office, Asked(found["title"], found["text"], "collective"), owner, _place_of(owner).pk)
    _at(date(2026, 2, 18))
    answer_question(question.pk, found["answer"], officer)
    article = article_from_answer(question.pk, officer)
    versions = {key: version for key, _value, version in fields_of(article.pk)}
    values: dict[str, Any] = {"audience": ["public"]}
    for form in ("nb", "nn"):
        text = found[form]
        values |= {f"title_{form}": text["title"], f"summary_{form}": text["summary"]}
        values[f"body_{form}"] = from_plain(text["text"])
    edits = [Edit(key, value, versions.get(key, 0), is_html=True) for key, value in values.items()]
    save_fields(ARTICLE_DOCUMENT, article.pk, officer, edits, now())
    publish_article(article.pk, officer, now())
