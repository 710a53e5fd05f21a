"""The page of a yearly report: its sections, its signatures, and what the reader can do with it now."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from django.urls import reverse
from django.utils.translation import gettext as _

from fordel.annual.models import AnnualReport, AnnualState
from fordel.annual.presentation.files import KINDS, Filed
from fordel.annual.presentation.tables import SectionView, sections_of
from fordel.annual.presentation.words import here, state_words, title_of
from fordel.annual.selectors.layouts import needed_layout
from fordel.annual.selectors.live import live_content
from fordel.annual.selectors.reports import Versions, Written, comments_of, sent_before, signatures_of, versions_of
from fordel.annual.services.annual_rules import next_role
from fordel.core.annual.layout import Layout
from fordel.parties.actors import Actor
from fordel.parties.models import Role
from fordel.programme.models import Round
from fordel.shared.clock import today


@dataclass(frozen=True)
class AnnualPage:
    """What the page shows. `filed` is the content with its signatures, `versions` those of the round."""

    layout: Layout
    actor: Actor
    filed: Filed
    versions: Versions
    comments: dict[str, Written]

    @property
    def report(self) -> AnnualReport | None:
        return self.filed.report

    @property
    def title(self) -> str:
        return title_of(self.filed.content)

    @property
    def lead(self) -> str:
        return state_words(self.report, self.layout)

    @property
    def state(self) -> str:
        return str(self.report.get_state_display()) if self.report else _("Draft")

    @cached_property
    def sections(self) -> list[SectionView]:
        needed = [each.code for each in self.layout.sections if each.is_needed]
        return sections_of(self.filed.content, self.comments, needed)

    @property
    def has_opened(self) -> bool:
        return today() >= self.layout.opens

    @property
    def may_write(self) -> bool:
        """Whether the reader writes comments now."""
        is_sent = self.report is not None and self.report.is_sent
        return self.actor.role == Role.CASE_OFFICER and self.has_opened and not is_sent

    @property
    def may_finish(self) -> bool:
        return self.may_write and (self.report is None or self.report.state == AnnualState.DRAFT)

    @property
    def may_sign(self) -> bool:
        """Whether the signature that is missing is of the reader's role."""
        return self.report is not None and next_role(self.report) == self.actor.role

    @property
    def waits_for(self) -> str:
        """The role whose signature is missing, in words."""
        role = next_role(self.report) if self.report else ""
        return str(Role(role).label) if role else ""

    @property
    def may_take_back(self) -> bool:
        works_here = self.actor.role in (Role.CASE_OFFICER, Role.APPROVER)
        return works_here and bool(self.waits_for)

    @property
    def may_correct(self) -> bool:
        is_sent = self.report is not None and self.report.state == AnnualState.SENT
        return self.actor.role == Role.CASE_OFFICER and is_sent

    @property
    def may_discard(self) -> bool:
        is_draft = self.report is not None and self.report.state == AnnualState.DRAFT
        return self.may_write and is_draft and self.versions.in_force is not None

    @property
    def files(self) -> list[tuple[str, str]]:
        """(kind, address) of each file."""
        report = self.report
        if report is not None and report.is_sent:
            return [
                (kind.upper(), reverse("annual:file", kwargs={"annual_id": report.pk, "kind": kind})) for kind in KINDS
            ]
        where = self.filed.round.where
        return [(kind.upper(), reverse("annual_office:file", kwargs={**where, "kind": kind})) for kind in KINDS]

    @property
    def others(self) -> list[AnnualReport]:
        """Other versions that were sent, the last first."""
        return [each for each in self.versions.sent if self.report is None or each.pk != self.report.pk]


def annual_page(round_: Round, actor: Actor) -> AnnualPage:
    """The version that the office works with now. At most eight queries."""
    versions = versions_of(round_)
    report = versions.current
    comments = dict(comments_of(report))
    texts = {code: each.text for code, each in comments.items()}
    content = report.content if report is not None and report.content is not None else None
    if content is None:
        content = dict(live_content(round_, report.version if report else 1, texts))
    is_draft = report is None or report.state == AnnualState.DRAFT  # nobody has signed it
    filed = Filed(round_, content, report, [] if is_draft else signatures_of(report))
    return AnnualPage(needed_layout(round_.scheme), actor, filed, versions, comments)


def former_links(round_: Round) -> list[tuple[str, str]]:
    """(words, address) of the office's reports for earlier years. One query."""
    return [
        (f"{each.round.year}, {here(each.scheme_name)}", reverse("annual:report", kwargs={"annual_id": each.pk}))
        for each in sent_before(round_)
    ]


def sent_page(report: AnnualReport, actor: Actor) -> AnnualPage:
    """A version as it was sent. Two queries."""
    filed = Filed(report.round, report.content or {}, report, signatures_of(report))
    return AnnualPage(needed_layout(report.round.scheme), actor, filed, versions_of(report.round), {})
