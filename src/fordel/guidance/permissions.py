"""Who writes an office's articles, and who may read each of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from fordel.guidance.models import Article, ArticleState, Audience, Question
from fordel.parties.actors import Actor
from fordel.parties.models import Organisation, Role
from fordel.parties.permissions import is_case_officer, reads_office, wrong_role
from fordel.parties.plugs.seats import why_no_seat
from fordel.programme.models import SchemeVersion
from fordel.shared.access import Rule, Verdict
from fordel.shared.clock import today
from fordel.shared.memo import Memo

writes_articles = is_case_officer
reads_every_article = reads_office


@dataclass(frozen=True)
class Reader:
    """Whom a reader counts as: `audiences` besides everybody, and the codes of their schemes (None: all). `office_id`
    is the only office whose articles they read as such; None: every office's."""

    audiences: frozenset[str] = frozenset()
    schemes: frozenset[str] | None = None
    office_id: int | None = None


_READER: Memo[Actor, Reader] = Memo()


def reader_of(actor: Actor) -> Reader:
    """Who the actor is as a reader. Two queries for somebody who acts for an organisation, and one for
    a member of the forum, who must have a seat today."""
    return _READER.of(actor, _found)


def _found(actor: Actor) -> Reader:
    if actor.is_in(Role.FORUM_MEMBER):
        if why_no_seat(actor):
            return Reader()
        return Reader(frozenset({Audience.FORUM_MEMBER.value}), None, actor.office_id)
    if not actor.is_in(Role.OWNER, Role.PARTNER):
        return Reader()
    row = Organisation.objects.filter(pk=actor.organisation_id or 0).values_list("kind", "municipality__office").first()
    kind, office_id = row or ("", None)
    is_owner = actor.role == Role.OWNER
    audience = Audience.OWNER if is_owner else Audience.PARTNER
    return Reader(frozenset({audience.value}), schemes_for(kind), office_id if is_owner else None)


def schemes_for(kind: str) -> frozenset[str]:
    """The codes of the schemes that organisations of the kind may report to or take part in. One query."""
    return frozenset(SchemeVersion.objects.filter(is_for([kind])).values_list("code", flat=True))


def is_for(kinds: Any) -> Q:
    """The schemes that organisations of the kind may report to or take part in: a list with the kind, or an expression
    for such a list in the database."""
    reports = Q(definition__form__owner_kinds__contains=kinds) | Q(definition__form__partner_kinds__contains=kinds)
    return reports | Q(definition__about__kinds__contains=kinds)


def may_see(actor: Actor, office_id: int) -> Q:
    """The articles of the office that the actor may see, whether they are current or not."""
    reader = reader_of(actor)
    found = Q(audience__contains=[Audience.PUBLIC])
    if reader.audiences and reader.office_id in (None, office_id):
        mine = Q(audience__overlap=sorted(reader.audiences))
        if reader.schemes is not None:
            mine &= Q(schemes=[]) | Q(schemes__overlap=sorted(reader.schemes))
        found |= mine
    return found


def current() -> Q:
    """The articles that readers get today."""
    begun = Q(valid_from__isnull=True) | Q(valid_from__lte=today())
    lasts = Q(valid_to__isnull=True) | Q(valid_to__gte=today())
    return Q(state=ArticleState.PUBLISHED) & begun & lasts


def _reads(actor: Actor, article: Article) -> Verdict:
    """Everybody in its audience who has the link, also after it has expired or was withdrawn."""
    staff = reads_every_article(actor, article)
    if staff.allowed:
        return staff
    reason = _("This article is for others than you.") if actor.is_authenticated else _("Sign in to open this page.")
    if article.version and _is_for(reader_of(actor), article):
        return Verdict(True)
    return Verdict(False, reason)


def _is_for(reader: Reader, article: Article) -> bool:
    if Audience.PUBLIC in article.audience:
        return True
    if not reader.audiences & set(article.audience) or reader.office_id not in (None, article.office_id):
        return False
    return reader.schemes is None or not article.schemes or bool(reader.schemes & set(article.schemes))


def _question(actor: Actor, target: Any) -> Verdict:
    return _reads(actor, target)


reads_article = Rule("reads_article", _question)


answers_questions = is_case_officer
reads_questions = reads_office


def _asks(actor: Actor, target: Any) -> Verdict:
    return Verdict(True) if actor.is_in(Role.OWNER, Role.PARTNER, Role.FORUM_MEMBER) else wrong_role(actor)


def _reads_own(actor: Actor, target: Question) -> Verdict:
    """Whoever asked, as long as they are in a role that asks, and those who act for the same organisation."""
    asks = _asks(actor, target)
    if not asks.allowed:
        return asks
    if target.organisation_id is not None:
        is_own = actor.organisation_id == target.organisation_id
    else:
        is_own = actor.person_id == target.asked_by_id and actor.office_id == target.office_id
    return Verdict(True) if is_own else Verdict(False, _("This question is somebody else's."))


def _rates(actor: Actor, target: Article) -> Verdict:
    """Readers say whether an article was useful; the office that wrote it does not."""
    if reads_every_article(actor, target).allowed:
        return Verdict(False, _("This is for those who read the article."))
    return _reads(actor, target) if target.is_current else Verdict(False, _("The article is not valid today."))


asks_questions = Rule("asks_questions", _asks)
reads_own_question = Rule("reads_own_question", _reads_own)
rates_article = Rule("rates_article", _rates)
