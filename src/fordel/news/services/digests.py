"""What is new, once a week, to those who want it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from django.utils.translation import gettext as _

from fordel.news.models import Digest
from fordel.news.notices import NewsDigest
from fordel.news.selectors.choices import schemes_to_choose, themes_to_choose
from fordel.news.selectors.digests import new_announcements, new_items
from fordel.notices.recipient import to_person
from fordel.notices.services.notify import notify
from fordel.parties.models import Office, Person
from fordel.shared.clock import now
from fordel.shared.errors import UserError

WEEK: Final = timedelta(days=6, hours=12)
"""After so long the next morning is a week later."""
MOST: Final = 30


@transaction.atomic
def choose_digest(
    person: Person, office: Office, schemes: Collection[str], themes: Collection[str], *, is_wanted: bool
) -> Digest:
    """What they get from now on. Raises UserError that names the field."""
    if schemes and not {code for code, _name in schemes_to_choose()}.issuperset(schemes):
        raise UserError(_("The scheme is not known."), _("Choose among those that run."), "schemes")
    if themes and not {code for code, _name in themes_to_choose(office)}.issuperset(themes):
        raise UserError(_("The theme is not known."), _("Choose among those of the plan."), "themes")
    chosen = {"schemes": list(schemes), "themes": list(themes), "is_wanted": is_wanted}
    digest, is_new = Digest.objects.select_for_update().get_or_create(
        person=person, office=office, defaults={**chosen, "sent_to": now()}
    )
    if not is_new:
        if is_wanted and not digest.is_wanted:
            digest.sent_to = now()  # what came while they wanted none is old
        digest.schemes, digest.themes, digest.is_wanted = list(schemes), list(themes), is_wanted
        digest.save()
    return digest


def end_digest(digest_id: int) -> bool:
    """They get no more of it. False if there is none."""
    return bool(Digest.objects.filter(pk=digest_id).update(is_wanted=False))


def due_digests(at: datetime) -> list[int]:
    """The ids of those whose week has passed. One query."""
    rows = Digest.objects.filter(is_wanted=True, person__is_active=True, sent_to__lte=at - WEEK).order_by("pk")
    return list(rows.values_list("pk", flat=True))


@transaction.atomic
def send_digest(digest_id: int) -> None:
    """One mail with all that is new, or none if nothing is; the week begins again. Twice is once: the row is locked."""
    rows = Digest.objects.select_related("person", "office").select_for_update(of=("self",))
    digest = rows.filter(pk=digest_id, is_wanted=True, sent_to__lte=now() - WEEK).first()
    if digest is None:
        return
    instant = now()
    announcements, items = list(new_announcements(digest)[:MOST]), list(new_items(digest)[:MOST])
    if announcements or items:
        notify(to_person(digest.person, digest.office), NewsDigest(digest, announcements, items))
    digest.sent_to = instant
    digest.save(update_fields=["sent_to"])
