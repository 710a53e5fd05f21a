"""What the demo's case officer has done in February: some reports ready, one sent back, a question, notes, and two late
ones that do not count."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from fordel.demo.clock import at
from fordel.parties.models import Person, Role, RoleAssignment
from fordel.programme.models import Round
from fordel.reports.casework.services.bulk import accept_reports, assign_reports
from fordel.reports.casework.services.change_state import change_state
from fordel.reports.casework.services.messages import ask_owner, write_note
from fordel.reports.intake.services.apply_import import import_file
from fordel.reports.models import NeedsReport, ReportStateChange
from fordel.reports.services.index_report import index_reports
from fordel.reports.services.report_rules import REPORTS
from fordel.shared.clock import now
from fordel.shared.lifecycles import advance

FEBRUARY: Final = "2026-02-19T10:20"
READY: Final = (1, 2, 4, 9, 10, 12, 14, 15, 17, 20, 22, 25)
MINE: Final = (3, 5, 7, 8, 31, 41, 45)
_LATE: Final = """Nr;Eier;Org.nr;Kommunenr;Målgruppe;Tiltak;Tema;Samarbeidspartner;Varighet (år);Meldt behov 2026 (kr)
53;Bodø kommune;972418013;1804;Skole;Programmering for elevrådet;Digital praksis;Nord universitet;1;180 000
54;Rana kommune;872418032;1833;Barnehage;Felles språkkartlegging;Språk og lesing;Nord universitet;1;240 000
"""
_NOTE: Final = "Snakket med oppvekstsjefen 12. februar: koordinatoren er ansatt fra april."


def load_demo_casework(round_: Round, officer: Person) -> None:
    """Done in February by the demo's clock, which is set back afterwards. What counts is the same as before."""
    with at(FEBRUARY):
        import_file(round_, "etternolere.csv", _LATE.encode(), officer)
        reports = {report.number: report for report in NeedsReport.objects.filter(round=round_)}
        index_reports(report.pk for report in reports.values())
        accept_reports(round_, [reports[number].pk for number in READY], officer)
        assign_reports(round_, [reports[number].pk for number in MINE], officer.pk, officer)
        soon = now() + timedelta(days=12)
        _say(reports[3], officer, soon)
        change_state(
            reports[7].pk,
            "return",
            officer,
            seen=None,
            reason="Det står ikke hvordan de ansatte har medvirket. Skriv det inn, og send på nytt.",
            reply_by=soon.replace(hour=0, minute=0, second=0),
        )
        change_state(
            reports[53].pk,
            "refuse",
            officer,
            seen=None,
            reason="Tiltaket er opplæring av elever. Tilskuddet gjelder ansattes kompetanse.",
        )
        _withdrawn(reports[54])
        write_note(reports[41], _NOTE, officer)


def _say(report: NeedsReport, officer: Person, until: datetime) -> None:
    text = "Hvor mange barnehager er med i nettverket, og hvem er koordinator?"
    ask_owner(report.pk, text, until.replace(hour=0, minute=0, second=0), officer, seen=None)


def _withdrawn(report: NeedsReport) -> None:
    """As somebody who acts for its owner did it."""
    person = Person.objects.create_user("eier.trakk@demo.example", "Eva Eide")
    RoleAssignment.objects.create(person=person, role=Role.OWNER, organisation=report.owner)
    step = advance(REPORTS, report, "withdraw", person)
    report.save(update_fields=["state"])
    ReportStateChange.objects.create(
        report=report, verb="withdraw", source=step.source, target=step.target, at=now(), by=person
    )
