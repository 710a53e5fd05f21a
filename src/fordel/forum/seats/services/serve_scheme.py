"""The office's forum serves the schemes that the office opens; its groups of seats are made from their definitions."""

from __future__ import annotations

from django.db import transaction

from fordel.forum.models import Forum, SeatGroup
from fordel.parties.models import Office
from fordel.programme.events import RoundOpened
from fordel.programme.models import SchemeVersion
from fordel.programme.selectors.schemes import scheme_of
from fordel.programme.services.open_round import names_of


def serve_opened(event: RoundOpened) -> None:
    """The forum serves the scheme of a round that is opened; a former scheme has no forum."""
    if not event.round.is_history:
        serve_scheme(event.round.office, event.round.scheme)


@transaction.atomic
def serve_scheme(office: Office, version: SchemeVersion) -> Forum:
    """The office's forum, with the scheme among those it serves. The groups that it lacks are added after those it has;
    those it has stay as they are. When it is in balance follows the newest year of each scheme. Twice is once."""
    Forum.objects.get_or_create(office_id=office.pk)
    forum = Forum.objects.select_for_update().get(office=office)
    rules = scheme_of(version).forum
    known = set(forum.groups.values_list("code", flat=True))
    new = [group for group in rules.groups if group.code not in known]
    SeatGroup.objects.bulk_create(
        SeatGroup(forum=forum, code=each.code, votes=each.votes, position=len(known) + place, **names_of(each.name))
        for place, each in enumerate(new)
    )
    if version.year >= forum.schemes.get(version.code, {}).get("year", 0):
        forum.schemes[version.code] = {
            "year": version.year,
            "expected": [group.code for group in rules.groups if group.is_expected],
            "group_percent_most": rules.group_percent_most,
        }
        forum.save(update_fields=["schemes"])
    return forum
