"""A person's own views of the list of reports: keeps, renames and removes them."""

from __future__ import annotations

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from fordel.parties.models import Person
from fordel.reports.models import SavedView
from fordel.shared.errors import UserError

MOST_VIEWS = 30


def checked_name(name: str, field: str = "name") -> str:
    """The name with single spaces. Raises UserError that names the field when it is empty or too long."""
    name = " ".join(name.split())
    if not name:
        raise UserError(_("The name is missing."), _("Write what the view is to be called."), field)
    if len(name) > 60:
        raise UserError(_("The name is longer than 60 characters."), _("Shorten it."), field)
    return name


def save_view(office_id: int, person: Person, name: str, query: str, *, view_id: int | None = None) -> SavedView:
    """The new view, or the person's own view `view_id` with another name. Raises UserError when the name is missing,
    too long or taken."""
    name = checked_name(name)
    if len(query) > 1000:
        raise UserError(_("There are too many filters to keep."), _("Take some of them out."), "name")
    own = SavedView.objects.filter(office=office_id, person=person)
    if view_id is None and own.count() >= MOST_VIEWS:
        raise UserError(_("You have %(most)s views.") % {"most": MOST_VIEWS}, _("Delete one that you do not use."))
    try:
        with transaction.atomic():
            if view_id is None:
                return SavedView.objects.create(office_id=office_id, person=person, name=name, query=query)
            view = own.get(pk=view_id)
            view.name = name
            view.save(update_fields=["name"])
            return view
    except IntegrityError as error:
        raise UserError(_("You have a view with this name."), _("Choose another name."), "name") from error


def delete_view(view: SavedView) -> None:
    """A view is a convenience of one person: nothing of the case goes with it."""
    view.delete()
