"""What guidance puts on the start page of an office."""

from __future__ import annotations

from datetime import timedelta

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fordel.guidance.selectors.counts import due_articles, open_questions
from fordel.guidance.selectors.settings import settings_of
from fordel.parties.models import Role
from fordel.parties.plugs.tasks import Task
from fordel.programme.plugs.start_page import Visit
from fordel.shared.clock import today


def tasks(visit: Visit) -> list[Task]:
    """The questions that wait for the office, and the articles that the case officer answers for and that are to be
    read again soon, as one task. No queries."""
    if visit.actor.role != Role.CASE_OFFICER:
        return []
    return [*_questions(visit), *_articles(visit)]


def _questions(visit: Visit) -> list[Task]:
    count, due = open_questions(visit.round)
    if not count:
        return []
    title = ngettext("Answer %(count)s question", "Answer %(count)s questions", count) % {"count": count}
    url = reverse("guidance:office-questions", kwargs={"office": visit.round.office.slug})
    return [Task(title, _("Somebody has asked the office about the schemes."), f"{url}?state=open", due, urgency=45)]


def _articles(visit: Visit) -> list[Task]:
    slug = visit.round.office.slug
    last = today() + timedelta(days=settings_of(slug).review_notice_days)
    found = [
        each
        for each in due_articles(visit.round)
        if each.review_on <= last and each.responsible in (visit.actor.person_id, None)
    ]
    if not found:
        return []
    first = found[0]
    url = reverse("guidance:follow-up", kwargs={"office": slug, "article_id": first.id})
    title = _("Read «%(title)s» again") % {"title": first.title}
    if len(found) > 1:
        url = f"{reverse('guidance:manage', kwargs={'office': slug})}?state=due&sort=review"
        title = _("Read %(count)s articles again") % {"count": len(found)}
    text = _("Is the article still right? Publish a new version, or choose a later day.")
    return [Task(title, text, url, first.review_on, urgency=60)]
