"""Who gives the right to sign, the office's template and the lists of pairs."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from fordel.parties.models import Organisation, RoleAssignment
from fordel.partnership.models import Agreement, OfficeTemplate
from fordel.partnership.services.agreements import begin_agreement, partnership_of
from fordel.reports.models import ReportPartner
from fordel.shared.models import AuditEntry
from tests.clients import client_of
from tests.partnership.agreements import begun, in_force
from tests.partnership.conftest import Pair

pytestmark = pytest.mark.django_db
OFFICE = {"office": "nordland"}
TEMPLATE = reverse("partnerships:template", kwargs=OFFICE)
OVERVIEW = reverse("partnerships:list", kwargs=OFFICE)


def test_an_administrator_gives_the_right_to_sign_and_takes_it_back(pair: Pair, person_as: Any) -> None:
    own = RoleAssignment.objects.get(person=pair.owner)
    colleague = person_as("owner", organisation=pair.partnership.owner)
    role = RoleAssignment.objects.get(person=colleague)
    address = reverse("set-right-to-sign", kwargs={"assignment_id": role.pk})
    client = client_of(pair.owner)
    assert client.post(address, {"may_sign": "1"}).status_code == 403
    own.is_administrator = True
    own.save(update_fields=["is_administrator"])
    assert "Gi rett til underskrift" in client.get(reverse("colleagues")).content.decode()
    for wanted in ("1", "0"):
        assert client.post(address, {"may_sign": wanted}).status_code == 302
        role.refresh_from_db()
        assert role.may_sign == (wanted == "1")
    verbs = AuditEntry.objects.filter(action__contains="signing").order_by("pk").values_list("action", flat=True)
    assert list(verbs) == ["parties.role.signing_given", "parties.role.signing_taken"]
    assert client_of(person_as("case_officer")).post(address, {"may_sign": "1"}).status_code == 403


def test_new_agreements_begin_with_the_template_of_the_office(pair: Pair, person_as: Any) -> None:
    officer = client_of(person_as("case_officer"))
    page = officer.get(TEMPLATE).content.decode()
    assert "forslag" in page and "Eigaren leier tiltaket lokalt" in page
    before = begun(pair.partnership, pair.owner)
    names = [f"{code}_{language}" for code in ("roles", "expectations", "terms") for language in ("nb", "nn")]
    texts = {name: f"Tekst {name}.\n\n- første\n- andre" for name in names}
    refused = officer.post(TEMPLATE, {**texts, "terms_nn": ""})
    assert refused.status_code == 422 and 'href="#terms_nn"' in refused.content.decode()
    assert officer.post(TEMPLATE, texts).status_code == 302
    assert officer.post(TEMPLATE, texts).status_code == 302, "the same again is no new version"
    kept = OfficeTemplate.objects.get()
    assert kept.version == 1
    assert "Tekst terms_nb" not in str(before.document.fields.get(key="terms").value)
    rana = Organisation.objects.get(municipality__number="1833", kind="municipality")
    fresh = begin_agreement(partnership_of(rana, pair.partnership.provider), "provider", "nn", pair.provider)
    assert fresh.template == kept
    assert fresh.document.fields.get(key="terms").value.startswith("<p>Tekst terms_nn.</p><ul><li>")
    assert officer.post(TEMPLATE, {**texts, "roles_nb": "Annet"}).status_code == 302
    assert "Tekst roles_nb" in officer.get(TEMPLATE, {"versjon": "1"}).content.decode()
    assert client_of(person_as("approver")).post(TEMPLATE, texts).status_code == 403


def test_the_overview_has_every_pair_with_and_without_an_agreement(pair: Pair, imported: Any, person_as: Any) -> None:
    officer = client_of(person_as("case_officer"))
    in_force(pair.partnership, pair.owner, pair.provider)
    with CaptureQueriesContext(connection) as queries:
        everything = officer.get(OVERVIEW)
    assert len(queries) == 9, [each["sql"][:90] for each in queries]
    assert everything.context["every"] > 20
    signed = officer.get(OVERVIEW, {"state": "in_force"})
    assert [row.owner for row in signed.context["page"]] == ["Bodø kommune"]
    without = officer.get(OVERVIEW, {"state": "none", "q": "uit", "sort": "-measures"})
    rows = list(without.context["page"])
    assert rows and all(row.agreement is None and row.provider.startswith("UiT") for row in rows)
    assert [row.measures for row in rows] == sorted((row.measures for row in rows), reverse=True)
    file = officer.get(reverse("partnerships:list-file", kwargs={**OFFICE, "kind": "csv"}), {"state": "in_force"})
    assert "Bodø kommune" in file.content.decode("utf-8-sig") and len(file.content.decode().splitlines()) == 2


def test_an_organisation_sees_its_own_pairs(pair: Pair, imported: Any) -> None:
    begun(pair.partnership, pair.owner)
    client = client_of(pair.owner)
    page = client.get(reverse("own_partnerships:list"))
    assert "Nord universitet" in page.content.decode()
    assert {row.owner_id for row in page.context["rows"]} == {pair.partnership.owner_id}
    file = client.get(reverse("own_partnerships:list-file", kwargs={"kind": "csv"}))
    assert "Nord universitet" in file.content.decode("utf-8-sig")
    provider = client_of(pair.provider).get(reverse("own_partnerships:list"))
    assert {row.provider_id for row in provider.context["rows"]} == {pair.partnership.provider_id}


def test_a_measure_of_the_two_can_be_chosen(pair: Pair, imported: Any) -> None:
    measure = imported.reports.filter(owner=pair.partnership.owner)[0]
    ReportPartner.objects.get_or_create(report=measure, organisation=pair.partnership.provider)
    agreement = begun(pair.partnership, pair.owner)
    client = client_of(pair.owner)
    address = reverse("agreements:part", kwargs={"agreement_id": agreement.pk, "part": "period"})
    page = client.get(address).content.decode()
    assert measure.title in page
    assert client.post(address, {"measures": str(measure.pk), "v.measures": "0"}).status_code == 302
    assert Agreement.objects.get().document.fields.get(key="measures").value == [str(measure.pk)]


def test_only_an_owner_and_a_provider_are_a_pair(pair: Pair) -> None:
    client = client_of(pair.owner)
    rana = Organisation.objects.get(municipality__number="1833", kind="municipality")
    for other in ("", str(rana.pk)):
        answer = client.post(reverse("own_partnerships:new"), {"other": other, "language": "nb"})
        assert answer.status_code == 422 and 'href="#other"' in answer.content.decode()
    assert not Agreement.objects.exists()
