"""Whose articles a reader gets first."""

from __future__ import annotations

from django.db.models import Exists, OuterRef

from fordel.guidance.models import Article
from fordel.guidance.permissions import current
from fordel.parties.actors import Actor
from fordel.parties.models import Office, Role


def office_of_actor(actor: Actor) -> Office | None:
    """The office where the actor works or has a seat, or that of the owner's municipality. At most one query."""
    if actor.office_id is not None:
        rows = Office.objects.filter(pk=actor.office_id)
    elif actor.is_in(Role.OWNER):
        rows = Office.objects.filter(municipalities__organisation=actor.organisation_id)
    else:
        return None
    found = rows.first()
    if found is not None:
        found.office_id = found.pk  # type: ignore[attr-defined]  # what the rules look at
    return found


def offices_to_ask(actor: Actor) -> list[Office]:
    """Whom the actor may ask: their own office; a partner, and an owner without one, any that has a year. One query
    or two."""
    own = office_of_actor(actor)
    if own is not None:
        return [own]
    return list(Office.objects.filter(rounds__is_history=False).distinct().order_by("name"))


def office_of_help(actor: Actor, slug: str) -> Office | None:
    """The office of the page that help is asked for; if it names none, the reader's own. One query."""
    return Office.objects.filter(slug=slug).first() if slug else office_of_actor(actor)


def offices_with_articles() -> list[Office]:
    """The offices that have a current article, by region. One query."""
    have = Article.objects.filter(current(), office=OuterRef("pk"))
    return list(Office.objects.filter(Exists(have)).order_by("region_name"))
