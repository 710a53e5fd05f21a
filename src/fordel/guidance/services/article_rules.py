"""How the lifecycle of an article meets its rows."""

from __future__ import annotations

from typing import Any, Final

from django.utils.translation import gettext as _

from fordel.core.lifecycle import ARTICLE
from fordel.guidance.models import Article, ArticleState
from fordel.parties.selectors.standing import Place, roles_at
from fordel.shared.errors import UserError
from fordel.shared.lifecycles import Facts, Rules


def _refusal(article: Article, verb: str) -> UserError:
    state = ArticleState(article.state).label
    return UserError(
        _("The article is: %(state)s.") % {"state": state}, _("Open it again to see what can be done now.")
    )


def _reason(article: Article, facts: Facts) -> None:
    if not facts.get("reason", ""):
        raise UserError(_("There is no reason."), _("Write why. Readers with the link see it."), "reason")


def _place(article: Article) -> Place:
    return Place(office=article.office_id)


def _roles(person_id: int, place: Any) -> frozenset[str]:
    return roles_at(person_id, place)


ARTICLES: Final = Rules[Article](
    lifecycle=ARTICLE,
    place=_place,
    roles=_roles,
    refusal=_refusal,
    guards={"reason": _reason},
)
