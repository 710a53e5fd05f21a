"""The content of a report as the figures are now."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from django.utils.translation import gettext, override

from fordel.annual.selectors.layouts import needed_layout
from fordel.core.annual.content import Content, Part, SignCounts, YearFacts, content_of
from fordel.core.form.definition import Texts
from fordel.insight.selectors.years import years_of
from fordel.outcomes.models import Assessor
from fordel.outcomes.selectors.figures import signs_of_rounds
from fordel.parties.models import OrganisationKind
from fordel.programme.models import Round
from fordel.programme.selectors.schemes import outcome_rules_of, scheme_of

_LANGUAGES = ("nb", "nn", "en")


def live_content(round_: Round, version: int, comments: Mapping[str, str]) -> Content:
    """The figures of the round now, with the comments by section. At most five queries, however many reports there
    are."""
    year = years_of(round_).now
    layout = needed_layout(round_.scheme)
    groups = [Part(each.code, each.names) for each in year.groups.every]
    has_signs = any(each.shows_signs for each in layout.sections)
    facts = YearFacts(
        frame=year.frame,
        held_back=year.held_back,
        measures=year.measures,
        parts={"group": groups, "owner_kind": _kinds(), "sami": _answers()},
        signs=_signs(round_) if has_signs else (),
    )
    about = {
        "office": {"code": round_.office.slug, "name": round_.office.name},
        "scheme": {
            "code": round_.scheme.code,
            "slug": round_.scheme_slug,
            "name": dict(scheme_of(round_.scheme).name),
        },
        "year": round_.year,
        "version": version,
        "note": round_.note,
    }
    return content_of(about, layout, facts, comments)


def _signs(round_: Round) -> Sequence[SignCounts]:
    """How far the owners say that each sign was reached, in the outcome reports that are sent. One query."""
    rules = outcome_rules_of(round_.scheme)
    if rules is None:
        return ()
    counted = Counter((row.sign, row.degree) for row in signs_of_rounds([round_.pk]) if row.who == Assessor.OWNER)
    names = scheme_of(round_.scheme).signs
    return [
        SignCounts(
            sign, names[sign], tuple((Part(each.code, each.label), counted[sign, each.code]) for each in rules.degrees)
        )
        for sign in rules.signs
    ]


def _kinds() -> list[Part]:
    return [Part(kind.value, _in_each(kind)) for kind in OrganisationKind]


def _in_each(kind: OrganisationKind) -> Texts:
    found = {}
    for language in _LANGUAGES:
        with override(language):
            found[language] = str(kind.label)
    return found


def _answers() -> list[Part]:
    """What a report can answer about the Sámi perspective."""
    found: dict[str, dict[str, str]] = {"yes": {}, "no": {}, "not_given": {}}
    for language in _LANGUAGES:
        with override(language):
            for code, words in zip(found, (gettext("Yes"), gettext("No"), gettext("Not stated")), strict=True):
                found[code][language] = words
    return [Part(code, names) for code, names in found.items()]
