"""What the demo's owners have written: a draft that was never sent, and reports sent in the system with all answers."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Final

from fordel.core.form.binding import binding_of
from fordel.core.form.content import content_of, sent_hash
from fordel.core.form.definition import text_in
from fordel.demo.clock import at
from fordel.parties.models import Organisation, Person
from fordel.programme.models import Round
from fordel.reports.drafting.services.copy_draft import answers_of_import
from fordel.reports.drafting.services.document import save_draft
from fordel.reports.drafting.services.drafts import start_draft
from fordel.reports.models import (
    DraftParty,
    NeedsReport,
    PartyEvent,
    PartyState,
    ReportDraft,
    ReportOrigin,
)
from fordel.reports.partners.selectors.asked import binding_now
from fordel.reports.partners.services.add_party import Wanted, add_party
from fordel.reports.partners.services.answer_party import confirm_party
from fordel.reports.partners.services.ask_party import ask_party
from fordel.reports.selectors.draft_facts import facts_of, form_of
from fordel.shared.clock import now
from fordel.writing.models import Submission
from fordel.writing.services.save_fields import Edit

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

_SHARED: Final[dict[str, Any]] = {
    "title": "Språk og lek i nettverk",
    "target_group": "both",
    "duration_years": "1",
    "network": "Indre Salten",
    "employees": "64",
    "children": "420",
    "employees_took_part": "yes",
    "sami_perspective": "no",
    "need.2026": "420 000",
    "budget.2026.owner.carrying_out": "240 000",
}


_THEME: Final = "inkludering"
"""What an owner is taken to have chosen if the spreadsheet named a theme that the form does not have."""


def load_demo_drafts(round_: Round, owner: Organisation, people: Mapping[str, Person]) -> None:
    """Written in January by the demo's clock, which is set back afterwards. `people`: owner, colleague, partner."""
    with at(JANUARY):
        begun = start_draft(round_, owner, people["colleague"])
        _write(begun, people["colleague"], _BEGUN)
        _in_every_state(round_, owner, people)
        for report in NeedsReport.objects.filter(round=round_, owner=owner).order_by("number"):
            _as_sent(report, people)


def _in_every_state(round_: Round, owner: Organisation, people: Mapping[str, Person]) -> None:
    """A draft with a party in every state: changed after confirmation, not asked, asked, declined."""
    draft = start_draft(round_, owner, people["owner"])
    home = people["partner"].assignments.values_list("organisation_id", flat=True)[0]
    party = add_party(draft.pk, people["owner"], Wanted("partner", home), now())
    amount = f"budget.2026.{party.slot}.carrying_out"
    _write(draft, people["owner"], {**_TEXTS, **_SHARED, amount: "180 000"})
    ask_party(draft.pk, party.pk, people["owner"], now())
    fresh = ReportDraft.objects.select_related("round__scheme", "owner").get(pk=draft.pk)
    confirm_party(party.pk, people["partner"], binding_now(facts_of(fresh), party.pk)[1], now())
    save_draft(draft.pk, people["owner"], [Edit(amount, "160 000", 1)], now())
    others = [("Nord universitet", "partner"), ("Statped", "partner"), ("Bodø kommune", "network_owner")]
    states = (PartyState.NOT_ASKED, PartyState.DECLINED, PartyState.ASKED)
    for (name, role), state in zip(others, states, strict=True):
        organisation = Organisation.objects.filter(name=name).first()
        if organisation is not None:
            other = add_party(draft.pk, people["owner"], Wanted(role, organisation.pk), now())
            _set_state(other, state)


def _set_state(party: DraftParty, state: PartyState) -> None:
    """As if somebody who has no place in the demo had been asked, and had answered."""
    if state == PartyState.NOT_ASKED:
        return
    party.state, party.asked_at = state, now()
    PartyEvent.objects.create(party=party, verb="asked", at=now())
    if state == PartyState.DECLINED:
        party.answered_at, party.answer_text = now(), "Vi har ikke folk til dette i 2026."
        PartyEvent.objects.create(party=party, verb="declined", at=now())
    party.save()


def _write(draft: ReportDraft, person: Person, values: Mapping[str, Any]) -> None:
    edits = [Edit(key, value, 0) for key, value in values.items()]
    save_draft(draft.pk, person, edits, now())


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
    draft = ReportDraft.objects.select_related("document", "round__scheme", "owner").get(pk=draft.pk)
    content = content_of(facts_of(draft))
    received = now() + timedelta(days=9, hours=6)
    draft.report = report
    draft.save(update_fields=["report"])
    _as_it_says(report, content["answers"], received)
    Submission.objects.create(
        document=draft.document,
        sequence=1,
        content=content,
        sha256=sent_hash(content),
        received_at=received,
        sent_by=people["owner"],
    )


def _as_it_says(report: NeedsReport, answers: Mapping[str, Any], received: datetime) -> None:
    """The report's own fields are what was sent, when it was received."""
    NeedsReport.objects.filter(pk=report.pk).update(
        origin=ReportOrigin.OWNER,
        received_at=received,
        submitted_on=received.date(),
        theme=_theme_name(report, answers["themes"][0]),
        duration_years=int(answers["duration_years"]),
        employees=int(answers["employees"]),
        children=int(answers["children"]),
        employees_took_part=answers["employees_took_part"] == "yes",
    )


def _theme_name(report: NeedsReport, code: str) -> str:
    choices = next(q.choices for _part, q in form_of(report.round).questions() if q.code == "themes")
    return next(text_in(choice.label, "nb") for choice in choices if choice.code == code)


def _values(report: NeedsReport, shares: Mapping[str, int]) -> dict[str, Any]:
    own = report.amount - sum(shares.values())
    planning = min(own, 56_000)
    amounts = {}
    for year in range(report.round.year, report.round.year + (report.duration_years or 1)):
        amounts[f"need.{year}"] = report.amount
        amounts[f"budget.{year}.owner.planning"] = planning
        amounts[f"budget.{year}.owner.carrying_out"] = own - planning
        amounts |= {f"budget.{year}.{slot}.carrying_out": amount for slot, amount in shares.items()}
    known = answers_of_import(report)
    took_part = "no" if report.employees_took_part is False else "yes"
    missing = {"duration_years": "1", "employees": "42", "children": "310", "employees_took_part": took_part}
    return {
        **_TEXTS,
        **missing,
        **{code: value for code, value in known.items() if value},
        "themes": known["themes"] or [_THEME],
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
