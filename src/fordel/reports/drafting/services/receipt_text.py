"""What a receipt says: everything that was received, as parts that the page and the PDF both set.

Called with the reader's language active.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from django.utils.translation import gettext as _

from fordel.core.form.content import facts_from
from fordel.core.form.draft import DraftFacts
from fordel.core.money import format_kroner
from fordel.reports.drafting.presentation.answers import parts_of_report
from fordel.reports.models import DraftParty, PartyEvent, PartyState
from fordel.reports.partners.presentation.words import role_text
from fordel.reports.selectors.draft_facts import form_of
from fordel.reports.selectors.submissions import report_of
from fordel.writing.documents.receipt import checksum, receipt_facts, receipt_files, receipt_parts, receipt_words
from fordel.writing.documents.words import in_language
from fordel.writing.models import Submission
from fordel.writing.plugs.receipts import Receipt, ReceiptLine, ReceiptSection, ReceiptTable

_STATES: Final = {
    "added": PartyState.NOT_ASKED,
    "asked": PartyState.ASKED,
    "confirmed": PartyState.CONFIRMED,
    "restored": PartyState.CONFIRMED,
    "changed": PartyState.CHANGED,
    "declined": PartyState.DECLINED,
}


def receipt_of(submission: Submission) -> Receipt:
    """Head (number, owner, when, by whom, checksum), parts with every answer, money, parties and attachments. At most
    three queries; the submission comes with its report, round and scheme."""
    content, report = submission.content, report_of(submission)
    states = states_at(submission)
    facts = facts_from(form_of(report.round), content, states)
    return Receipt(
        title=_("Receipt for needs report %(number)s") % {"number": report.number},
        headline=facts.text("title"),
        sender=content["owner"]["name"],
        footer=report.round.office.name,
        facts=_head(submission, facts),
        parts=receipt_parts(parts_of_report(facts)),
        sections=[
            ReceiptSection("budget", _("Budget"), tables=_money(facts)),
            ReceiptSection(
                "parties", _("Partners and owners in the network"), lines=_parties(content["parties"], states)
            ),
        ],
        attachments=receipt_files(content),
        words=receipt_words(),
    )


def _head(submission: Submission, facts: DraftFacts) -> list[tuple[str, str]]:
    report = report_of(submission)
    first = [
        (_("Number"), str(report.number)),
        (_("Owner"), facts.owner_name),
        (_("Year"), str(report.round.year)),
    ]
    need = _("%(amount)s kroner") % {"amount": format_kroner(sum(map(facts.need, facts.years)))}
    return [*receipt_facts(submission, first), (_("Whole need"), need), checksum(submission)]


def _money(facts: DraftFacts) -> list[ReceiptTable]:
    """Who gets what each year, kroner, and by kind of cost if there is any."""
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
    caption = _("Kroner for each year")
    tables = [ReceiptTable(_("Budget by recipient and year, kroner"), caption, columns, rows, total)]
    if kinds:
        tables.append(ReceiptTable(_("Budget by kind of cost"), caption, by_kind, kinds, total))
    return tables


def _parties(parties: Iterable[dict[str, Any]], states: dict[str, str]) -> list[ReceiptLine]:
    return [
        ReceiptLine(
            party["name"],
            role_text(party["role"]),
            str(PartyState(states[party["slot"]]).label) if party["slot"] in states else "–",
        )
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
