"""Begins articles, publishes, withdraws and discards them, and notes who answers for them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from fordel.core.calendar import months_later
from fordel.core.personal import Personal
from fordel.guidance.models import Article, ArticleState
from fordel.guidance.selectors.personal import traces_of
from fordel.guidance.selectors.settings import settings_of
from fordel.guidance.services.article_document import ARTICLE_DOCUMENT
from fordel.guidance.services.article_rules import ARTICLES
from fordel.parties.models import Office, Person, Role
from fordel.parties.selectors.people import people_of_office
from fordel.shared.audit import record
from fordel.shared.clock import now, today
from fordel.shared.errors import UserError
from fordel.shared.fields import fitting
from fordel.shared.lifecycles import advance
from fordel.writing.models import Submission
from fordel.writing.services.documents import begin_document
from fordel.writing.services.fill_document import fill_document
from fordel.writing.services.send import send_document


@dataclass(frozen=True)
class FollowUp:
    """Who answers for an article, the day when they read it again, and the keys of those that go with it."""

    responsible: int
    review_on: date | None
    related: Collection[int] = ()


@transaction.atomic
def begin_article(office: Office, person: Person, values: Mapping[str, Any] | None = None) -> Article:
    """A draft that the person answers for, with what is known already."""
    document = begin_document(ARTICLE_DOCUMENT, person, now())
    article = Article.objects.create(
        pk=document.pk,
        document=document,
        office=office,
        responsible=person,
        review_on=months_later(today(), settings_of(office.slug).review_months),
    )
    record("guidance.article.started", actor=person, subject=article, office=office)
    fill_document(ARTICLE_DOCUMENT, article.pk, values or {}, person, now())
    return article


@transaction.atomic
def publish_article(
    article_id: int, person: Person, received_at: datetime, *, has_read_traces: bool = False
) -> Submission:
    """What readers get from now on. `has_read_traces`: the person has gone through what looks personal in an article
    that was made of an answer. Raises IncompleteError, and UserError if the person may not, or has not."""
    article = ARTICLE_DOCUMENT.locked(article_id)
    traces = traces_of(article, ARTICLE_DOCUMENT.facts(article))
    if any(trace.kind == Personal.ID_NUMBER for trace in traces):
        raise UserError(
            _("Something looks like a national identity number. It is never published."), _("Take it out of the text.")
        )
    if traces and not has_read_traces:
        raise UserError(
            _("Some words look as if they name somebody or a place."),
            _("Take them out, or confirm that nobody can be recognised."),
            "seen",
        )
    return send_document(ARTICLE_DOCUMENT, article_id, person, received_at)


@transaction.atomic
def withdraw_article(article_id: int, reason: str, person: Person) -> None:
    """Readers with the link see that it is withdrawn, and why. Raises UserError."""
    article = ARTICLE_DOCUMENT.locked(article_id)
    reason = reason.strip()
    advance(ARTICLES, article, "withdraw", person, reason=reason)
    article.withdrawn_at, article.withdrawn_because = now(), fitting(reason, 1000, "reason")
    article.save(update_fields=["state", "withdrawn_at", "withdrawn_because"])
    record("guidance.article.withdrawn", actor=person, subject=article, office=article.office_id)


@transaction.atomic
def discard_article(article_id: int, person: Person) -> None:
    """A draft that was never published is gone from every list. Raises UserError."""
    article = ARTICLE_DOCUMENT.locked(article_id)
    advance(ARTICLES, article, "discard", person)
    article.save(update_fields=["state"])
    record("guidance.article.discarded", actor=person, subject=article, office=article.office_id)


@transaction.atomic
def follow_up(article_id: int, plan: FollowUp, person: Person) -> None:
    """Raises UserError if somebody who is no case officer here is to answer for it, or if the day has passed."""
    article = ARTICLE_DOCUMENT.locked(article_id)
    if plan.responsible not in {row.id for row in people_of_office(article.office_id, (Role.CASE_OFFICER,))}:
        raise UserError(_("Nobody answers for the article."), _("Choose a case officer of the office."), "responsible")
    if plan.review_on is None or plan.review_on < today():
        raise UserError(
            _("There is no day to come when the article is read again."), _("Choose a later day."), "review_on"
        )
    article.responsible_id, article.review_on = plan.responsible, plan.review_on
    article.save(update_fields=["responsible", "review_on"])
    same_office = Article.objects.filter(pk__in=plan.related, office=article.office_id).exclude(pk=article.pk)
    article.related.set(same_office.exclude(state=ArticleState.DISCARDED))
    record(
        "guidance.article.followed_up",
        actor=person,
        subject=article,
        office=article.office_id,
        details={"responsible": plan.responsible, "review_on": plan.review_on},
    )
