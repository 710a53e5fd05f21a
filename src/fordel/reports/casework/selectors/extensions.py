"""Later deadlines that owners have, and those they ask for."""

from __future__ import annotations

from django.db.models import QuerySet
from django.http import Http404

from fordel.programme.models import Round
from fordel.programme.where import in_round
from fordel.reports.models import DeadlineExtension, ExtensionRequest


def extensions_of(round_: Round) -> list[DeadlineExtension]:
    """Those that are granted, by the owner's name. One query."""
    found = DeadlineExtension.objects.filter(round=round_).select_related("owner", "granted_by")
    return list(found.order_by("owner__name"))


def requests_of(round_: Round) -> list[ExtensionRequest]:
    """Those that wait first, then the answered ones, the newest first. One query."""
    found = ExtensionRequest.objects.filter(round=round_).select_related("owner", "asked_by", "answered_by")
    return sorted(found.order_by("-asked_at"), key=lambda each: each.answered_at is not None)


def extension_from_url(office: str, scheme: str, year: int, extension_id: int, **_rest: object) -> DeadlineExtension:
    """The extension of an address; its `office_id` is what the rules look at. Raises Http404."""
    rows: QuerySet[DeadlineExtension] = DeadlineExtension.objects.select_related("round__office", "owner")
    found = rows.filter(pk=extension_id, **in_round("round__", office, scheme, year)).first()
    if found is None:
        raise Http404
    found.office_id = found.round.office_id  # type: ignore[attr-defined]  # what the rules look at
    return found


def request_from_url(office: str, scheme: str, year: int, asked_id: int, **_rest: object) -> ExtensionRequest:
    """The request of an address; as above. Raises Http404."""
    found = (
        ExtensionRequest.objects.select_related("round")
        .filter(pk=asked_id, **in_round("round__", office, scheme, year))
        .first()
    )
    if found is None:
        raise Http404
    found.office_id = found.round.office_id  # type: ignore[attr-defined]  # what the rules look at
    return found


def own_round_from_url(round_id: int, **_rest: object) -> Round:
    """The running round that an owner asks about. Raises Http404."""
    found = Round.objects.select_related("office", "scheme").filter(pk=round_id, is_history=False).first()
    if found is None:
        raise Http404
    return found


def own_requests(round_: Round, owner_id: int) -> list[ExtensionRequest]:
    """What an owner has asked for in a round, the newest first. One query."""
    return list(ExtensionRequest.objects.filter(round=round_, owner=owner_id).order_by("-asked_at"))


def own_extension(round_: Round, owner_id: int) -> DeadlineExtension | None:
    """One query."""
    return DeadlineExtension.objects.filter(round=round_, owner=owner_id).first()
