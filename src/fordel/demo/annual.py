"""The yearly reports to Udir: the former years are sent and signed, and that of 2026 is begun. What the office says in
them is an example."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from fordel.annual.selectors.layouts import needed_layout
from fordel.annual.services.prepare import make_ready
from fordel.annual.services.sign import sign_report
from fordel.annual.services.write import save_comment
from fordel.demo.clock import at
from fordel.parties.models import Office, Person, Role
from fordel.programme.models import Round

BEGUN: Final = "2027-01-18T08:30"
_SAID: Final[Mapping[str, str]] = {
    "year": "Alle som meldte behov, fikk svar i mars. Forumet var enig om innstillingen. Eksempel.",
    "groups": "Alle tre ordningene ble brukt. Det er flere barnehager med enn året før. Eksempel.",
    "ahead": "Vi begynner samlingene tidligere, så flere små kommuner kan være med. Eksempel.",
}
_BEGUN: Final = (
    "Dette var det første året med den nye forskriften. Alle meldte behov fikk plass i rammen, og en del er holdt igjen"
    " til felles tiltak. Eksempel."
)


def send_former_reports(office: Office, staff: Mapping[Role, Person], *, years: Iterable[int]) -> None:
    """The reports of these years, each in February of the year after."""
    for year in years:
        round_ = Round.objects.select_related("office", "scheme").get(office=office, scheme__code="regional", year=year)
        officer, approver = staff[Role.CASE_OFFICER], staff[Role.APPROVER]
        with at(f"{year + 1}-02-20T10:00"):
            for code, text in _SAID.items():
                _say(round_, code, text, officer)
            report = make_ready(round_, officer)
            sign_report(report.pk, officer, Role.CASE_OFFICER, report.sha256)
            sign_report(report.pk, approver, Role.APPROVER, report.sha256)


def begin_annual_report(round_: Round, officer: Person) -> None:
    """The first comment of the year's report."""
    with at(BEGUN):
        _say(round_, "year", _BEGUN, officer)


def _say(round_: Round, code: str, text: str, person: Person) -> None:
    section = needed_layout(round_.scheme).section(code)
    if section is not None:
        save_comment(round_, section, 0, text, person)
