"""Who hears of a proposal and of a decision, in which language, and what is done about those who cannot."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.utils.translation import override

from fordel.decisions.models import Letter, Proposal
from fordel.decisions.services.letters import issue_decision
from fordel.decisions.services.proposals import return_proposal, submit_proposal
from fordel.parties.models import Organisation, Person
from fordel.shared.models import OutboxMail
from tests.decisions.conftest import know_forms
from tests.support.where import HOME

pytestmark = pytest.mark.django_db
HERE = f"{HOME}vedtak/"


def _speaks(person: Person, language: str) -> None:
    Person.objects.filter(pk=person.pk).update(language=language)


def test_the_approver_and_the_author_read_their_own_language(proposal: Proposal, officer: Any, approver: Any) -> None:
    _speaks(approver, "nn")
    _speaks(officer, "en")
    with override("en"):
        submitted = submit_proposal(proposal.pk, officer)
    mail = OutboxMail.objects.get(recipient=approver.email)
    assert mail.subject == "Eit forslag for 2026 ventar på godkjenning frå deg"
    with override("nn"):
        return_proposal(submitted.pk, "Sjå på melding 12.", approver)
    assert OutboxMail.objects.get(recipient=officer.email).subject == "Your proposal for 2026 was returned"


def test_recipients_are_notified_in_their_form_and_the_office_sees_who_cannot_be(
    approved: Proposal, officer: Any, client_of: Any, person_as: Any
) -> None:
    hamaroy = Organisation.objects.get(name="Hamarøy kommune")
    anne, gone = person_as("owner", organisation=hamaroy), person_as("owner", organisation=hamaroy)
    know_forms(approved, officer, "nn")
    left = Organisation.objects.get(name="Sortland kommune")
    Person.objects.filter(pk__in=[gone.pk, person_as("owner", organisation=left).pk]).update(is_active=False)
    client = client_of(officer)

    page = client.get(HERE).content.decode()
    links = re.findall(r'href="(/nordland/organisasjoner/\d+/)">([^<]+)', page)
    assert "Sortland kommune" in dict(map(reversed, links))
    assert "UiT Norges arktiske universitet" in dict(map(reversed, links))
    assert "Hamarøy kommune" not in dict(map(reversed, links))
    assert f"{len(links)} mottakere har ingen i Fordel" in page
    for path, _name in links[:2]:
        assert client.get(path).status_code == 200

    with override("en"):
        issue_decision(approved.pk, officer)
    assert OutboxMail.objects.get(recipient=anne.email).subject.startswith("Brev frå")
    assert not OutboxMail.objects.filter(recipient=gone.email).exists()
    unreached = Letter.objects.exclude(unreached_at=None)
    assert set(unreached.values_list("recipient__name", flat=True)) == {name for _path, name in links}
    issued_at = Proposal.objects.get(pk=approved.pk).issued_at
    assert set(unreached.values_list("unreached_at", flat=True)) == {issued_at}

    person_as("owner", organisation=left)
    page = client.get(f"{HERE}brev/").content.decode()
    assert f"{unreached.count()} brev gikk til mottakere som ikke hadde noen i Fordel" in page
    assert "Hadde ingen i Fordel da brevet ble sendt" in page, "kept, also when somebody is there now"
