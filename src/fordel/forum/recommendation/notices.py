"""What people are notified of about the forum's work."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from django.urls import reverse
from django.utils.translation import gettext as _

from fordel.core.money import format_kroner
from fordel.programme.models import Round
from fordel.programme.notices import NoticeOfRound
from fordel.shared.addresses import full_address
from fordel.shared.dates import full_date
from fordel.shared.notice import Category


@dataclass(frozen=True)
class RecommendationAdopted(NoticeOfRound):
    """`given` and `reserve` are kroner, `count` how many measures get something."""

    kind: ClassVar = "forum.recommendation_adopted"
    category: ClassVar = Category.DECISION
    round: Round
    count: int
    given: int
    reserve: int

    @property
    def of_round(self) -> Round:
        return self.round

    def subject(self) -> str:
        return _("The forum's recommendation for %(year)s") % {"year": self.round.year}

    def text(self) -> str:
        said = _("The forum recommends %(count)s measures for %(given)s kroner, and holds back %(reserve)s.") % {
            "count": self.count,
            "given": format_kroner(self.given),
            "reserve": format_kroner(self.reserve),
        }
        due = self.round.recommendation_due
        until = " " + _("The deadline is %(date)s.") % {"date": full_date(due)} if due else ""
        return f"{said}{until}\n\n{self.link()}"

    def link(self) -> str:
        where = {**self.round.where}
        return full_address(reverse("recommendation:recommendation", kwargs=where))
