"""What is said before a proposal is approved, returned, discarded or sent as letters."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, TypedDict

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fordel.core.money import format_kroner
from fordel.decisions.models import Proposal
from fordel.decisions.selectors.approvers import approvals_missing, approving_verb
from fordel.decisions.selectors.content import content_hash
from fordel.decisions.selectors.proposals import award_rows
from fordel.decisions.selectors.recipients import Recipients, letter_count, recipients
from fordel.decisions.services.transition import PROPOSALS
from fordel.parties.models import Person
from fordel.reports.models import NeedsReport
from fordel.reports.presentation.readiness import remarks_on
from fordel.reports.selectors.readiness import not_ready
from fordel.shared.errors import UserError
from fordel.shared.lifecycles import why_not
from fordel.shared.pages.steps import Link, Remark, Step

STALE: Final = ("as_approved", "ready", "language_forms")
"""The guards that are not asked if something has changed since the approval: then the approval becomes void first."""


class _Sums(TypedDict):
    """What the proposal gives: to how many measures, and how much in all."""

    year: int
    kroner: str
    count: int


def issue_step(proposal: Proposal, by: Person) -> Step:
    """Before the decision is made: who gets a letter, who cannot be reached, and what is not ready."""
    letters, people = letter_count(proposal), recipients(proposal)
    is_stale = content_hash(proposal) != proposal.content_hash
    sums = _sums(proposal)
    made = ngettext(
        "The decision for %(year)s is made, with %(kroner)s kroner to %(count)s measure. The frames are charged.",
        "The decision for %(year)s is made, with %(kroner)s kroner to %(count)s measures. The frames are charged.",
        sums["count"],
    )
    sent = ngettext(
        "%(count)s letter is sent, and cannot be called back.",
        "%(count)s letters are sent, and cannot be called back.",
        letters,
    )
    question = ngettext("Send %(count)s letter?", "Send %(count)s letters?", letters) % {"count": letters}
    return Step(
        question=question,
        button=_("Decide and send the letters"),
        happens=f"{made % sums} {sent % {'count': letters}}",
        way_back=_("There is none. The decision and its letters can no longer be changed here."),
        back=_page(proposal, "forms" if people.without_form else "step"),
        trail=_trail(proposal),
        more=_letters(proposal),
        remarks=[*([Remark(_stale())] if is_stale else []), *_unreachable(people, proposal), *_reports(proposal)],
        refusal=why_not(PROPOSALS, proposal, "issue", by, without=STALE if is_stale else ()),
    )


def approve_step(proposal: Proposal, seen: str, by: Person) -> Step:
    """Before it is approved; `seen` is the content hash of the page that the approver read."""
    missing, verb = approvals_missing(proposal), approving_verb(proposal)
    last = _("The case officer can then make the decision and send the letters.")
    others = ngettext(
        "%(counter)s more person must approve it.", "%(counter)s more people must approve it.", missing - 1
    )
    sums = _sums(proposal)
    what = ngettext(
        "You approve %(kroner)s kroner to %(count)s measure for %(year)s.",
        "You approve %(kroner)s kroner to %(count)s measures for %(year)s.",
        sums["count"],
    )
    return Step(
        question=_("Approve the proposal for %(year)s?") % {"year": proposal.round.year},
        button=_("Approve"),
        happens=f"{what % sums} {others % {'counter': missing - 1} if missing > 1 else last}",
        way_back=_(
            "You cannot take your approval back. If the case officer changes an amount, it must be approved again."
        ),
        back=_page(proposal),
        trail=_trail(proposal),
        more=_letters(proposal),
        remarks=[*_reports(proposal), *_dissents(proposal), *_unreachable(recipients(proposal), proposal)],
        hidden={"seen": seen},
        is_danger=False,
        refusal=why_not(PROPOSALS, proposal, verb, by, without=("as_read",), by=by.pk) or _if_unread(proposal, seen),
    )


def return_step(proposal: Proposal, by: Person) -> Step:
    return Step(
        question=_("Return the proposal for %(year)s?") % {"year": proposal.round.year},
        button=_("Return"),
        happens=_(
            "%(name)s gets a mail with what you write, and can change the proposal. Approvals that are given no longer"
            " count."
        )
        % {"name": proposal.author.name},
        way_back=_("The case officer must submit it again before anybody can approve it."),
        back=_page(proposal),
        trail=_trail(proposal),
        is_danger=False,
        refusal=why_not(PROPOSALS, proposal, "return", by, without=("comment",)),
    )


def discard_step(proposal: Proposal, by: Person) -> Step:
    """Before it is thrown away: what somebody has set by hand in it."""
    changed = [row for row in award_rows(proposal) if row.is_changed or row.grounds.strip()]
    words = ngettext(
        "%(count)s report has an amount or grounds written by hand:",
        "%(count)s reports have amounts or grounds written by hand:",
        len(changed),
    )
    by_hand = [_award_link(proposal, row.pk, f"{row.number} {row.owner}") for row in changed]
    return Step(
        question=_("Discard the proposal for %(year)s?") % {"year": proposal.round.year},
        button=_("Discard the proposal"),
        happens=_("The proposal goes away, with every amount and all grounds that were written in it."),
        way_back=_("It cannot be brought back. You can make a new proposal."),
        back=_page(proposal),
        trail=_trail(proposal),
        remarks=[Remark(words % {"count": len(changed)}, by_hand)] if changed else [],
        refusal=why_not(PROPOSALS, proposal, "discard", by),
    )


def _page(proposal: Proposal, anchor: str = "step") -> str:
    return f"{reverse('decisions:overview', kwargs={**proposal.round.where})}#{anchor}"


def _trail(proposal: Proposal) -> list[Link]:
    return [Link(_("Decisions"), reverse("decisions:overview", kwargs={**proposal.round.where}))]


def _letters(proposal: Proposal) -> list[Link]:
    words = _("Read the letters as they will be sent")
    return [
        Link(words, reverse("decisions:draft-letters", kwargs={**proposal.round.where, "proposal_id": proposal.pk}))
    ]


def _award_link(proposal: Proposal, award_id: int, words: str) -> Link:
    return Link(words, reverse("decisions:award", kwargs={**proposal.round.where, "award_id": award_id}))


def _sums(proposal: Proposal) -> _Sums:
    amounts = [amount for amount in proposal.awards.values_list("amount", flat=True) if amount]
    return _Sums(year=proposal.round.year, kroner=format_kroner(sum(amounts)), count=len(amounts))


def _granted(proposal: Proposal) -> QuerySet[NeedsReport]:
    return NeedsReport.objects.filter(awards__proposal=proposal, awards__amount__gt=0)


def _reports(proposal: Proposal) -> list[Remark]:
    """Reports that are to get money and are not ready."""
    return remarks_on(not_ready(_granted(proposal)), proposal.round)


def _unreachable(people: Recipients, proposal: Proposal) -> list[Remark]:
    count = len(people.unreachable)
    if not count:
        return []
    words = ngettext(
        "%(count)s recipient has nobody in Fordel who can open the letter. You must send it in another way:",
        "%(count)s recipients have nobody in Fordel who can open the letter. You must send theirs in another way:",
        count,
    )
    office = proposal.round.office.slug
    keys = [{"office": office, "organisation_id": each.pk} for each in people.unreachable]
    pages = [reverse("organisation", kwargs=each) for each in keys]
    about = [Link(each.name, page) for each, page in zip(people.unreachable, pages, strict=True)]
    return [Remark(words % {"count": count}, about)]


def _dissents(proposal: Proposal) -> list[Remark]:
    """What members of the forum disagree with, in their words."""
    content = proposal.recommendation.content if proposal.recommendation else {}
    said: Sequence[dict[str, object]] = content.get("dissents", [])
    if not said:
        return []
    words = ngettext(
        "%(count)s dissent is noted in the recommendation:",
        "%(count)s dissents are noted in the recommendation:",
        len(said),
    )
    return [Remark(words % {"count": len(said)}, [Link(_dissent(each)) for each in said])]


def _dissent(each: dict[str, object]) -> str:
    about = _(" (report %(number)s)") % {"number": each["report"]} if each.get("report") else ""
    return f"{each['seat']}{about}: «{each['text']}»"


def _stale() -> str:
    return _(
        "A report, a frame or an amount has changed since it was approved. Nothing will be sent: the approval becomes"
        " void, and the proposal must be submitted again."
    )


def _if_unread(proposal: Proposal, seen: str) -> UserError | None:
    if seen == proposal.content_hash == content_hash(proposal):
        return None
    return UserError(
        _("A report, a frame or an amount has changed since you read the proposal, or you have not opened it yet."),
        _("Go back and read the proposal as it is now. Nothing was approved."),
    )
