"""Looks up what a row points to: owner, municipality, partners, network. Nothing is written here."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from fordel.core.needs_import.fields import OWNER_FIELDS, Columns, Field, Problem
from fordel.core.needs_import.identity import identity_of
from fordel.core.needs_import.rows import RowValues
from fordel.parties.models import PARTNER_KINDS, OrganisationKind
from fordel.parties.names import name_key
from fordel.reports.intake.selectors.reference import KnownOrganisation, Place, Reference
from fordel.reports.selectors.report_fields import ReportField
from fordel.reports.selectors.snapshots import Snapshot, fingerprint

_COMMON_WORDS: Final = frozenset(
    {
        *("kommune", "kommunen", "kommunes", "as", "sa", "ba", "ans", "stiftelsen", "stiftelse", "privat", "private"),
        *("barnehage", "barnehagen", "barnehager", "barnehagar", "skole", "skolen", "skule", "skulen"),
        *("og", "i", "av", "the"),
    }
)


@dataclass(frozen=True)
class NewOwner:
    """A private owner that the file names and the register does not know yet."""

    number: str
    name: str
    municipality_id: int | None


@dataclass(frozen=True)
class ResolvedPartner:
    """`organisation_id` is None only in a preview, for a partner that will be registered when the file is imported."""

    organisation_id: int | None
    name: str
    amount: int


@dataclass(frozen=True)
class ResolvedRow:
    """A row with what it points to. `owner_id` is None where `new_owner` will be registered."""

    values: RowValues
    owner_id: int | None
    new_owner: NewOwner | None
    municipality: Place | None
    network: str
    participating: tuple[Place, ...]
    partners: tuple[ResolvedPartner, ...]
    identity: str
    snapshot: Snapshot
    content_hash: str


@dataclass
class Resolver:
    """Resolves rows one after another; private owners named earlier in the file are known to later rows.

    `fields` are those of the round's scheme. `answers` are partners that the user has named, by `name_key`: an
    organisation id, or a kind to register.
    """

    reference: Reference
    columns: Columns
    fields: Sequence[ReportField]
    answers: Mapping[str, int | str] = field(default_factory=dict)
    new_owners: dict[str, NewOwner] = field(default_factory=dict)
    unknown_partners: dict[str, str] = field(default_factory=dict)
    new_networks: dict[str, str] = field(default_factory=dict)

    def resolve(self, values: RowValues, faults: Sequence[Problem] = ()) -> tuple[ResolvedRow | None, list[Problem]]:
        """The row with its look-ups, or None and why not. `faults` are those of the cells themselves: a field that has
        one is looked up no further."""
        problems: list[Problem] = []
        faulty = {fault.column for fault in faults if fault.column is not None}

        def wrong(code: str, where: Field, value: str, **params: Any) -> None:
            column = self.columns.get(where)
            if column is None or column not in faulty:
                problems.append(Problem(values.row, code, column, value, params))

        place = self._place(values, wrong)
        is_owner_known = not faulty & {self.columns.get(code) for code in OWNER_FIELDS}
        owner, new_owner = self._owner(values, place, wrong) if is_owner_known else (None, None)
        participating = self._participating(values, wrong)
        partners = self._partners(values, wrong)
        if problems or faults:
            return None, [*faults, *problems]
        if place is None and owner is not None and owner.municipality_id is not None:
            place = self.reference.places_by_id[owner.municipality_id]
        number = owner.number if owner else values.owner_number
        network = self._network(values.network)
        snapshot = _snapshot(values, place, participating, partners, network, self.fields)
        return (
            ResolvedRow(
                values=values,
                owner_id=owner.id if owner else None,
                new_owner=new_owner,
                municipality=place,
                network=network,
                participating=participating,
                partners=partners,
                identity=identity_of(number or f"id:{owner.id if owner else ''}", values.number, values.title),
                snapshot=snapshot,
                content_hash=fingerprint(snapshot),
            ),
            [],
        )

    def _network(self, name: str) -> str:
        """The network's name as the office already writes it, or as the file first writes it."""
        key = name_key(name)
        if not key:
            return ""
        known = self.reference.networks.get(key)
        return known[1] if known else self.new_networks.setdefault(key, name)

    def _place(self, values: RowValues, wrong: Any) -> Place | None:
        if not values.municipality:
            return None
        place = self.reference.place_called(values.municipality)
        if place is None:
            wrong("municipality_unknown", Field.MUNICIPALITY, values.municipality)
        elif place.office_id != self.reference.office_id:
            wrong("municipality_elsewhere", Field.MUNICIPALITY, values.municipality, name=place.name)
            return None
        return place

    def _owner(
        self, values: RowValues, place: Place | None, wrong: Any
    ) -> tuple[KnownOrganisation | None, NewOwner | None]:
        if values.owner_number:
            known = self.reference.by_number.get(values.owner_number)
            if known is None:
                known = self._unnumbered_municipality(values)
            if known is None:
                return None, self._new_owner(values, place, wrong)
        else:
            known = self._owner_by_name(values, place, wrong)
            if known is None:
                return None, None
        self._check_owner(known, values, place, wrong)
        return known, None

    def _unnumbered_municipality(self, values: RowValues) -> KnownOrganisation | None:
        """A municipality that the register holds without a number, found by its name."""
        named = self.reference.owners_by_name.get(name_key(values.owner_name).removesuffix(" kommune"), [])
        free = [owner for owner in named if owner.kind == OrganisationKind.MUNICIPALITY and not owner.number]
        return free[0] if len(free) == 1 else None

    def _owner_by_name(self, values: RowValues, place: Place | None, wrong: Any) -> KnownOrganisation | None:
        named = self.reference.owners_by_name.get(name_key(values.owner_name).removesuffix(" kommune"), [])
        if len(named) > 1 and place is not None:
            named = [owner for owner in named if owner.municipality_id == place.id]
        if len(named) != 1:
            code = "owner_several" if named else "owner_unknown_name"
            wrong(code, Field.OWNER, values.owner_name)
            return None
        return named[0]

    def _check_owner(self, owner: KnownOrganisation, values: RowValues, place: Place | None, wrong: Any) -> None:
        if owner.kind in PARTNER_KINDS:
            wrong("owner_is_partner", Field.OWNER_NUMBER, values.owner_number or values.owner_name, name=owner.name)
            return
        own = self.reference.places_by_id.get(owner.municipality_id) if owner.municipality_id else None
        is_named_otherwise = own is not None and self.reference.place_called(values.owner_name) == own
        if values.owner_name and _clearly_differ(values.owner_name, owner.name) and not is_named_otherwise:
            wrong("owner_name_differs", Field.OWNER, values.owner_name, name=owner.name, number=owner.number)
            return
        if own is not None and owner.kind == OrganisationKind.MUNICIPALITY:
            if own.office_id != self.reference.office_id:
                wrong("municipality_elsewhere", Field.OWNER, values.owner_name or values.owner_number, name=own.name)
            elif place is not None and place.id != own.id:
                wrong(
                    "municipality_not_owners",
                    Field.MUNICIPALITY,
                    values.municipality,
                    name=place.name,
                    owner=owner.name,
                )

    def _new_owner(self, values: RowValues, place: Place | None, wrong: Any) -> NewOwner | None:
        earlier = self.new_owners.get(values.owner_number)
        if earlier is not None:
            if values.owner_name and _clearly_differ(values.owner_name, earlier.name):
                wrong(
                    "owner_name_differs", Field.OWNER, values.owner_name, name=earlier.name, number=values.owner_number
                )
            return earlier
        if not values.owner_name:
            wrong("owner_unknown_number", Field.OWNER_NUMBER, values.owner_number)
            return None
        if re.search(r"kommune\b", name_key(values.owner_name)):
            wrong("owner_municipality_number", Field.OWNER_NUMBER, values.owner_number, name=values.owner_name)
            return None
        made = NewOwner(values.owner_number, values.owner_name, place.id if place else None)
        self.new_owners[values.owner_number] = made
        return made

    def _participating(self, values: RowValues, wrong: Any) -> tuple[Place, ...]:
        found: dict[int, Place] = {}
        for text in values.participating:
            place = self.reference.place_called(text)
            several = [place] if place else [self.reference.place_called(t) for t in re.split(r" (?:og|and|&) ", text)]
            known = [one for one in several if one is not None]
            if len(known) != len(several):
                wrong("participating_unknown", Field.PARTICIPATING, text)
                continue
            found.update((one.id, one) for one in known)
        return tuple(sorted(found.values(), key=lambda one: one.number))

    def _partners(self, values: RowValues, wrong: Any) -> tuple[ResolvedPartner, ...]:
        found: dict[str, ResolvedPartner] = {}
        amounts = values.partner_amounts or (0,) * len(values.partners)
        for name, amount in zip(values.partners, amounts, strict=False):
            partner = self._partner(name, amount)
            if partner is None:
                self.unknown_partners.setdefault(name_key(name), name)
                wrong("partner_unknown", Field.PARTNER, name)
                continue
            key = str(partner.organisation_id or name_key(name))
            if key in found:
                wrong("partner_twice", Field.PARTNER, name)
            found[key] = partner
        return tuple(found.values())

    def _partner(self, name: str, amount: int) -> ResolvedPartner | None:
        key = name_key(name)
        known = self.reference.partners.get(key)
        if known is None and isinstance(answer := self.answers.get(key), int):
            known = next((one for one in self.reference.partners.values() if one.id == answer), None)
        if known is not None:
            return ResolvedPartner(known.id, known.name, amount)
        return ResolvedPartner(None, name, amount) if isinstance(self.answers.get(key), str) else None


def _words(name: str) -> set[str]:
    return set(name_key(name).split())


def _clearly_differ(first: str, second: str) -> bool:
    """Whether two names share no word that tells organisations apart («kommune», «AS» and the like do not)."""
    one, other = _words(first) - _COMMON_WORDS, _words(second) - _COMMON_WORDS
    if not one or not other:
        one, other = _words(first), _words(second)
    return not one & other


def _snapshot(
    values: RowValues,
    place: Place | None,
    participating: tuple[Place, ...],
    partners: tuple[ResolvedPartner, ...],
    network: str,
    fields: Sequence[ReportField],
) -> Snapshot:
    looked_up: Snapshot = {
        "municipality": place.number if place else "",
        "network": network,
        "participating": [one.number for one in participating],
        "partners": [{"organisation": one.organisation_id, "name": one.name, "amount": one.amount} for one in partners],
    }
    read = ((field, field.imported(values)) for field in fields if field.imported)
    return looked_up | {field.key: value for field, value in read if not (field.optional and value is None)}
