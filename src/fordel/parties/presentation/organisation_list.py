"""The columns of the organisations that an office works with."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from fordel.parties.models import Office, Organisation
from fordel.shared.dates import full_date
from fordel.shared.pages.columns import ListColumn, ListTable, PageList

NOTHING: Final = "–"


def _form(row: Organisation) -> SafeString:
    """The form, and below it where it is from."""
    if not row.language_form_source or row.language_form_on is None:
        return format_html("{}", row.get_language_form_display())
    source = f"{row.language_form_source}, {full_date(row.language_form_on)}"
    return format_html('{}<br><span class="small muted">{}</span>', row.get_language_form_display(), source)


def organisation_table(office: Office, rows: Iterable[Organisation]) -> ListTable:
    """The organisations by name; each name leads to its page."""
    address = reverse("organisation", kwargs={"office": office.slug, "organisation_id": 0}).removesuffix("0/")
    columns: tuple[ListColumn[Organisation], ...] = (
        ListColumn(
            "name",
            _("Name"),
            lambda row: format_html('<a href="{}{}/">{}</a>', address, row.pk, row.name),
            is_heading=True,
        ),
        ListColumn("number", _("Organisation number"), lambda row: row.organisation_number or NOTHING, css="nowrap"),
        ListColumn("kind", _("Kind"), lambda row: row.get_kind_display()),
        ListColumn("place", _("Municipality"), lambda row: row.municipality.name if row.municipality else NOTHING),
        ListColumn("form", _("Form of Norwegian"), _form),
    )
    return PageList(columns).table(rows, _("Organisations by name"))
