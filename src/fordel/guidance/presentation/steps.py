"""What cannot simply be undone with an article."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from fordel.guidance.models import Article, Question
from fordel.guidance.presentation.addresses import article_address
from fordel.guidance.services.article_rules import ARTICLES
from fordel.guidance.services.questions import QUESTIONS
from fordel.parties.models import Person
from fordel.shared.lifecycles import why_not
from fordel.shared.pages.steps import Link, Step


def _trail(article: Article) -> list[Link]:
    every = reverse("guidance:manage", kwargs={"office": article.office.slug})
    return [Link(_("Articles"), every), Link(_title(article), article_address(article, "draft"))]


def _title(article: Article) -> str:
    return article.title or _("An article without a title")


def withdraw_step(article: Article, by: Person) -> Step:
    return Step(
        question=_("Withdraw «%(title)s»?") % {"title": _title(article)},
        button=_("Withdraw the article"),
        happens=_("It is gone from the list. Readers with the link see that it is withdrawn, and why."),
        way_back=_("You can publish it again."),
        back=article_address(article, "draft"),
        trail=_trail(article),
        cancel=_("Keep it"),
        refusal=why_not(ARTICLES, article, "withdraw", by, without=("reason",)),
    )


def discard_step(article: Article, by: Person) -> Step:
    return Step(
        question=_("Discard «%(title)s»?") % {"title": _title(article)},
        button=_("Discard the draft"),
        happens=_("Nobody can open the draft any more, and what is written in it is gone from every list."),
        way_back=_("There is none. Begin a new article if you need it after all."),
        back=article_address(article, "draft"),
        trail=_trail(article),
        cancel=_("Keep it"),
        refusal=why_not(ARTICLES, article, "discard", by),
    )


def close_step(question: Question, by: Person) -> Step:
    where = {"office": question.office.slug, "question_id": question.pk}
    back = reverse("guidance:office-question", kwargs=where)
    every = reverse("guidance:office-questions", kwargs={"office": question.office.slug})
    return Step(
        question=_("Close «%(title)s» without an answer?") % {"title": question.title},
        button=_("Close the question"),
        happens=_("It is no longer among the questions that wait. Whoever asked gets the reason by e-mail."),
        way_back=_("Whoever asked can write again, and the question is open then."),
        back=back,
        trail=[Link(_("Questions"), every), Link(question.title, back)],
        cancel=_("Keep it open"),
        refusal=why_not(QUESTIONS, question, "close", by, without=("reason",)),
    )
