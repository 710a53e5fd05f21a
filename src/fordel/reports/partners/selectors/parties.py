"""The parties of a draft as its owner sees them, and whom there is to add."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import Count, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fordel.core.form.binding import changes_since
from fordel.core.form.definition import THEMES, Kind
from fordel.core.form.draft import DraftFacts
from fordel.core.lifecycle import COLLABORATION
from fordel.parties.models import Organisation, OrganisationKind, Person
from fordel.programme.selectors.themes import names_of
from fordel.reports.models import DraftParty, PartyEvent, PartyRole, PartyState, ReportDraft
from fordel.reports.partners.presentation.words import change_lines
from fordel.reports.partners.selectors.asked import binding_now
from fordel.reports.plugs.suggestions import Sought
from fordel.shared.clock import OSLO, now
from fordel.shared.dates import long_date, moment
from fordel.writing.documents.differences import ChangeLine

TONES: Final = {
    PartyState.NOT_ASKED: "neutral",
    PartyState.ASKED: "info",
    PartyState.CONFIRMED: "success",
    PartyState.CHANGED: "warning",
    PartyState.DECLINED: "danger",
}


@dataclass(frozen=True)
class PartyLine:
    """A party in the list: its state in a word, who did what when in sentences, what stops sending, and what the owner
    may do now. `tone` is neutral, info, success, warning or danger; `needs_contact`: nobody acts for it here, so an
    e-mail address is asked for."""

    id: int
    slot: str
    organisation_id: int
    name: str
    kind_name: str
    role: str
    state: str
    state_word: str
    tone: str
    details: tuple[str, ...]
    changes: tuple[ChangeLine, ...]
    problem: str
    contact_email: str
    needs_contact: bool
    can_ask: bool
    can_remind: bool
    can_tell: bool
    can_remove: bool


def party_lines(draft: ReportDraft, facts: DraftFacts, *, may_write: bool = True) -> list[PartyLine]:
    """Partners first, then owners in the network. Four queries at most, whatever the number."""
    rows: list[Any] = list(
        DraftParty.objects.filter(draft=draft)
        .select_related("organisation", "answered_by")
        .annotate(
            people=Count("organisation__roleassignment", filter=Q(organisation__roleassignment__person__is_active=True))
        )
        .order_by("-role", "position", "id")
    )
    if not rows:
        return []
    asked = _last_asked(rows)
    names = _names(asked)
    return [_line(row, facts, asked.get(row.pk), names, may_write=may_write) for row in rows]


def _last_asked(rows: Sequence[DraftParty]) -> dict[int, PartyEvent]:
    events = PartyEvent.objects.filter(party__in=rows, verb__in=("asked", "reminded", "told")).order_by("at", "id")
    return {event.party_id: event for event in events}


def _names(events: dict[int, PartyEvent]) -> dict[int, str]:
    wanted = {pk for event in events.values() for pk in event.values.get("people", ())}
    return dict(Person.objects.filter(pk__in=wanted).values_list("pk", "name")) if wanted else {}


def _line(
    row: Any, facts: DraftFacts, event: PartyEvent | None, names: dict[int, str], *, may_write: bool
) -> PartyLine:
    state = PartyState(row.state)
    changes: tuple[ChangeLine, ...] = ()
    if state == PartyState.CHANGED:
        binding, _hash = binding_now(facts, row.pk)
        changes = tuple(change_lines(facts.form, changes_since(row.confirmed or {}, binding)))
    told_today = any(each and each.astimezone(OSLO).date() == now().date() for each in (row.asked_at, row.reminded_at))
    return PartyLine(
        id=row.pk,
        slot=row.slot,
        organisation_id=row.organisation_id,
        name=row.organisation.name,
        kind_name=str(row.organisation.get_kind_display()),
        role=row.role,
        state=state.value,
        state_word=str(state.label),
        tone=TONES[state],
        details=tuple(_details(row, event, names)),
        changes=changes,
        problem=_problem(row, facts),
        contact_email=row.contact_email,
        needs_contact=not row.people and may_write and COLLABORATION.allows(row.state, "ask"),
        can_ask=may_write and COLLABORATION.allows(row.state, "ask"),
        can_remind=COLLABORATION.allows(row.state, "remind") and not told_today,
        can_tell=state == PartyState.CHANGED and row.tell_due_at is not None,
        can_remove=may_write,
    )


def _details(row: DraftParty, event: PartyEvent | None, names: dict[int, str]) -> list[str]:
    """Who did what, when; the newest thing first."""
    by = row.answered_by.name if row.answered_by else row.organisation.name
    when = long_date(row.answered_at) if row.answered_at else ""
    if row.state == PartyState.NOT_ASKED:
        return [_("Not asked yet.")]
    if row.state == PartyState.CONFIRMED:
        return [_("%(name)s confirmed on %(day)s.") % {"name": by, "day": when}]
    if row.state == PartyState.DECLINED:
        said = _("%(name)s declined on %(day)s.") % {"name": by, "day": when}
        return [said, _("The reason: %(reason)s") % {"reason": row.answer_text}]
    if row.state == PartyState.CHANGED:
        found = [_("%(name)s confirmed on %(day)s, but this is changed since:") % {"name": by, "day": when}]
        return [*found, *_told_of_change(row, event, names)]
    asked = _("Asked on %(day)s.") % {"day": long_date(row.asked_at)} if row.asked_at else ""
    if row.reminded_at:
        asked += " " + _("Reminded on %(day)s.") % {"day": long_date(row.reminded_at)}
    return [asked + " " + _("Nobody has answered."), *_reached(event, names)]


def _told_of_change(row: DraftParty, event: PartyEvent | None, names: dict[int, str]) -> list[str]:
    if row.tell_due_at is not None:
        return [_("They get the changes by mail when you have written nothing new for a while.")]
    if event is not None and event.verb == "told":
        return [_("They were notified %(when)s.") % {"when": moment(event.at)}, *_reached(event, names)]
    return []


def _reached(event: PartyEvent | None, names: dict[int, str]) -> list[str]:
    """To whom the last mail went."""
    if event is None:
        return []
    people = [names[pk] for pk in event.values.get("people", ()) if pk in names]
    if people:
        shown, more = ", ".join(people[:3]), len(people) - 3
        if more > 0:
            text = ngettext("Sent to %(names)s and %(more)d more.", "Sent to %(names)s and %(more)d more.", more)
            return [text % {"names": shown, "more": more}]
        return [_("Sent to %(names)s.") % {"names": shown}]
    if event.values.get("contact"):
        return [_("Sent to the contact you gave.")]
    return []


def _problem(row: DraftParty, facts: DraftFacts) -> str:
    """Why the report cannot be sent with the party as it is, or ''."""
    name = row.organisation.name
    if row.role == PartyRole.PARTNER and row.organisation.kind not in facts.form.partner_kinds:
        return _("%(name)s cannot be a partner in this scheme.") % {"name": name}
    if row.state == PartyState.NOT_ASKED:
        return _("Ask %(name)s before you send the report.") % {"name": name}
    if row.state == PartyState.DECLINED:
        return _("%(name)s has declined. Take it out, or ask again.") % {"name": name}
    if row.state in (PartyState.ASKED, PartyState.CHANGED) and facts.form.answer_required:
        return _("%(name)s has not confirmed.") % {"name": name}
    return ""


@dataclass(frozen=True)
class Choice:
    id: int
    name: str


@dataclass(frozen=True)
class AddingChoices:
    """Whom there is to add, those who are in the report already left out. `partner_groups` are (heading, choices) with
    universities first, and municipalities of the office's own counties first; `partner_kinds` for one that is new."""

    partner_groups: tuple[tuple[str, tuple[Choice, ...]], ...]
    owner_groups: tuple[tuple[str, tuple[Choice, ...]], ...]
    partner_kinds: tuple[tuple[str, str], ...]
    asks_network: bool


def adding_choices(draft: ReportDraft, facts: DraftFacts) -> AddingChoices:
    """One query (the round's office comes with the draft)."""
    form = facts.form
    taken = {draft.owner_id, *(party.organisation_id for party in facts.parties)}
    office_id, region = draft.round.office_id, draft.round.office.region_name
    kinds = {*form.partner_kinds, *form.owner_kinds}
    rows = Organisation.objects.filter(kind__in=kinds).exclude(pk__in=taken).order_by("name")
    found: defaultdict[str, list[Choice]] = defaultdict(list)
    elsewhere: list[Choice] = []
    for pk, name, kind, office in rows.values_list("pk", "name", "kind", "municipality__office"):
        if kind == OrganisationKind.MUNICIPALITY and office != office_id:
            elsewhere.append(Choice(pk, name))
        elif kind != OrganisationKind.PRIVATE_OWNER or office == office_id:
            found[kind].append(Choice(pk, name))
    partners = [(str(OrganisationKind(kind).label), tuple(found[kind])) for kind in form.partner_kinds]
    county = OrganisationKind.COUNTY_AUTHORITY
    places = [
        (str(county.label), tuple(found[county])),
        (region, tuple(found[OrganisationKind.MUNICIPALITY])),
        (_("Other counties"), tuple(elsewhere)),
        (_("Private owners"), tuple(found[OrganisationKind.PRIVATE_OWNER])),
    ]
    return AddingChoices(
        partner_groups=tuple(group for group in partners if group[1]),
        owner_groups=tuple(group for group in places if group[1]),
        partner_kinds=tuple((kind, str(OrganisationKind(kind).label)) for kind in form.partner_kinds),
        asks_network=bool(form.part_with(Kind.NETWORK)),
    )


def sought_by(draft: ReportDraft, facts: DraftFacts) -> Sought:
    """What the owner looks for in a partner. No query."""
    chosen = set(facts.codes(THEMES))
    names = dict(names_of(draft.round)) if chosen else {}
    return Sought(
        owner_id=draft.owner_id,
        themes={code: name for code, name in names.items() if code in chosen},
        kinds=facts.form.partner_kinds,
        taken=frozenset({draft.owner_id, *(party.organisation_id for party in facts.parties)}),
        report_id=draft.report_id,
    )
