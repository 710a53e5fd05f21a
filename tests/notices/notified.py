"""People who were notified of something."""

from __future__ import annotations

from fordel.notices.models import Notification
from fordel.parties.models import Person
from fordel.shared.clock import now
from fordel.shared.notice import Category


def notified(
    person: Person, title: str = "Xyz", *, category: Category = Category.REPORTS, path: str = "/meg/", text: str = "Abc"
) -> Notification:
    """A notification in the person's list that they have not read."""
    return Notification.objects.create(
        person=person,
        kind="test.plain",
        category=category,
        language="nb",
        subject=title,
        text=text,
        path=path,
        at=now(),
    )
