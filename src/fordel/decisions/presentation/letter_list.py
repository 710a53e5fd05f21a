"""The columns of the letters of a decision, and of those to a recipient."""

from __future__ import annotations

from typing import Final, NamedTuple

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fordel.core.money import format_kroner
from fordel.decisions.models import Letter
from fordel.decisions.selectors.letters import Appeal
from fordel.shared.dates import short_date
from fordel.shared.pages.columns import ListColumn, PageList


class LetterRow(NamedTuple):
    """A letter, and when an appeal must have come; None until the letter is opened."""

    letter: Letter
    appeal: Appeal | None


def _recipient(row: LetterRow) -> SafeString | str:
    name = row.letter.recipient.name
    if not row.letter.unreached_at:
        return name
    said = _("Had nobody in Fordel when the letter was sent")
    return format_html('{}<br><span class="small muted">{}</span>', name, said)


def _file(row: LetterRow) -> SafeString:
    words = {"number": row.letter.award.report.number, "recipient": row.letter.recipient.name}
    label = _("PDF of the letter about report %(number)s to %(recipient)s") % words
    return format_html('<a href="{}" aria-label="{}">PDF</a>', reverse("letters:pdf", args=[row.letter.pk]), label)


def _title(row: LetterRow) -> SafeString:
    return format_html('<a href="{}">{}</a>', reverse("letters:letter", args=[row.letter.pk]), row.letter.text["title"])


_AMOUNT: Final[ListColumn[LetterRow]] = ListColumn(
    "amount", gettext_lazy("Kroner"), lambda row: format_kroner(row.letter.text["amount"]), is_numeric=True
)
LETTERS: Final[PageList[LetterRow]] = PageList(
    (
        ListColumn("number", gettext_lazy("No."), lambda row: row.letter.award.report.number, is_numeric=True),
        ListColumn("title", gettext_lazy("Letter"), _title, is_heading=True),
        ListColumn("recipient", gettext_lazy("Recipient"), _recipient),
        ListColumn("kind", gettext_lazy("Kind"), lambda row: row.letter.get_kind_display()),
        _AMOUNT,
        ListColumn(
            "received",
            gettext_lazy("Received"),
            lambda row: short_date(row.appeal.received_at) if row.appeal else _("not opened"),
        ),
        ListColumn(
            "appeal_by", gettext_lazy("Appeal by"), lambda row: short_date(row.appeal.last_day) if row.appeal else "–"
        ),
        ListColumn("file", gettext_lazy("File"), _file),
    )
)


def _own_title(row: LetterRow) -> SafeString:
    letter = row.letter
    address = reverse("letters:letter", args=[letter.pk])
    return format_html('<a href="{}" lang="{}">{}</a>', address, letter.language, letter.text["title"])


OWN_LETTERS: Final[PageList[LetterRow]] = PageList(
    (
        ListColumn("title", gettext_lazy("Letter"), _own_title, is_heading=True),
        ListColumn("dated", gettext_lazy("Date"), lambda row: short_date(row.letter.dated)),
        _AMOUNT,
        ListColumn(
            "appeal_by",
            gettext_lazy("Appeal by"),
            lambda row: short_date(row.appeal.last_day) if row.appeal else _("counts from when you open it"),
        ),
    )
)
