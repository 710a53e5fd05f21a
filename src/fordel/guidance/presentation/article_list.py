"""The columns of the office's list of articles."""

from __future__ import annotations

from typing import Final

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fordel.guidance.models import Article, ArticleKind, ArticleState
from fordel.guidance.presentation.addresses import article_address
from fordel.guidance.presentation.article_view import state_word
from fordel.shared.clock import today
from fordel.shared.dates import short_date
from fordel.shared.pages.columns import ListColumn, PageList

_TAGS: Final = {ArticleState.PUBLISHED.value: "success", ArticleState.DRAFT.value: "info"}


def _title(article: Article) -> SafeString:
    title = article.title or _("An article without a title")
    return format_html('<a href="{}">{}</a>', article_address(article, "draft"), title)


def _state(article: Article) -> SafeString:
    tag = "warning" if article.is_expired and article.version else _TAGS.get(article.state, "")
    return format_html('<span class="tag {}">{}</span>', tag, state_word(article))


def _kind(article: Article) -> str:
    return str(ArticleKind(article.kind).label) if article.kind else "–"


def _useful(article: Article) -> str:
    """How many of those who said something found it useful (`selectors.articles.office_articles` counts)."""
    yes, said = article.yes, article.said  # type: ignore[attr-defined]  # annotated
    return _("%(yes)s of %(all)s") % {"yes": yes, "all": said} if said else "–"


def _review(article: Article) -> SafeString | str:
    if article.review_on is None:
        return "–"
    day = short_date(article.review_on)
    if article.is_due_by(today()) and article.state != ArticleState.WITHDRAWN:
        return format_html('<b class="down">{}</b>', day)
    return day


ARTICLES: Final[PageList[Article]] = PageList(
    (
        ListColumn("title", gettext_lazy("Title"), _title, lambda row: row.title, sorts=True, is_heading=True),
        ListColumn("kind", gettext_lazy("Kind"), _kind, _kind),
        ListColumn("state", gettext_lazy("State"), _state, state_word),
        ListColumn(
            "responsible",
            gettext_lazy("Responsible"),
            lambda row: row.responsible.name if row.responsible else _("Nobody"),
            lambda row: row.responsible.name if row.responsible else "",
        ),
        ListColumn("useful", gettext_lazy("Useful"), _useful),
        ListColumn(
            "valid_to",
            gettext_lazy("Last day"),
            lambda row: short_date(row.valid_to) if row.valid_to else "–",
            lambda row: row.valid_to,
            sorts=True,
        ),
        ListColumn("review", gettext_lazy("Read again"), _review, lambda row: row.review_on, sorts=True),
        ListColumn(
            "changed",
            gettext_lazy("Changed"),
            lambda row: short_date(row.document.changed_at),
            lambda row: row.document.changed_at.replace(tzinfo=None, microsecond=0),
            sorts=True,
        ),
    ),
    first="-changed",
)
