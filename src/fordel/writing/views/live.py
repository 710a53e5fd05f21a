"""What the page of a document asks in the background: save these fields, and who else is here. Answers are small JSON.

A module has an address and a rule of access of its own for each, and calls these. The number of the document is that
of the module's row.
"""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, JsonResponse
from django.utils.translation import gettext as _

from fordel.shared.access import PageRequest
from fordel.shared.dates import clock_time
from fordel.shared.errors import UserError
from fordel.shared.fields import number_from_form
from fordel.shared.json_body import json_object
from fordel.writing.forms import edits_from_json
from fordel.writing.plugs.kinds import DocumentKind
from fordel.writing.selectors.conflicts import OpenConflict
from fordel.writing.selectors.fields import changed_since
from fordel.writing.selectors.presence import others_in
from fordel.writing.services.documents import note_presence
from fordel.writing.services.save_fields import ClosedError, save_fields


def save(request: PageRequest[Any], kind: DocumentKind[Any], document_id: int) -> JsonResponse:
    """`{fields: [{key, value, base, chooses, html}], part, field}` -> `{versions, conflicts, revision, time, people,
    changes}`. `html` says that rich text comes from an editor, not from a plain field.

    200 means that every field in `versions` is in the database, and each in `conflicts` is kept beside the field.
    409 with `closed` or `error` means that nothing was stored.
    """
    person = request.actor.person_or_refuse
    try:
        edits, part, field = edits_from_json(json_object(request))
        result = save_fields(kind, document_id, person, edits, request.received_at)
    except UserError as error:
        problem = "closed" if isinstance(error, ClosedError) else "error"
        return JsonResponse({problem: str(error)}, status=409)
    answer = {
        "versions": result.versions,
        "conflicts": [_conflict(conflict) for conflict in result.conflicts],
        "revision": result.revision,
        "time": clock_time(result.at),
    }
    return JsonResponse(answer | _live(request, document_id, part, field))


def here(request: PageRequest[Any], document_id: int) -> JsonResponse:
    """Where the person is; answers who else is here and what they have changed since `since`."""
    return JsonResponse(_live(request, document_id, request.POST.get("part", ""), request.POST.get("field", "")))


def _conflict(conflict: OpenConflict) -> dict[str, Any]:
    by = conflict.by or _("Somebody else")
    return {
        "key": conflict.key,
        "theirs": conflict.theirs,
        "mine": conflict.mine,
        "version": conflict.version,
        "by": by,
    }


def _live(request: PageRequest[Any], document_id: int, part: str, field: str) -> dict[str, Any]:
    person = request.actor.person_or_refuse
    note_presence(document_id, person.pk, part, field)
    people = [
        {"name": other.name, "part": other.part, "field": other.field} for other in others_in(document_id, person.pk)
    ]
    since = _since(request)
    changes = changed_since(document_id, person.pk, since) if since is not None and people else []
    return {"people": people, "changes": changes}


def _since(request: HttpRequest) -> int | None:
    """The revision that the page has seen, or None if it is not a number."""
    return number_from_form(request.GET.get("since"), most=999_999_999)
