"""An agreement from its first word to its end: written by two sides, signed by both, renewed and ended."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from fordel.parties.models import Organisation, Person, Role, RoleAssignment
from fordel.partnership.models import Agreement, AgreementState, Signature
from fordel.partnership.services.agreements import begin_agreement, discard_agreement, end_agreement
from fordel.partnership.services.sign import sign_agreement
from fordel.partnership.tasks import write_agreement
from fordel.shared.clock import now
from fordel.shared.errors import UserError
from fordel.shared.models import OutboxMail
from fordel.writing.services.save_fields import ClosedError
from tests.clients import client_of
from tests.hearing.hearings import later
from tests.partnership.agreements import begun, in_force, shown, sign, signatory, write
from tests.partnership.conftest import Pair
from tests.support.steps import carry_out

pytestmark = pytest.mark.django_db


def at(name: str, agreement: Agreement, **more: Any) -> str:
    return reverse(f"agreements:{name}", kwargs={"agreement_id": agreement.pk, **more})


def mails_to(person: Person) -> list[str]:
    return list(OutboxMail.objects.filter(recipient=person.email).order_by("pk").values_list("subject", flat=True))


def press_sign(client: Client, agreement: Agreement) -> Any:
    page = client.get(at("check", agreement)).content.decode()
    seen = page.partition('name="seen" value="')[2].partition('"')[0]
    return client.post(at("sign", agreement), {"seen": seen})


def test_an_agreement_is_written_by_two_and_signed_on_its_pages(pair: Pair) -> None:
    owner, provider = client_of(pair.owner), client_of(pair.provider)
    between = pair.partnership
    sent = {"other": str(between.provider_id), "language": "nn"}
    assert owner.post(reverse("own_partnerships:new"), sent).status_code == 302
    agreement = Agreement.objects.get(partnership=between)
    assert mails_to(pair.provider) == ["Bodø kommune har begynt på en avtale med dere"]
    assert "Eigaren leier tiltaket lokalt" in provider.get(at("agreement", agreement)).content.decode()
    terms = {"terms": "Vi deler utgiftene.", "v.terms": "1"}
    assert provider.post(at("part", agreement, part="about"), terms).status_code == 302
    days = {"first_day": "01.08.2026", "v.first_day": "0", "last_day": "31.07.2099", "v.last_day": "0"}
    assert owner.post(at("part", agreement, part="period"), days).status_code == 302
    assert press_sign(owner, agreement).status_code == 302
    assert mails_to(pair.provider)[-1] == "Bodø kommune har skrevet under avtalen med dere"
    assert press_sign(provider, agreement).status_code == 302
    agreement.refresh_from_db()
    assert agreement.state == AgreementState.IN_FORCE
    assert str(agreement.last_day) == "2099-07-31"
    read = owner.get(at("agreement", agreement)).content.decode()
    for signature in Signature.objects.select_related("person", "submission"):
        assert signature.person and signature.person.name in read and signature.sha256 in read
    paper = owner.get(at("pdf", agreement))
    assert paper.headers["Content-Type"] == "application/pdf" and paper.content.startswith(b"%PDF")


def test_only_those_with_the_right_can_sign(pair: Pair, person_as: Any) -> None:
    colleague = person_as("owner", organisation=pair.partnership.owner)
    agreement = begun(pair.partnership, pair.owner)
    client = client_of(colleague)
    page = client.get(at("check", agreement)).content.decode()
    assert 'name="seen"' not in page and "Kolleger" in page
    answer = client.post(at("sign", agreement), {"seen": shown(agreement)})
    assert answer.status_code == 409 and "ikke rett til å skrive under" in answer.content.decode()
    assert not Signature.objects.exists()
    RoleAssignment.objects.filter(person=pair.owner).update(may_sign=False)
    with pytest.raises(UserError, match="rett til å skrive under"):
        sign(agreement, pair.owner)


def test_a_change_after_one_signature_voids_it_and_says_so(pair: Pair) -> None:
    agreement = begun(pair.partnership, pair.owner)
    sign(agreement, pair.owner)
    before = shown(agreement)
    client = client_of(pair.provider)
    warned = client.get(at("part", agreement, part="about")).content.decode()
    assert "gjelder ikke underskriften fra Bodø kommune lenger" in warned
    write(agreement, {"terms": "<p>Noe annet.</p>"}, pair.provider)
    agreement.refresh_from_db()
    assert agreement.state == AgreementState.DRAFT
    assert not Signature.objects.filter(voided_at__isnull=True).exists()
    assert "gjelder ikke lenger" in mails_to(pair.owner)[-1]
    page = client_of(pair.owner).get(at("agreement", agreement)).content.decode()
    assert "Underskriften fra Bodø kommune gjelder ikke lenger" in page
    with pytest.raises(UserError, match="endret siden"):
        sign_agreement(agreement.pk, pair.provider, before, now())
    sign(agreement, pair.provider)
    assert sign(agreement, pair.owner).state == AgreementState.IN_FORCE


def test_an_attachment_after_one_signature_voids_it(pair: Pair) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    agreement = begun(pair.partnership, pair.owner)
    sign(agreement, pair.owner)
    client = client_of(pair.provider)
    client.post(at("attach", agreement), {"file": SimpleUploadedFile("plan.txt", b"Plan", "text/plain")})
    agreement.refresh_from_db()
    assert agreement.state == AgreementState.DRAFT
    kept = agreement.document.attachments.get()
    answer = client.get(at("enclosure", agreement, enclosure_id=kept.pk))
    assert b"".join(answer.streaming_content) == b"Plan"  # type: ignore[attr-defined]  # a file is streamed


def test_a_side_signs_once(pair: Pair, person_as: Any) -> None:
    agreement = begun(pair.partnership, pair.owner)
    sign(agreement, pair.owner)
    second = signatory(person_as, "owner", pair.partnership.owner)
    for person in (pair.owner, second):
        with pytest.raises(UserError, match="har allerede skrevet under"):
            sign(agreement, person)
    assert Signature.objects.count() == 1


def test_somebody_who_acts_for_both_sides_cannot_sign(pair: Pair) -> None:
    RoleAssignment.objects.create(
        person=pair.owner, role=Role.PARTNER, organisation=pair.partnership.provider, may_sign=True
    )
    agreement = begun(pair.partnership, pair.owner)
    with pytest.raises(UserError, match="begge sider"):
        sign(agreement, pair.owner)
    sign(agreement, pair.provider)
    with pytest.raises(UserError, match="begge sider"):
        sign(agreement, pair.owner)


def test_what_is_missing_or_out_of_time_cannot_be_signed(pair: Pair) -> None:
    agreement = begun(pair.partnership, pair.owner)
    client = client_of(pair.owner)
    for text, said in (("", "Gjelder til og med"), ("31.13.2026", "er ikke en dag"), ("01.01.2020", "er før første")):
        write(agreement, {"last_day": text}, pair.owner)
        page = client.get(at("check", agreement)).content.decode()
        assert 'name="seen"' not in page
        assert said in page
        assert client.post(at("sign", agreement), {"seen": shown(agreement)}).status_code == 302
    assert not Signature.objects.exists()


def test_an_agreement_is_ended_with_a_reason_and_cannot_be_signed_or_changed_after(pair: Pair) -> None:
    agreement = in_force(pair.partnership, pair.owner, pair.provider)
    client = client_of(pair.provider)
    refused = carry_out(client, at("end", agreement), {"reason": " "})
    assert refused.status_code == 422
    done = carry_out(client, at("end", agreement), {"reason": "Prosjektet er ferdig."})
    assert done.status_code == 302
    agreement.refresh_from_db()
    assert agreement.state == AgreementState.ENDED
    assert "Prosjektet er ferdig." in client_of(pair.owner).get(at("agreement", agreement)).content.decode()
    assert mails_to(pair.owner)[-1].startswith("Nord universitet")
    with pytest.raises(UserError, match="kan ikke skrives under"):
        sign(agreement, pair.owner)
    with pytest.raises(ClosedError):
        write(agreement, {"terms": "<p>Nytt</p>"}, pair.owner)


def test_a_renewal_begins_with_the_text_and_replaces_the_one_before(pair: Pair) -> None:
    first = in_force(pair.partnership, pair.owner, pair.provider, days=10)
    with later(days=20):
        page = client_of(pair.owner).get(at("agreement", first)).content.decode()
        assert "Avtalen har gått ut" in page
        answer = client_of(pair.owner).post(at("renew", first))
        second = Agreement.objects.get(renews=first)
        assert answer.headers["Location"] == at("part", second, part="period")
        write(second, {"first_day": "01.01.2027", "last_day": "01.01.2099"}, pair.provider)
        sign(second, pair.provider)
        assert sign(second, pair.owner).state == AgreementState.IN_FORCE
    first.refresh_from_db()
    assert first.state == AgreementState.REPLACED


def test_a_pair_writes_one_agreement_at_a_time(pair: Pair) -> None:
    agreement = begun(pair.partnership, pair.owner)
    with pytest.raises(UserError, match="allerede"):
        begin_agreement(pair.partnership, "provider", "nb", pair.provider)
    discard_agreement(agreement.pk, pair.provider)
    assert client_of(pair.owner).get(at("agreement", agreement)).status_code == 404
    begin_agreement(pair.partnership, "provider", "nb", pair.provider)


def test_others_and_the_office_do_not_read_a_draft(pair: Pair, person_as: Any) -> None:
    agreement = begun(pair.partnership, pair.owner)
    stranger = Organisation.objects.get(municipality__number="1833", kind="municipality")
    officer = client_of(person_as("case_officer"))
    for client in (client_of(person_as("owner", organisation=stranger)), officer):
        assert client.get(at("agreement", agreement)).status_code == 403
    sign(agreement, pair.owner)
    sign(agreement, pair.provider)
    assert officer.get(at("agreement", agreement)).status_code == 200
    assert officer.get(at("pdf", agreement)).status_code == 200


def test_the_pdf_is_written_once(pair: Pair) -> None:
    agreement = in_force(pair.partnership, pair.owner, pair.provider)
    submission = Signature.objects.filter(agreement=agreement)[0].submission
    write_agreement(submission.pk)
    submission.refresh_from_db()
    first = submission.receipt_id
    write_agreement(submission.pk)
    submission.refresh_from_db()
    assert submission.receipt_id == first is not None


def test_ending_needs_a_reason(pair: Pair) -> None:
    agreement = in_force(pair.partnership, pair.owner, pair.provider)
    with pytest.raises(UserError) as error:
        end_agreement(agreement.pk, "  ", pair.owner)
    assert error.value.field == "reason"


def test_the_side_that_has_not_signed_has_it_to_do(pair: Pair) -> None:
    agreement = begun(pair.partnership, pair.owner)

    def tasks() -> list[bool]:
        words = "Skriv under avtalen med"
        return [words in client_of(each).get("/").content.decode() for each in (pair.owner, pair.provider)]

    assert tasks() == [False, False], "nobody has signed"
    sign(agreement, pair.owner)
    assert tasks() == [False, True]
    write(agreement, {"roles": "<p>Noe annet.</p>"}, pair.provider)
    assert tasks() == [False, False], "the change voids the signature"
    sign(agreement, pair.provider)
    assert tasks() == [True, False]
    sign(agreement, pair.owner)
    assert tasks() == [False, False]
