"""What the demo's owners have written: a draft that was never sent, and reports sent in the system with all answers."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Final

from fordel.core.needs_form.binding import binding_of
from fordel.core.needs_form.content import content_of, sent_hash
from fordel.needs.models import (
    DraftParty,
    NeedsReport,
    PartyEvent,
    PartyState,
    ReportDraft,
    ReportOrigin,
    Submission,
)
from fordel.needs.selectors.draft_facts import facts_of
from fordel.needs.services.save_fields import Edit, save_fields
from fordel.needs.services.start_draft import start_draft
from fordel.parties.models import Organisation, Person
from fordel.programme.models import Round
from fordel.shared.clock import now, parse_demo_time, set_demo_clock

JANUARY: Final = "2026-01-21T14:02"
_TEXTS: Final[dict[str, Any]] = {
    "need_text": "Overgangen fra barnehage til skole er ulik fra sted til sted. Foreldre og ansatte melder at barn må"
    " begynne på nytt med det de alt kan.",
    "how_found": "Kvalitetsvurderingen høsten 2025, samtaler i alle barnehager og skoler, og tilsynet fra 2024.",
    "goal": "Barna møter en skole som kjenner dem og bygger på det de kan.",
    "change_of_practice": "Barnehagelærere og lærere planlegger førskoleåret og første skoleår sammen, og prøver det ut"
    " i egen gruppe mellom samlingene.",
    "activities": "Mars–juni: kartlegging med partneren. Høst: fire samlinger med utprøving. Vår 2027: evaluering.",
    "units": "Hamarøy skole\nOppeid barnehage\nInnhavet oppvekstsenter",
    "how_took_part": "Personalmøter i alle enheter, og tillitsvalgte i arbeidsgruppen.",
    "sami_text": "Lulesamisk språk og kultur er med i alle samlingene, sammen med Árran.",
    "private_kindergartens": "Kommunen har én privat barnehage. Den er med i arbeidsgruppen og på samlingene.",
}
_BEGUN: Final[dict[str, Any]] = {
    "title": "Uteskole og naturfag",
    "target_group": "school",
    "need_text": "Lærerne ønsker å bruke nærmiljøet mer i naturfag, men mangler felles planer.",
    "need.2026": "240 000",
}


def load_demo_drafts(round_: Round, owner: Organisation, people: Mapping[str, Person]) -> None:
    """Written in January by the demo's clock, which is set back afterwards. `people`: owner, colleague, partner."""
    instant = now()
    set_demo_clock(parse_demo_time(JANUARY))
    begun = start_draft(round_, owner, people["colleague"])
    _write(begun, people["colleague"], _BEGUN)
    for report in NeedsReport.objects.filter(round=round_, owner=owner).order_by("number"):
        _as_sent(report, people)
    set_demo_clock(instant)


def _write(draft: ReportDraft, person: Person, values: Mapping[str, Any]) -> None:
    edits = [Edit(key, value, 0) for key, value in values.items()]
    save_fields(draft.pk, person, edits, now())


def _as_sent(report: NeedsReport, people: Mapping[str, Person]) -> None:
    """Gives an imported report the answers it would have had if it was sent in the system; its figures are the same."""
    draft = start_draft(report.round, report.owner, people["owner"])
    shares = {share.organisation_id: share.amount for share in report.partners.all()}
    parties = [
        DraftParty.objects.create(
            draft=draft, organisation_id=organisation, role="partner", state=PartyState.ASKED, asked_at=now()
        )
        for organisation in shares
    ]
    _write(draft, people["owner"], _values(report, {p.slot: shares[p.organisation_id] for p in parties}))
    _confirm(draft, parties, people["partner"])
    draft = ReportDraft.objects.select_related("round__scheme", "owner").get(pk=draft.pk)
    content = content_of(facts_of(draft))
    received = now() + timedelta(days=9, hours=6)
    draft.report = report
    draft.save(update_fields=["report"])
    NeedsReport.objects.filter(pk=report.pk).update(origin=ReportOrigin.OWNER, received_at=received)
    Submission.objects.create(
        report=report,
        sequence=1,
        content=content,
        sha256=sent_hash(content),
        received_at=received,
        sent_by=people["owner"],
    )


def _values(report: NeedsReport, shares: Mapping[str, int]) -> dict[str, Any]:
    own = report.amount - sum(shares.values())
    planning = min(own, 56_000)
    amounts = {}
    for year in range(report.round.year, report.round.year + (report.duration_years or 1)):
        amounts[f"need.{year}"] = report.amount
        amounts[f"budget.{year}.owner.planning"] = planning
        amounts[f"budget.{year}.owner.carrying_out"] = own - planning
        amounts |= {f"budget.{year}.{slot}.carrying_out": amount for slot, amount in shares.items()}
    answers = {True: "yes", False: "no", None: ""}
    return {
        **_TEXTS,
        "title": report.title,
        "target_group": report.target_group,
        "duration_years": str(report.duration_years or 1),
        "employees": str(report.employees or 42),
        "children": str(report.children or 310),
        "employees_took_part": answers[report.employees_took_part] or "yes",
        "sami_perspective": answers[report.sami_perspective],
        **{key: str(kroner) for key, kroner in amounts.items() if kroner},
    }


def _confirm(draft: ReportDraft, parties: list[DraftParty], person: Person) -> None:
    """The demo's partner has confirmed for its own organisation; the others have not answered."""
    fresh = ReportDraft.objects.select_related("round__scheme", "owner").get(pk=draft.pk)
    facts = facts_of(fresh)
    mine = set(person.assignments.values_list("organisation_id", flat=True))
    answered: datetime = now() + timedelta(days=2)
    for party, fact in zip(parties, facts.parties, strict=True):
        if party.organisation_id not in mine:
            continue
        party.state, party.confirmed = PartyState.CONFIRMED, binding_of(facts, fact)
        party.answered_at, party.answered_by = answered, person
        party.save()
        PartyEvent.objects.create(party=party, verb="confirmed", at=answered, by=person, values=party.confirmed)
