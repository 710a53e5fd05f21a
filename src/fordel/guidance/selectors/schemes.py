"""The schemes that readers choose between."""

from __future__ import annotations

from fordel.core.scheme import Scheme
from fordel.guidance.selectors.article_form import newest_versions
from fordel.parties.actors import Actor
from fordel.parties.models import Office, Organisation
from fordel.programme.models import Round
from fordel.programme.selectors.schemes import scheme_of


def newest_schemes() -> list[Scheme]:
    """Each scheme that runs, in its newest year. One query."""
    return [scheme_of(version) for version in newest_versions()]


def newest_rounds(office: Office) -> dict[str, Round]:
    """Code of a scheme -> the office's newest year of it. One query."""
    rows = Round.objects.filter(office=office, is_history=False).select_related("scheme").defer("scheme__definition")
    return {round_.scheme.code: round_ for round_ in rows.order_by("year")}


def kind_of(actor: Actor) -> str:
    """The kind of organisation that the actor acts for; '' for nobody's. At most one query."""
    if actor.organisation_id is None:
        return ""
    return Organisation.objects.values_list("kind", flat=True).get(pk=actor.organisation_id)
