"""What looks personal in an article that was made of an answer, compared with what the system knows."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from fordel.core.form.facts import FormFacts
from fordel.core.form.rich_text import plain_text
from fordel.core.personal import Personal, Trace, traces_in
from fordel.guidance.models import Article, Question
from fordel.parties.models import Municipality, Organisation

WORDS = {
    Personal.ID_NUMBER: _("looks like a national identity number"),
    Personal.EMAIL: _("e-mail address"),
    Personal.PHONE: _("looks like a telephone number"),
    Personal.PERSON: _("name of somebody in the conversation"),
    Personal.ORGANISATION: _("name of an organisation"),
    Personal.PLACE: _("name of a municipality"),
}
_TEXTS = ("title_nb", "summary_nb", "body_nb", "title_nn", "summary_nn", "body_nn")


def traces_of(article: Article, facts: FormFacts) -> list[Trace]:
    """Nothing for an article that no question led to. One query for those, else four."""
    question = Question.objects.filter(article=article).select_related("asked_by").first()
    if question is None:
        return []
    authors = question.messages.exclude(author=None).values_list("author__name", flat=True)
    people = {*authors, *([question.asked_by.name] if question.asked_by else [])}
    names = {
        Personal.PERSON: people,
        Personal.ORGANISATION: Organisation.objects.values_list("name", flat=True),
        Personal.PLACE: Municipality.objects.values_list("name", flat=True),
    }
    text = "\n".join(plain_text(facts.text(key)) if key.startswith("body") else facts.text(key) for key in _TEXTS)
    return traces_in(text, names)
