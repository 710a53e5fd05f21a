"""How the log names meetings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from fordel.meetings.models import AgendaItem, Meeting, MeetingKind, Reply
from fordel.parties.presentation.log_words import PERSON
from fordel.shared.log_words import UNSAID, Detail, Details, Named, Subject, choice, count, day, instant

MEETING: Final = "meetings.meeting"
_ITEM: Final = "meetings.agendaitem"


def _meetings(ids: Sequence[int]) -> Mapping[int, Named]:
    rows = Meeting.objects.filter(pk__in=ids).values_list("pk", "title", "office__slug")
    return {
        pk: Named(title, reverse("meetings:meeting", kwargs={"office": office, "meeting_id": pk}))
        for pk, title, office in rows
    }


def _items(ids: Sequence[int]) -> Mapping[int, Named]:
    rows = AgendaItem.objects.filter(pk__in=ids).values_list("pk", "title")
    return {pk: Named(title) for pk, title in rows}


LOG_SUBJECTS: Final = (
    Subject(MEETING, _("Meeting"), _meetings),
    Subject(_ITEM, _("Case"), _items),
)
LOG_DETAILS: Final[Details] = {
    "meetings.meeting": {
        "kind": choice(_("How"), MeetingKind),
        "starts_at": instant(_("Begins")),
        "fields": UNSAID,
        "sequence": UNSAID,
        "no_longer": count(_("No longer called")),
        "invited": count(_("Called")),
        "told": count(_("Mails")),
        "sha256": UNSAID,
        "keys": UNSAID,
    },
    "meetings.call": {"reply": choice(_("Answer"), Reply)},
    "meetings.attendance": {"people": Detail(_("Who"), of=PERSON)},
    "meetings.dates": {"option": UNSAID, "answers": count(_("Answers"))},
    "meetings.item": {"item": Detail(_("Case"), of=_ITEM), "position": UNSAID},
    "meetings.paper": {"paper": UNSAID, "sha256": UNSAID, "size": UNSAID},
    "meetings.line": {"line": UNSAID, "kind": UNSAID, "length": UNSAID},
    "meetings.action": {"action": UNSAID, "responsible": Detail(_("Responsible"), of=PERSON), "due": day(_("Due"))},
    "meetings.feed": {"number": UNSAID},
}
