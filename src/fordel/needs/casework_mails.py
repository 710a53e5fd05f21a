"""Mail from the office to the people of an organisation, in the organisation's own form of Norwegian."""

from __future__ import annotations

from collections.abc import Callable

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from fordel.needs.models import NeedsReport
from fordel.parties.models import LanguageForm, Office, Organisation
from fordel.parties.selectors.people import emails_of_organisation
from fordel.shared.addresses import full_address
from fordel.shared.outbox import queue_mail

Text = Callable[[], tuple[str, str]]


def language_of(organisation: Organisation, office: Office) -> str:
    """`nb` or `nn`: the organisation's form, and the office's where it is neutral or not known."""
    forms = (organisation.language_form, office.language_form)
    return next((form for form in forms if form in (LanguageForm.BOKMAL, LanguageForm.NYNORSK)), "nb")


def write_to(organisation: Organisation, office: Office, text: Text) -> int:
    """Queues the mail (subject and body, written in the organisation's form) to everybody who acts for it; returns how
    many that is."""
    with override(language_of(organisation, office)):
        subject, body = text()
    return queue_mail(emails_of_organisation(organisation.pk), subject, body)


def own_page(report: NeedsReport) -> str:
    """The address of the owner's own page about the report."""
    return full_address(reverse("own_needs:report", kwargs={"report_id": report.pk}))


def name_of(report: NeedsReport) -> str:
    """`needs report 41 «Overgang barnehage–skole»`."""
    return _("needs report %(number)s «%(title)s»") % {"number": report.number, "title": report.title}
