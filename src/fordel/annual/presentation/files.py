"""A report as XLSX, JSON and PDF, all from the same content. Files of what is not sent are marked as drafts."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from fordel.annual.models import AnnualReport, AnnualSignature
from fordel.annual.presentation.tables import SectionView, sections_of
from fordel.annual.presentation.words import here, title_of
from fordel.core.annual.content import content_hash
from fordel.insight.presentation.exports.download import Download
from fordel.insight.presentation.exports.spreadsheet import XLSX, sheet_name, workbook_of
from fordel.insight.presentation.tables import Cell, Table
from fordel.programme.models import Round
from fordel.shared.clock import now
from fordel.shared.dates import full_date, moment
from fordel.shared.documents.pdf import render_pdf

KINDS: Final = ("pdf", "xlsx", "json")
KIND_PATTERN: Final = "|".join(KINDS)
TEMPLATE: Final = Path(__file__).resolve().parents[1] / "templates" / "annual" / "report.typ"
_SHEET: Final = 28


class Filed:
    """What a file is made of: the content, and the report that it is of (None as long as nothing is written)."""

    def __init__(
        self,
        round_: Round,
        content: Mapping[str, Any],
        report: AnnualReport | None = None,
        signatures: Sequence[AnnualSignature] = (),
    ) -> None:
        self.round, self.content, self.report, self.signatures = round_, content, report, signatures

    @property
    def is_draft(self) -> bool:
        return self.report is None or not self.report.is_sent

    @property
    def sha256(self) -> str:
        return content_hash(self.content)

    @property
    def title(self) -> str:
        title = title_of(self.content)
        return f"{_('Draft')}: {title}" if self.is_draft else title

    @property
    def sections(self) -> list[SectionView]:
        return sections_of(self.content)

    def signed(self) -> list[tuple[str, str, str]]:
        """(role, name, when) of each signature."""
        return [
            (str(each.get_role_display()), each.person.name if each.person else "–", moment(each.signed_at))
            for each in self.signatures
        ]

    def facts(self) -> list[tuple[str, str]]:
        """What is said of the whole, as labels and values."""
        sent = self.report.sent_at if self.report else None
        found = [
            (_("Office"), self.content["office"]["name"]),
            (_("Scheme"), here(self.content["scheme"]["name"])),
            (_("Year"), str(self.content["year"])),
            (_("Version"), str(self.content["version"])),
            (_("State"), _("Sent %(day)s") % {"day": full_date(sent)} if sent else _("Draft, not sent")),
        ]
        return found + [
            (_("Signed: %(role)s") % {"role": role}, f"{name}, {when}") for role, name, when in self.signed()
        ]


def file_of(filed: Filed, kind: str) -> Download:
    """The report as a file of the kind."""
    made: Mapping[str, Callable[[Filed], Download]] = {"pdf": _pdf, "xlsx": _xlsx, "json": _json}
    return made[kind](filed)


def _name(filed: Filed, kind: str) -> str:
    draft = "-utkast" if filed.is_draft else ""
    return f"arsrapport-{filed.round.file_part}-v{filed.content['version']}{draft}.{kind}"


def as_json(filed: Filed) -> dict[str, Any]:
    """The report as programs read it (docs/annual-report.md)."""
    report = filed.report
    return {
        "is_draft": filed.is_draft,
        "state": report.state if report else "draft",
        "sent_at": report.sent_at.isoformat() if report and report.sent_at else None,
        "sha256": filed.sha256,
        "signatures": [
            {"role": each.role, "name": each.person.name if each.person else None, "at": each.signed_at.isoformat()}
            for each in filed.signatures
        ],
        "content": filed.content,
    }


def json_of(name: str, content: Any) -> Download:
    """Plain data as a file for programs."""
    text = json.dumps(content, ensure_ascii=False, indent=2)
    return Download(name, "application/json; charset=utf-8", text.encode())


def _json(filed: Filed) -> Download:
    return json_of(_name(filed, "json"), as_json(filed))


def _xlsx(filed: Filed) -> Download:
    """A sheet for the whole, one for each table, and one for the comments."""
    two = ((_("What"), False), (_("Value"), False))
    rows = [*filed.facts(), (_("Checksum (SHA-256)"), filed.sha256)]
    facts = Table(filed.title, two, tuple((Cell(name), Cell(value)) for name, value in rows))
    sheets = [(_("Annual report"), facts)]
    for section in filed.sections:
        for table in section.tables:
            sheets.append((sheet_name(f"{len(sheets)} {section.title}")[:_SHEET], table))
    three = ((_("Section"), False), (_("Question"), False), (_("Comment"), False))
    said = tuple((Cell(each.title), Cell(each.prompt), Cell(each.comment)) for each in filed.sections)
    sheets.append((_("Comments"), Table(_("Comments"), three, said)))
    return Download(_name(filed, "xlsx"), XLSX, workbook_of(filed.title, sheets))


def _pdf(filed: Filed) -> Download:
    """Tagged like the letters."""
    data = {
        "mark": _("Draft") if filed.is_draft else "",
        "office": filed.content["office"]["name"],
        "heading": title_of(filed.content),
        "facts": filed.facts(),
        "checksum": f"{_('Checksum (SHA-256)')}: {filed.sha256}",
        "fetched": _("Fetched from:"),
        "note": filed.content["note"],
        "none": _("No comment."),
        "sections": [_printed(each) for each in filed.sections],
        "made": _("Made %(when)s in Fordel.") % {"when": moment(now())},
    }
    content = render_pdf(TEMPLATE, data, title=filed.title, language=get_language() or "nb")
    return Download(_name(filed, "pdf"), "application/pdf", content)


def _printed(section: SectionView) -> dict[str, Any]:
    return {
        "heading": section.title,
        "tables": [
            {
                "columns": [[heading, "right" if numeric else "left"] for heading, numeric in table.columns],
                "rows": table.texts(),
                "sum": [cell.text for cell in table.total],
            }
            for table in section.tables
        ],
        "sources": section.sources,
        "prompt": section.prompt,
        "paragraphs": [part for part in section.comment.splitlines() if part.strip()],
    }
