"""What people write about a plan beside its chapters."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from fordel.core.form.definition import text_in
from fordel.plan.models import Plan, PlanLanguage, PlanTheme
from fordel.plan.selectors.plans import SchemeChoice
from fordel.plan.services.plans import LAST_YEAR, PlanFacts
from fordel.plan.services.themes import ThemeFacts
from fordel.shared.pages.forms import (
    ChoiceField,
    ChoicesField,
    DayField,
    KeyField,
    LineField,
    NumberField,
    PageForm,
    SentField,
    TextField,
    TickField,
)
from fordel.writing.services.comments import Written


class PlanForm(PageForm):
    """Name, schemes, years and language of a plan."""

    title = LineField(_("Name"), hint=_("For example: Long-term plan for competence development"), maxlength=160)
    schemes = ChoicesField(_("Which schemes is it for?"))
    first_year = NumberField(_("First year"), most=LAST_YEAR)
    last_year = NumberField(_("Last year"), most=LAST_YEAR)
    language = ChoiceField(_("The chapters are written in"), PlanLanguage.choices, radio=True)

    def __init__(self, schemes: list[SchemeChoice], data: Any = None, initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        language = get_language() or "nb"
        self.offer("schemes", [(each.slug, text_in(each.name, language)) for each in schemes])

    def facts(self) -> PlanFacts:
        sent = self.cleaned_data
        return PlanFacts(sent["title"], tuple(sent["schemes"]), sent["first_year"], sent["last_year"], sent["language"])


def values_of_plan(plan: Plan) -> dict[str, Any]:
    """What the form begins with for the plan."""
    return {
        "title": plan.title,
        "schemes": [each.slug for each in plan.schemes.all()],
        "first_year": plan.first_year,
        "last_year": plan.last_year,
        "language": plan.language,
    }


class ChapterForm(PageForm):
    """The title of a chapter."""

    title = LineField(_("Title of the chapter"), maxlength=120)


class ThemeForm(PageForm):
    """A theme in bokmål, nynorsk and, if there is one, English and Sámi."""

    name_nb = LineField(_("Name in bokmål"), maxlength=80)
    name_nn = LineField(_("Name in nynorsk"), maxlength=80)
    name_en = LineField(_("Name in English"), is_optional=True, maxlength=80)
    name_se = LineField(_("Name in Sámi"), is_optional=True, maxlength=80)
    code = LineField(
        _("Code"), hint=_("At most 20 small letters and digits. It is used in files and addresses."), maxlength=20
    )
    goal_nb = TextField(
        _("Goal in bokmål"), hint=_("Owners read it when they choose the theme."), is_optional=True, rows=2
    )
    goal_nn = TextField(_("Goal in nynorsk"), is_optional=True, rows=2)
    signs_nb = TextField(
        _("Signs in bokmål"), hint=_("How you see that practice has changed."), is_optional=True, rows=2
    )
    signs_nn = TextField(_("Signs in nynorsk"), is_optional=True, rows=2)
    also = TextField(
        _("Other names"),
        hint=_("What reports have called the same, one name on each line. Those reports are counted with the theme."),
        is_optional=True,
        rows=3,
    )
    target_groups = ChoicesField(_("Whom is it for?"))
    first_year = NumberField(_("First year"), most=LAST_YEAR)
    last_year = NumberField(
        _("Last year"),
        hint=_("Leave it empty if the theme lasts as long as the plan."),
        most=LAST_YEAR,
        is_optional=True,
    )
    continues = KeyField(_("It continues an earlier theme"), empty=_("No, it is new"), is_optional=True)

    def __init__(
        self,
        groups: list[tuple[str, str]],
        earlier: list[tuple[str, str]],
        data: Any = None,
        initial: Any = None,
    ) -> None:
        super().__init__(data, initial=initial)
        self.offer("target_groups", groups)
        self.offer("continues", earlier)
        if not earlier:
            del self.fields["continues"]

    def facts(self) -> ThemeFacts:
        sent = self.cleaned_data
        return ThemeFacts(
            code=sent["code"].strip(),
            names=_texts(sent, "name"),
            goals=_texts(sent, "goal"),
            signs=_texts(sent, "signs"),
            target_groups=tuple(sent["target_groups"]),
            first_year=sent["first_year"],
            last_year=sent["last_year"],
            continues=sent.get("continues", 0),
            also=tuple(dict.fromkeys(line for each in sent["also"].splitlines() if (line := " ".join(each.split())))),
        )


def _texts(sent: Mapping[str, Any], name: str) -> dict[str, str]:
    found = {language: sent.get(f"{name}_{language}", "").strip() for language in ("nb", "nn", "en", "se")}
    return {language: text for language, text in found.items() if text}


def values_of_theme(theme: PlanTheme) -> dict[str, Any]:
    """What the form begins with for the theme."""
    texts = {"name": theme.names, "goal": theme.goals, "signs": theme.signs}
    shown = {
        f"{name}_{language}": text for name, by_language in texts.items() for language, text in by_language.items()
    }
    return shown | {
        "code": theme.code,
        "target_groups": theme.target_groups,
        "first_year": theme.first_year,
        "last_year": theme.last_year,
        "continues": theme.continues_id or "",
        "also": "\n".join(theme.also),
    }


class CorrectionForm(PageForm):
    """A slip in a plan in force: where it is, the words as they are, and what comes instead."""

    place = SentField(_("Where is the slip?"), empty=_("Choose"))
    wrong = LineField(_("The words as they are now"), hint=_("Copy them from the plan."), maxlength=300)
    right = LineField(_("What comes instead"), hint=_("Empty takes the words out."), is_optional=True, maxlength=300)
    slip = LineField(_("What was wrong?"), hint=_("Everybody who reads the plan can read it."), maxlength=500)

    def __init__(self, places: list[tuple[str, str]], data: Any = None) -> None:
        super().__init__(data)
        self.offer("place", places)


class CommentForm(PageForm):
    """A comment on some words of a chapter, which may suggest others."""

    quote = LineField(
        _("The words it is about"), hint=_("Copy them from the text: a few words, or a whole line."), maxlength=300
    )
    comment = TextField(_("Comment"), rows=3, maxlength=2000)
    suggests = TickField(_("I suggest other words"))
    suggestion = LineField(
        _("The words that you suggest"), hint=_("Empty takes the words out."), is_optional=True, maxlength=300
    )

    def written(self) -> Written:
        sent = self.cleaned_data
        suggests = bool(sent["suggests"] or sent["suggestion"])
        return Written(sent["quote"], sent["comment"], sent["suggestion"], suggests)


class AnswerForm(PageForm):
    """An answer to a comment."""

    answer = TextField(_("Answer"), rows=3, maxlength=2000, may_be_empty=True)


class ForceForm(PageForm):
    """When and where the forum adopted the plan."""

    adopted_on = DayField(_("Adopted on"))
    adopted_by = LineField(
        _("Meeting or case"), hint=_("For example: the forum's meeting in Bodø"), is_optional=True, maxlength=200
    )
