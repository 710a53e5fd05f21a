"""What came of a vote, and how it went, in the language that is active: for pages and for the minutes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fordel.core.votes import AGAIN, MAJORITY, NO_QUORUM, TIE
from fordel.forum.models import Vote
from fordel.forum.voting.selectors.electorate import Electorate, labels
from fordel.forum.voting.selectors.votes import label_of
from fordel.shared.clock import today
from fordel.shared.dates import time_on


def result_words(vote: Vote) -> str:
    """One sentence of what came of a vote that is closed."""
    found: dict[str, Any] = vote.result
    names = [label_of(vote, code) for code in vote.result.get("options", [])]
    if vote.agreed:
        return _("The forum agreed: %(text)s") % {"text": found["text"]}
    outcome = found["outcome"]
    if outcome == MAJORITY:
        count = found["counts"][found["options"][0]]
        return _("«%(option)s» got a majority: %(count)s of %(entitled)s.") % {
            "option": names[0],
            "count": count,
            "entitled": found["entitled"],
        }
    if outcome == TIE:
        return _("The votes are equal. Both «%(first)s» and «%(second)s» are recorded.") % _pair(names)
    if outcome == AGAIN:
        return _("None got a majority. A new vote may be held between «%(first)s» and «%(second)s».") % _pair(names)
    if outcome == NO_QUORUM:
        return _("Too few were there for a valid vote: %(present)s of %(seats)s seats.") % found
    return _("None got a majority.")


def _pair(names: Sequence[str]) -> dict[str, str]:
    return {"first": names[0], "second": names[1]}


def opened_words(vote: Vote, seats: Electorate) -> str:
    """The line of the minutes when a vote opens."""
    options = "; ".join(each["label"] for each in vote.options)
    first = _("A new vote is opened: «%(question)s»") if vote.follows_id else _("A vote is opened: «%(question)s»")
    parts = [
        first % {"question": vote.question},
        _("The choice is between: %(options)s.") % {"options": options},
        may_vote_words(seats),
        _left_out(labels(seats.conflicted), labels(seats.undecided)),
        announced_words(vote.may_close_at) if vote.may_close_at else "",
        _("The county governor is the secretariat and does not vote."),
    ]
    return " ".join(filter(None, parts))


def may_vote_words(seats: Electorate) -> str:
    present = len(seats.present)
    if not present:
        return _("Nobody who may vote is marked as here yet.")
    return ngettext(
        "%(entitled)s of the %(count)s seat that is here may vote.",
        "%(entitled)s of the %(count)s seats that are here may vote.",
        present,
    ) % {"entitled": len(seats.entitled), "count": present}


def announced_words(at: datetime) -> str:
    return _("It may be closed from %(time)s in any case.") % {"time": time_on(at, today())}


def closed_words(vote: Vote) -> str:
    """The line of the minutes when it is closed: the counts, the result, and who took no part."""
    found = vote.result
    counts = "; ".join(f"{each['label']}: {found['counts'][each['code']]}" for each in vote.options)
    parts = [
        _("The vote is closed: «%(question)s»") % {"question": vote.question},
        voted_words(found["voted"], found["entitled"]),
        f"{counts}.",
        result_words(vote),
        _left_out(found["conflicted"], found.get("undecided", [])),
        _fell_away(found["fell_away"]),
    ]
    return " ".join(filter(None, parts))


def voted_words(voted: int, entitled: int) -> str:
    return _("%(voted)s of %(entitled)s have voted.") % {"voted": voted, "entitled": entitled}


def agreed_words(vote: Vote) -> str:
    """The line of the minutes when the forum agreed after all."""
    first = _("The vote on «%(question)s» ended without being counted.") % {"question": vote.question}
    return f"{first} {result_words(vote)}"


def announcement(vote: Vote) -> Callable[[], str]:
    """The line of the minutes when a closing time is announced."""

    def words() -> str:
        first = _("The vote on «%(question)s»:") % {"question": vote.question}
        return f"{first} {announced_words(vote.may_close_at)}" if vote.may_close_at else first

    return words


def _left_out(conflicted: Sequence[str], undecided: Sequence[str]) -> str:
    return said_of(
        (_("Not impartial, and without a vote: %(seats)s."), ", ".join(conflicted)),
        (_("May be not impartial, and without a vote while it is not decided: %(seats)s."), ", ".join(undecided)),
    )


def said_of(*sentences: tuple[str, str]) -> str:
    """The sentences (words with `%(seats)s`, the seats) that are about somebody, after one another."""
    return " ".join(words % {"seats": seats} for words, seats in sentences if seats)


def _fell_away(count: int) -> str:
    if not count:
        return ""
    return ngettext(
        "%(count)s ballot fell away, as the seat may no longer vote.",
        "%(count)s ballots fell away, as the seats may no longer vote.",
        count,
    ) % {"count": count}
