"""The forms of Norwegian of those who get a letter: chosen by hand for many, or loaded from a file, on the page."""

from __future__ import annotations

from typing import Any, Final

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from fordel.decisions.models import Proposal
from fordel.decisions.selectors.recipients import recipients_without_form
from fordel.parties.models import Organisation, Person
from fordel.shared.models import AuditEntry
from tests.clients import client_of
from tests.support.where import WHERE

pytestmark = pytest.mark.django_db
HEAD: Final = "number,form,source,date\n"
SOURCE: Final = "Vedtak 1/20"


def _owner(number: str) -> Organisation:
    return Organisation.objects.get(kind="municipality", municipality__number=number)


def test_a_form_chosen_by_hand_for_many_names_each_of_them_in_history(
    approved: Proposal,
    officer: Person,
    client_as: Any,
) -> None:
    waiting = recipients_without_form(approved)
    address = reverse("decisions:language-forms", kwargs={**WHERE, "proposal_id": approved.pk})
    assert client_of(officer).post(address, {"all": "nb"}).status_code == 302
    logged = AuditEntry.objects.filter(action="parties.organisation.language_form_set")
    assert {int(each.subject_id) for each in logged} == {each.pk for each in waiting}
    history = client_as("auditor").get("/nordland/historikk.json").content.decode()
    for organisation in waiting:
        assert organisation.name in history


def test_the_page_takes_the_same_file_for_the_office_alone(approved: Proposal, officer: Person) -> None:
    address = reverse("decisions:load-forms", kwargs={**WHERE, "proposal_id": approved.pk})
    client, elsewhere = client_of(officer), _owner("5001")
    rows = f"{HEAD}1875,nn,{SOURCE},2020-03-14\n5001,nn,{SOURCE},2020-03-14\n"
    before = len(recipients_without_form(approved))
    wrong = client.post(
        address, {"forms": SimpleUploadedFile("f.csv", f"{HEAD}1875,xx,{SOURCE},2020-03-14\n".encode())}
    )
    assert wrong.status_code == 422 and "Linje 2: «xx» er ingen målform" in wrong.content.decode()
    assert client.post(address).status_code == 422
    done = client.post(address, {"forms": SimpleUploadedFile("f.csv", rows.encode())}, follow=True)
    assert "1 målform er satt. 1 rad gjelder et annet embete" in done.content.decode()
    assert len(recipients_without_form(approved)) == before - 1
    elsewhere.refresh_from_db()
    assert elsewhere.language_form == ""
    page = client.get(reverse("organisation", args=["nordland", _owner("1875").pk])).content.decode()
    assert SOURCE in page and "14.\xa0mars 2020" in page
    assert SOURCE in client.get("/nordland/organisasjoner/?q=Hamar").content.decode()
