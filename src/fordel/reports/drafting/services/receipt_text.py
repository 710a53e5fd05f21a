"""What a receipt says: everything that was received, as parts that the page and the PDF both set.

Called with the reader's language active.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any, Final

from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from fordel.core.form.content import facts_from
from fordel.core.form.draft import DraftFacts
from fordel.core.money import format_kroner
from fordel.reports.drafting.presentation.answers import answered_parts
from fordel.reports.drafting.presentation.words import in_language
from fordel.reports.drafting.selectors.draft_facts import form_of
from fordel.reports.models import DraftParty, PartyEvent, PartyState
from fordel.reports.partners.presentation.words import role_text
from fordel.reports.selectors.submissions import report_of
from fordel.shared.clock import OSLO
from fordel.shared.dates import full_date
from fordel.writing.models import Submission

_STATES: Final = {
    "added": PartyState.NOT_ASKED,
    "asked": PartyState.ASKED,
    "confirmed": PartyState.CONFIRMED,
    "restored": PartyState.CONFIRMED,
    "changed": PartyState.CHANGED,
    "declined": PartyState.DECLINED,
}


def receipt_of(submission: Submission) -> dict[str, Any]:
    """Head (number, owner, when, by whom, checksum), parts with every answer, money, parties and attachments. At most
    three queries; the submission comes with its report, round and scheme."""
    content, report = submission.content, report_of(submission)
    states = states_at(submission)
    facts = facts_from(form_of(report.round.scheme), content, states)
    return {
        "title": _("Receipt for needs report %(number)s") % {"number": report.number},
        "measure": facts.text("title"),
        "owner": content["owner"]["name"],
        "office": report.round.office.name,
        "facts": _head(submission, facts),
        "parts": [
            {
                "heading": part.title,
                "answers": [{"label": answer.label, "text": answer.text} for answer in part.answers],
            }
            for part in answered_parts(facts)
            if part.answers
        ],
        "money": _money(facts),
        "parties": _parties(content["parties"], states),
        "attachments": [
            {"name": each["name"], "size": filesizeformat(each["size"]), "sha256": each["sha256"]}
            for each in content["attachments"]
        ],
        "attachment_words": _words(),
    }


def _words() -> dict[str, str]:
    """The headings of the receipt, in the active language."""
    return {
        "answers": _("What you answered"),
        "budget": _("Budget"),
        "parties": _("Partners and owners in the network"),
        "attachments": _("Attachments"),
        "none": _("None."),
        "checksum": _("The checksum is the SHA-256 of all that was received: it differs if anything is changed."),
    }


def to_the_second(instant: datetime) -> str:
    """`21. januar 2026 kl. 14.32.05`."""
    return _("%(date)s at %(time)s") % {
        "date": full_date(instant),
        "time": instant.astimezone(OSLO).strftime("%H.%M.%S"),
    }


def _head(submission: Submission, facts: DraftFacts) -> list[tuple[str, str]]:
    report = report_of(submission)
    rows = [
        (_("Number"), str(report.number)),
        (_("Owner"), facts.owner_name),
        (_("Year"), str(report.round.year)),
        (_("Received"), to_the_second(submission.received_at)),
        (_("Sent by"), submission.sent_by.name if submission.sent_by else "–"),
        (_("Whole need"), _("%(amount)s kroner") % {"amount": format_kroner(sum(map(facts.need, facts.years)))}),
        (_("Checksum"), submission.sha256),
    ]
    if submission.sequence > 1:
        count = _("what you sent before; this is number %(count)s") % {"count": submission.sequence}
        rows.insert(4, (_("Replaces"), count))
    return rows


def _money(facts: DraftFacts) -> dict[str, Any]:
    """Who gets what each year, kroner, by kind of cost where a recipient has any."""
    years = facts.years
    columns = [(_("To"), "left"), *((str(year), "right") for year in years), (_("Sum"), "right")]
    rows = []
    for recipient in facts.recipients:
        amounts = [facts.amount(recipient.slot, year) for year in years]
        rows.append([recipient.name, *map(format_kroner, amounts), format_kroner(sum(amounts))])
    sums = [facts.budget_sum(year) for year in years]
    kinds = []
    for kind in facts.form.kinds_of_cost:
        amounts = [
            sum(facts.kroner(f"budget.{year}.{each.slot}.{kind.code}") or 0 for each in facts.recipients)
            for year in years
        ]
        if any(amounts):
            kinds.append([in_language(kind.label), *map(format_kroner, amounts), format_kroner(sum(amounts))])
    total = [_("Sum"), *map(format_kroner, sums), format_kroner(sum(sums))]
    by_kind = [(_("What the money goes to"), "left"), *columns[1:]]
    return {"columns": columns, "rows": rows, "sum": total, "kind_columns": by_kind, "kinds": kinds}


def _parties(parties: Iterable[dict[str, Any]], states: dict[str, str]) -> list[dict[str, str]]:
    return [
        {
            "name": party["name"],
            "role": role_text(party["role"]),
            "state": str(PartyState(states[party["slot"]]).label) if party["slot"] in states else "–",
        }
        for party in parties
    ]


def states_at(submission: Submission) -> dict[str, str]:
    """Slot -> the party's state when the report was received; parties that are out since are not known. Two queries."""
    ids = [int(party["slot"].removeprefix("p")) for party in submission.content["parties"]]
    known = DraftParty.objects.filter(pk__in=ids)
    found = {f"p{pk}": state for pk, state in known.values_list("pk", "state")}
    events = PartyEvent.objects.filter(party__in=ids, verb__in=_STATES, at__lte=submission.received_at)
    for pk, verb in events.order_by("at", "id").values_list("party", "verb"):
        found[f"p{pk}"] = _STATES[verb].value
    return found
