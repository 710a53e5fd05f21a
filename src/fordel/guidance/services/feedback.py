"""Keeps whether an article was useful to a reader, once for each."""

from __future__ import annotations

import hashlib

from django.db import transaction
from django.utils.translation import gettext as _

from fordel.guidance.models import Article, Feedback
from fordel.parties.models import Person
from fordel.shared.clock import now
from fordel.shared.errors import UserError

LONGEST = 1000


def visitor_mark(secret: str) -> str:
    """What is kept of a visitor: a hash of what their session alone holds."""
    return hashlib.sha256(secret.encode()).hexdigest()


@transaction.atomic
def give_feedback(article: Article, useful: str, comment: str, person: Person | None, visitor: str) -> None:
    """`useful` is `yes` or `no`; `visitor` is the mark of a reader who is no person. What the reader said before is
    replaced. Raises UserError."""
    if useful not in ("yes", "no"):
        raise UserError(_("You have not said whether it was useful."), _("Choose yes or no."), "useful")
    comment = comment.strip()
    if len(comment) > LONGEST:
        message = _("The text has %(length)s characters. The limit is %(most)s.")
        raise UserError(message % {"length": len(comment), "most": LONGEST}, _("Shorten it."), "comment")
    who = {"person": person} if person is not None else {"visitor": visitor}
    said = {"is_useful": useful == "yes", "comment": comment, "given_at": now()}
    Feedback.objects.update_or_create(article=article, **who, defaults=said)
