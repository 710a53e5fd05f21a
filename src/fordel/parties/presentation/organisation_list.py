"""The columns of the organisations that an office works with."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from fordel.parties.models import Office, Organisation
from fordel.shared.pages.columns import ListColumn, ListTable, PageList

NOTHING: Final = "–"


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
        ListColumn("form", _("Form of Norwegian"), lambda row: row.get_language_form_display()),
    )
    return PageList(columns).table(rows, _("Organisations by name"))
