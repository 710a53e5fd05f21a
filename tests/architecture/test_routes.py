"""Every address declares who may open it, in both directions."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import URLPattern, URLResolver, get_resolver

from fordel.shared.access import Rule


def _patterns(resolver: URLResolver, prefix: str = "") -> Iterator[tuple[str, URLPattern]]:
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            yield from _patterns(pattern, prefix + str(pattern.pattern))
        else:
            yield prefix + str(pattern.pattern), pattern


def test_every_view_declares_its_access() -> None:
    bare = [
        route
        for route, pattern in _patterns(get_resolver())
        if not isinstance(getattr(pattern.callback, "access_rule", None), Rule)
    ]
    assert bare == []


def test_every_office_page_names_its_office_and_year() -> None:
    """A page about a round finds it from the address, so the rule always has a target to compare with. An address that
    has moved shows nothing: it leads on to a page with its own rule."""
    for route, pattern in _patterns(get_resolver()):
        if "<slug:office>/<int:year>" in route and not str(pattern.name).startswith("moved-"):
            assert pattern.callback.access_rule.name != "anyone", route
