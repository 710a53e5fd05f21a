"""What a draft's page asks in the background: save these fields, and who else is here. Answers are small JSON."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from fordel.reports.drafting.presentation.edits import edits_from_json
from fordel.reports.drafting.selectors.draft_live import changed_since, live_draft_from_url
from fordel.reports.drafting.selectors.draft_page import OpenConflict, others_in
from fordel.reports.drafting.services.note_presence import note_presence
from fordel.reports.drafting.services.save_fields import ClosedError, save_fields
from fordel.reports.models import ReportDraft
from fordel.reports.permissions import writes_draft
from fordel.shared.access import PageRequest, access
from fordel.shared.dates import clock_time
from fordel.shared.errors import UserError
from fordel.shared.fields import number_from_form
from fordel.shared.json_body import json_object


@require_POST
@access(writes_draft, target=live_draft_from_url)
def draft_save(request: PageRequest[ReportDraft], draft_id: int) -> JsonResponse:
    """`{fields: [{key, value, base}], part, field, since}` -> `{versions, conflicts, revision, time, people, changes}`.

    200 means that every field in `versions` is in the database, and each in `conflicts` is kept beside the field.
    409 with `closed` or `error` means that nothing was stored.
    """
    person = request.actor.person_or_refuse
    try:
        edits, part, field = edits_from_json(json_object(request))
        result = save_fields(draft_id, person, edits, request.received_at)
    except UserError as error:
        kind = "closed" if isinstance(error, ClosedError) else "error"
        return JsonResponse({kind: str(error)}, status=409)
    answer = {
        "versions": result.versions,
        "conflicts": [_conflict(conflict) for conflict in result.conflicts],
        "revision": result.revision,
        "time": clock_time(result.at),
    }
    return JsonResponse(answer | _live(request, part, field))


def _conflict(conflict: OpenConflict) -> dict[str, Any]:
    by = conflict.by or _("Somebody else")
    return {
        "key": conflict.key,
        "theirs": conflict.theirs,
        "mine": conflict.mine,
        "version": conflict.version,
        "by": by,
    }


@require_POST
@access(writes_draft, target=live_draft_from_url)
def draft_here(request: PageRequest[ReportDraft], draft_id: int) -> JsonResponse:
    """Where the person is; answers who else is here and what they have changed since `since`."""
    return JsonResponse(_live(request, request.POST.get("part", ""), request.POST.get("field", "")))


def _live(request: PageRequest[ReportDraft], part: str, field: str) -> dict[str, Any]:
    draft = request.target
    person = request.actor.person_or_refuse
    note_presence(draft.pk, person.pk, part, field)
    people = [
        {"name": other.name, "part": other.part, "field": other.field} for other in others_in(draft.pk, person.pk)
    ]
    since = _since(request)
    changes = changed_since(draft.pk, person.pk, since) if since is not None and people else []
    return {"people": people, "changes": changes}


def _since(request: HttpRequest) -> int | None:
    """The revision that the page has seen, or None where it is not a number."""
    return number_from_form(request.GET.get("since"), most=999_999_999)
