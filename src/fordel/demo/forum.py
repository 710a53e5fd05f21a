"""The demo's forum: a seat for every group, conflicts of interest as they are suggested, and a closed prioritising."""

from __future__ import annotations

from datetime import date, datetime
from typing import Final

from fordel.forum.models import ForumMember
from fordel.forum.seats.selectors.impartiality import entitled, voting_seats
from fordel.forum.seats.services.keep_seat import SeatInput, add_seat
from fordel.forum.voting.services.prioritise import assess, close_prioritising, open_prioritising
from fordel.parties.models import Organisation, Person
from fordel.programme.models import Round
from fordel.reports.selectors.reports import bare_rows
from fordel.shared.clock import OSLO, today

_START: Final = date(2026, 1, 1)
_CLOSES: Final = datetime(2099, 1, 1, tzinfo=OSLO)
# group, seat, member, organisation number of the municipality or the name of the organisation
_SEATS: Final = (
    ("public_owner", "Kommunene i Salten", "Forumsmedlem Nordland", "1804"),
    ("public_owner", "Kommunene i Lofoten og Vesterålen", "Forumsmedlem Lofoten", "1865"),
    ("private_owner", "Private barnehager", "Forumsmedlem private", ""),
    ("university", "Universitet og høyskoler", "Forumsmedlem UH", ""),
    ("ks", "KS Nord-Norge", "Forumsmedlem KS", ""),
    ("pbl", "PBL", "Forumsmedlem PBL", ""),
    ("union", "Utdanningsforbundet", "Forumsmedlem Utdanningsforbundet", ""),
    ("union", "Fagforbundet", "Forumsmedlem Fagforbundet", ""),
    ("observer", "Sametinget", "Observatør Sametinget", ""),
)
_LETTERS: Final = str.maketrans({"ø": "o", "å": "a", "æ": "ae", " ": "."})


def load_demo_forum(round_: Round, member: Person, officer: Person) -> None:
    """`member` is the demo's forum member and holds the first seat."""
    for group, label, name, number in _SEATS:
        first = name == member.name
        email = member.email if first else f"{name.lower().translate(_LETTERS)}@demo.example"
        deputy = f"Vara {label}" if group == "union" else ""
        address = f"{deputy.lower().translate(_LETTERS)}@demo.example" if deputy else ""
        place = _organisation(group, number, round_)
        written = SeatInput(group, label, name, email, deputy, address, place, _START, None)
        add_seat(round_.office, written, officer)
    _prioritise(round_, officer)


def _organisation(group: str, number: str, round_: Round) -> int:
    """The id of the organisation behind the seat; 0 where it has none."""
    if number:
        return Organisation.objects.get(kind="municipality", municipality__number=number).pk
    if group == "university":
        return Organisation.objects.get(organisation_number="970422528").pk
    if group == "private_owner":
        owners = Organisation.objects.filter(kind="private_owner", reports__round=round_).order_by("reports__number")
        return owners.values_list("pk", flat=True).first() or 0
    return 0


def _prioritise(round_: Round, officer: Person) -> None:
    """Every member gives points to what they may assess; made up, and the same each time the demo is loaded."""
    opened = open_prioritising(round_, "points", _CLOSES, officer)
    seats: list[ForumMember] = voting_seats(round_.office_id, today())
    rows = bare_rows(round_)
    for place, seat in enumerate(seats):
        given = {
            row.number: str(4 + (row.number * 7 + place * 3) % 5 + bool(row.network_name) + bool(row.sami_perspective))
            for row in rows
            if entitled(row.id, [seat])
        }
        assess(opened.pk, seat, given)
    close_prioritising(opened.pk, officer)
