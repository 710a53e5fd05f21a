"""Finds rounds and their frames."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Final

from django.db.models import CharField, F, Field, IntegerField, Q, QuerySet, Subquery
from django.http import Http404
from django.utils.translation import gettext as _

from fordel.parties.models import Office
from fordel.programme.models import FrameLine, Round, SchemeVersion
from fordel.programme.selectors.schemes import scheme_of
from fordel.programme.where import in_round
from fordel.shared.errors import UserError
from fordel.shared.prepared import Asked, Prepared


def rounds_at(office: str, scheme: str, year: int) -> QuerySet[Round]:
    """The running round of an address with its office and scheme: one row or none."""
    return Round.objects.select_related("office", "scheme").filter(**in_round("", office, scheme, year))


def round_from_url(office: str, scheme: str, year: int, **_rest: object) -> Round:
    """The round of an address, for `@access(rule, target=round_from_url)`. Raises Http404. One query."""
    return found_or_404(_ROUND.rows(office=office, scheme=scheme, year=year))


def plain_round_from_url(office: str, scheme: str, year: int, **_rest: object) -> Round:
    """The same for pages that ask nothing of the scheme: its definition, which is long, is left in the database."""
    return found_or_404(_PLAIN_ROUND.rows(office=office, scheme=scheme, year=year))


def asked_rounds() -> QuerySet[Round]:
    """`rounds_at` to be prepared, with `office`, `scheme` and `year` asked for."""
    fields: dict[str, Field[Any, Any]] = {"office": CharField(), "scheme": CharField(), "year": IntegerField()}
    place: dict[str, Any] = {name: Asked(name, field) for name, field in fields.items()}
    return rounds_at(**place)


def found_or_404(rounds: Sequence[Round]) -> Round:
    """The round that was found. Raises Http404 if none was."""
    if not rounds:
        raise Http404
    return rounds[0]


_ROUND: Final = Prepared(asked_rounds)
_PLAIN_ROUND: Final = Prepared(lambda: asked_rounds().defer("scheme__definition"))


def main_scheme_slug(office: str) -> str | None:
    """The slug of the scheme that is meant if only an office is named; None for an unknown office. One query."""
    code = Office.objects.filter(slug=office).values("main_scheme")[:1]
    return SchemeVersion.objects.filter(code=Subquery(code)).values_list("slug", flat=True).first()


def named_round(office: str, scheme: str | None, year: int) -> Round:
    """The running round that a command names: by the scheme's slug or code, or else the office's main scheme. Raises
    UserError, which names what there is to choose between."""
    slug = _slug_of(scheme) if scheme else main_scheme_slug(office)
    found = rounds_at(office, slug, year).first() if slug else None
    if found is not None:
        return found
    offices = list(Office.objects.order_by("slug").values_list("slug", flat=True))
    if office not in offices:
        raise _unknown(_("There is no office called %(name)s.") % {"name": office}, offices)
    if slug is None:
        slugs = sorted({version.slug for version in SchemeVersion.objects.all() if scheme_of(version).has_rounds})
        raise _unknown(_("There is no scheme called %(name)s.") % {"name": scheme}, slugs)
    running = Round.objects.filter(office__slug=office, scheme_slug=slug, is_history=False)
    years = running.order_by("year").values_list("year", flat=True)
    problem = _("%(scheme)s %(year)s is not open at this office.") % {"scheme": slug, "year": year}
    if not years:
        raise UserError(problem, _("Open the year with its frames first."))
    raise _unknown(problem, map(str, years))


def _slug_of(scheme: str) -> str | None:
    named = SchemeVersion.objects.filter(Q(slug=scheme) | Q(code=scheme))
    return named.values_list("slug", flat=True).first()


def _unknown(problem: str, known: Iterable[str]) -> UserError:
    return UserError(problem, _("Choose one of: %(known)s.") % {"known": ", ".join(known)})


def frame_lines(round_: Round) -> list[FrameLine]:
    """The round's frame lines in order; amounts in kroner. One query."""
    return list(round_.frame_lines.all())


def frames_with_former(round_: Round) -> list[FrameLine]:
    """The lines of the round and of those it is compared with, each round's in order; with the round, and the scheme's
    code (`scheme`) and note (`scheme_note`). One query."""
    found = FrameLine.objects.filter(Q(round=round_) | Q(round__in=former_rounds(round_))).select_related("round")
    with_scheme = found.annotate(scheme=F("round__scheme__code"), scheme_note=F("round__scheme__definition__note"))
    return list(with_scheme.order_by("round_id", "position"))


def codes_before(round_: Round) -> tuple[str, ...]:
    """The codes of the schemes that a former year of the round may have: its own, and those it follows. No queries."""
    return (round_.scheme.code, *scheme_of(round_.scheme).follows)


def former_rounds(round_: Round) -> QuerySet[Round]:
    """The rounds that the year is compared with: of the same scheme, or of those it follows, at the same office in the
    year before."""
    before = Round.objects.filter(office=round_.office_id, year=round_.year - 1, scheme__code__in=codes_before(round_))
    return before.prefetch_related("frame_lines")
