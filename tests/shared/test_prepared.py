"""Prepared queries: they answer what the query itself answers, with the values of each time."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.db.models import BigIntegerField, CharField, Count, OuterRef, Q, QuerySet, Subquery
from django.test.utils import CaptureQueriesContext

from fordel.parties.models import Municipality, Office
from fordel.programme.models import Round
from fordel.shared.prepared import NOW, TODAY, Asked, Prepared

pytestmark = pytest.mark.django_db


def _offices(slug: Any, at_least: Any) -> QuerySet[Office]:
    """With a value of every kind of place: a filter, a subquery, a condition of an aggregate, relations."""
    far = Municipality.objects.filter(office=OuterRef("pk"), number__gte=at_least).order_by("number").values("name")
    return (
        Office.objects.filter(slug=slug)
        .annotate(first=Subquery(far[:1]), many=Count("municipalities", filter=Q(municipalities__number__gte=at_least)))
        .prefetch_related("municipalities")
    )


def _content(office: Office) -> dict[str, Any]:
    fetched = vars(office).get("_prefetched_objects_cache", {})
    return vars(office) | {"_state": None, "_prefetched_objects_cache": {name: list(fetched[name]) for name in fetched}}


PREPARED = Prepared(lambda: _offices(Asked("slug", CharField()), Asked("at_least", CharField())))


def test_it_answers_as_the_query_does_each_time() -> None:
    for slug, at_least in (("nordland", "1811"), ("innlandet", "3401"), ("nordland", "1860"), ("'; --%s", "%")):
        rows = PREPARED.rows(slug=slug, at_least=at_least)
        plain = list(_offices(slug, at_least))
        assert [_content(row) for row in rows] == [_content(row) for row in plain]
    assert PREPARED.first(slug="nordland", at_least="1811") == Office.objects.get(slug="nordland")
    assert PREPARED.first(slug="nowhere", at_least="1811") is None


def test_what_it_found_does_not_change_with_the_next_values() -> None:
    [before] = PREPARED.rows(slug="nordland", at_least="1811")
    assert PREPARED.rows(slug="innlandet", at_least="3401") != [before]
    assert before.slug == "nordland"
    with CaptureQueriesContext(connection) as asked:
        assert len(before.municipalities.all()) > 1
    assert len(asked) == 0


def test_it_asks_once_and_builds_once() -> None:
    built = []

    def build() -> QuerySet[Office, str]:
        built.append(1)
        return Office.objects.filter(slug=Asked("slug", CharField())).values_list("name", flat=True)

    names: Prepared[str] = Prepared(build)
    with CaptureQueriesContext(connection) as asked:
        assert names.rows(slug="nordland") == ["Statsforvalteren i Nordland"]
        assert names.rows(slug="nowhere") == []
    assert (len(asked), len(built)) == (2, 1)


def test_the_moment_is_asked_for_each_time() -> None:
    later: Prepared[Round] = Prepared(lambda: Round.objects.filter(needs_deadline__gt=NOW))
    assert (NOW.value, TODAY.value) == ("now", "today")
    with pytest.raises(KeyError, match="now"):
        later.rows()
    with pytest.raises(TypeError, match="asked at other times"):
        Prepared(lambda: Round.objects.filter(report_due__gt=date(2026, 1, 1))).rows()


def test_a_value_that_nothing_asks_for_is_a_mistake() -> None:
    office: Prepared[Office] = Prepared(lambda: Office.objects.filter(pk=Asked("office", BigIntegerField())))
    with pytest.raises(TypeError, match="not asked for: offise"):
        office.rows(office=1, offise=1)
