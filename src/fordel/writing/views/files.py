"""Adds and removes the files of a document. A module has addresses and rules of access of its own, and calls these."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponseBase
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fordel.shared.access import PageRequest
from fordel.shared.errors import UserError
from fordel.shared.files import stored_file_answer
from fordel.writing.plugs.kinds import F, S, SentKind
from fordel.writing.selectors.attachments import attachment_of
from fordel.writing.services.attachments import add_attachment, remove_attachment
from fordel.writing.views.flash import keep_error


def add(request: PageRequest[Any], kind: SentKind[S, F], subject: S) -> None:
    """Keep every file that was sent and can be kept; the errors of the others wait for the next page."""
    person, kept, errors = request.actor.person_or_refuse, 0, []
    for file in request.FILES.getlist("file"):
        try:
            add_attachment(kind, subject, file.name or "", file.read(), person, request.received_at)
            kept += 1
        except UserError as error:
            errors.append(error)
    if not kept and not errors:
        errors = [UserError(_("You have not chosen a file."), _("Choose one or more files first."), "file")]
    if kept:
        text = ngettext("%(count)d attachment is added.", "%(count)d attachments are added.", kept)
        messages.success(request, text % {"count": kept})
    if errors:
        whole = UserError(" ".join(str(each) for each in errors), "", "file") if len(errors) > 1 else errors[0]
        keep_error(request, kind.document(subject).pk, "file", whole, typed={})


def remove(request: PageRequest[Any], kind: SentKind[S, F], document_id: int, attachment_id: int) -> None:
    """Remove the file; why it cannot be removed waits for the next page."""
    person = request.actor.person_or_refuse
    try:
        name = remove_attachment(kind, document_id, attachment_id, person, request.received_at)
        messages.success(request, _("«%(name)s» is taken out.") % {"name": name})
    except UserError as error:
        keep_error(request, document_id, "file", error, typed={})


def read(document_id: int, attachment_id: int) -> HttpResponseBase:
    """The file as it was uploaded. Raises Http404."""
    return stored_file_answer(attachment_of(document_id, attachment_id).file)
