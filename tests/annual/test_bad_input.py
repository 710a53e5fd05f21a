"""What must not become of a yearly report: each says clearly what is wrong, signs and sends nothing, and loses
nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse

from fordel.annual.models import AnnualComment, AnnualReport, AnnualSignature
from fordel.annual.services.sign import sign_report
from fordel.core.scheme import SchemeError
from fordel.parties.models import Office, Person, RoleAssignment
from fordel.programme.services.load_schemes import SCHEMES, load_schemes
from fordel.shared.clock import OSLO
from fordel.shared.errors import UserError
from fordel.shared.models import OutboxMail
from tests.annual.conftest import World
from tests.annual.reports import at, commented, made_ready, sent, write
from tests.clients import client_of
from tests.support.steps import carry_out

pytestmark = pytest.mark.django_db


def refused(act: Callable[[], object]) -> str:
    with pytest.raises(UserError) as found:
        act()
    return str(found.value)


def also(person: Person, role: str) -> Person:
    """The person in another role at Nordland too."""
    RoleAssignment.objects.create(person=person, role=role, office=Office.objects.get(slug="nordland"))
    return person


def sign(report: AnnualReport, person: Person, role: str, seen: str | None = None) -> AnnualReport:
    return sign_report(report.pk, person, role, report.sha256 if seen is None else seen)


def test_whoever_wrote_a_comment_does_not_give_the_last_signature(world: World) -> None:
    writer = also(world.approver, "case_officer")
    write(world.round, "ahead", "Vi begynner tidligere.", writer)
    report = made_ready(world.round, world.officer)
    sign(report, world.officer, "case_officer")
    assert "Du har skrevet i denne rapporten" in refused(lambda: sign(report, writer, "approver"))
    page = client_of(writer).get(at("report", world.round)).content.decode()
    assert "den som har skrevet en kommentar eller gjort rapporten klar, kan ikke gi den" in page
    assert world.report.state == "half_signed"


def test_whoever_wrote_in_an_earlier_version_does_not_give_the_last_signature(world: World) -> None:
    other = also(world.signer, "approver")
    write(world.round, "ahead", "Vi begynner tidligere.", other)
    sent(world.round, world.officer, world.approver)
    assert carry_out(client_of(world.officer), at("correct", world.round)).status_code == 302
    write(world.round, "ahead", "Noe annet.", world.officer)
    report = made_ready(world.round, world.officer)
    sign(report, world.officer, "case_officer")
    assert "Du har skrevet i denne rapporten" in refused(lambda: sign(report, other, "approver"))


def test_nobody_signs_twice_in_two_roles(world: World) -> None:
    both = also(world.signer, "approver")
    report = made_ready(world.round, world.officer)
    sign(report, both, "case_officer")
    assert "Du har skrevet under allerede" in refused(lambda: sign(report, both, "approver"))
    assert "Du har skrevet under allerede" in refused(lambda: sign(report, both, "case_officer"))
    assert AnnualSignature.objects.count() == 1


def test_signatures_come_in_the_order_of_the_layout(world: World) -> None:
    report = made_ready(world.round, world.officer)
    assert "fra rollen: saksbehandler" in refused(lambda: sign(report, world.approver, "approver")).lower()
    sign(report, world.officer, "case_officer")
    assert "fra rollen: godkjenner" in refused(lambda: sign(report, world.signer, "case_officer")).lower()


def test_a_role_that_has_ended_signs_nothing(world: World) -> None:
    report = made_ready(world.round, world.officer)
    RoleAssignment.objects.filter(person=world.officer, role="case_officer").delete()
    assert "Du har ikke rollen" in refused(lambda: sign(report, world.officer, "case_officer"))
    also(world.officer, "approver")
    assert "fra rollen" in refused(lambda: sign(report, world.officer, "case_officer"))
    assert not AnnualSignature.objects.exists()


def test_what_is_signed_is_what_was_read(world: World) -> None:
    report = made_ready(world.round, world.officer)
    page = client_of(world.officer).get(at("sign", world.round)).content.decode()
    assert report.sha256 in page
    assert "Rapporten er endret etter" in refused(lambda: sign(report, world.officer, "case_officer", "0" * 64))


def test_a_changed_comment_voids_the_first_signature_and_notifies(world: World) -> None:
    report = made_ready(world.round, world.officer)
    sign(report, world.signer, "case_officer")
    write(world.round, "year", "Noe mer skjedde.", world.officer)
    found = world.report
    assert (found.state, found.content, found.sha256) == ("draft", None, "")
    assert AnnualSignature.objects.get().voided_at is not None
    mails = OutboxMail.objects.filter(recipient=world.signer.email).values_list("subject", flat=True)
    assert "Underskriften din på årsrapporten for 2026 gjelder ikke lenger" in mails
    assert "ikke klar til underskrift" in refused(lambda: sign(report, world.approver, "approver"))


def test_a_report_taken_back_is_a_draft_and_its_signature_is_void(world: World) -> None:
    sign(made_ready(world.round, world.officer), world.signer, "case_officer")
    assert carry_out(client_of(world.approver), at("take-back", world.round)).status_code == 302
    assert world.report.state == "draft"
    assert AnnualSignature.objects.get().voided_at is not None
    assert AnnualComment.objects.count() == 3


def test_a_comment_that_is_too_long_comes_back_whole(world: World) -> None:
    text = "å" * 2001
    answer = client_of(world.officer).post(at("comment", world.round, topic="year"), {"text": text, "seen": "0"})
    assert answer.status_code == 422
    assert text in answer.content.decode()
    assert "2001 tegn" in answer.content.decode()
    assert not AnnualReport.objects.exists()


def test_two_who_write_at_the_same_time_lose_nothing(world: World) -> None:
    address = at("comment", world.round, topic="year")
    mine, theirs = client_of(world.officer), client_of(world.signer)
    assert theirs.post(address, {"text": "Deres", "seen": "0"}).status_code == 302
    answer = mine.post(address, {"text": "Min", "seen": "0"})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert f"Det {world.signer.name} har lagret" in page
    assert "Deres" in page
    assert "Min</textarea>" in page
    assert 'name="seen" value="1"' in page
    assert AnnualComment.objects.get().text == "Deres"
    assert mine.post(address, {"text": "Deres og min", "seen": "1"}).status_code == 302
    assert AnnualComment.objects.get().text == "Deres og min"


@pytest.mark.parametrize("seen", ["", "-1", "x", "9" * 40])
def test_a_version_that_is_no_number_is_out_of_date(world: World, seen: str) -> None:
    write(world.round, "year", "Først", world.officer)
    address = at("comment", world.round, topic="year")
    assert client_of(world.officer).post(address, {"text": "Så", "seen": seen}).status_code == 409
    assert AnnualComment.objects.get().text == "Først"


def test_nothing_is_written_or_signed_after_sending(world: World) -> None:
    report = sent(world.round, world.officer, world.approver)
    assert "sendt allerede" in refused(lambda: write(world.round, "year", "For sent", world.officer))
    assert "sendt allerede" in refused(lambda: sign(report, world.approver, "approver"))
    officer = client_of(world.officer)
    for step in ("ready", "take-back", "sign", "discard"):
        answer = carry_out(officer, at(step, world.round))
        assert (step, answer.status_code) == (step, 409)
    assert world.report.state == "sent"


def test_nothing_is_written_before_the_day_it_opens(world: World, at_time: Any) -> None:
    at_time(datetime(2027, 1, 15, 23, 59, 59, tzinfo=OSLO))
    assert "åpner 16.\xa0januar 2027" in refused(lambda: write(world.round, "year", "For tidlig", world.officer))
    assert not AnnualReport.objects.exists()
    at_time(datetime(2027, 1, 16, tzinfo=OSLO))
    write(world.round, "year", "I tide", world.officer)


def test_the_comments_that_are_needed_are_named(world: World) -> None:
    commented(world.round, world.officer)
    write(world.round, "groups", "  ", world.officer)
    page = client_of(world.officer).get(at("ready", world.round)).content.decode()
    assert "Det mangler kommentarer: «Målgruppene»." in page


def test_a_scheme_with_an_unknown_figure_is_refused_when_it_is_loaded(reference_data: None, tmp_path: Path) -> None:
    name = "collective-2026.toml"
    text = (SCHEMES / name).read_text(encoding="utf-8")
    (tmp_path / name).write_text(text.replace('figures = ["frame",', 'figures = ["framme",'), encoding="utf-8")
    with pytest.raises(SchemeError, match="there is no figure 'framme'"):
        load_schemes(tmp_path)


def test_an_unknown_section_is_not_found(world: World) -> None:
    assert client_of(world.officer).get(at("comment", world.round, topic="none")).status_code == 404


def test_a_scheme_without_a_report_says_so(world: World) -> None:
    scheme = world.round.scheme
    scheme.definition.pop("annual_report")
    scheme.sha256 = "0" * 64
    scheme.save(update_fields=["definition", "sha256"])
    client = client_of(world.officer)
    assert "Udir ber ikke om årsrapport" in client.get(at("report", world.round)).content.decode()
    for name in ("ready", "take-back", "sign", "correct", "discard"):
        assert client.get(at(name, world.round)).status_code == 404
    assert client.get(at("file", world.round, kind="json")).status_code == 404
    assert client.get(reverse("start", kwargs={**world.round.where})).status_code == 200
