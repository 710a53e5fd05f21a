"""Letters: what they say, to whom, in which form of Norwegian, and until when one can appeal."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime
from typing import Any

import pikepdf
import pytest
from django.test import Client

from fordel.core.calendar import appeal_deadline
from fordel.core.money import format_kroner
from fordel.decisions.models import Letter, Proposal
from fordel.decisions.selectors.letters import appeal_of
from fordel.decisions.services.change_award import change_award
from fordel.decisions.services.letters import issue_decision
from fordel.decisions.services.proposals import approve_proposal, submit_proposal
from fordel.decisions.tasks import write_letter_pdfs
from fordel.parties.models import Organisation, RoleAssignment
from fordel.shared.errors import UserError
from fordel.shared.models import OutboxMail
from tests.decisions.conftest import know_forms

pytestmark = pytest.mark.django_db


def _text(letter: Letter) -> str:
    parts = letter.text["parts"]
    return "\n".join(
        [letter.text["title"], letter.text["lead"], letter.text["amount_text"]]
        + [line for part in parts for line in [part["heading"], *part["paragraphs"], *part["items"]]]
    )


def test_owner_and_partner_each_get_their_letter(issued: Proposal) -> None:
    letters = Letter.objects.filter(award__report__number=41).order_by("pk")
    assert [(letter.kind, letter.recipient.name, letter.text["amount"]) for letter in letters] == [
        ("grant", "Hamarøy kommune", 812_379),
        ("partner_share", "UiT Norges arktiske universitet", 406_000),
    ]
    assert Letter.objects.filter(kind="grant").count() == 52


def test_a_letter_of_grant_says_what_the_rules_ask_for(issued: Proposal) -> None:
    text = _text(Letter.objects.get(award__report__number=41, kind="grant"))
    for said in (
        "812\u00a0379 kroner",
        "styrke det profesjonelle fellesskapet",  # purpose
        "15.\xa0januar 2027",  # report
        "Riksrevisjonen",  # control
        "betales tilbake",  # sanctions
        "forskriften om tilskudd til kollektiv kompetanseutvikling",  # law
        "statsbudsjettet for 2026",
        "tre uker",  # appeal
        "Utdanningsdirektoratet",
        "24\u00a0605\u00a0520",
        "UiT Norges arktiske universitet",
    ):
        assert said in text, said
    assert "2026-" not in text
    assert "konto" not in text  # nobody has been asked for one


def _shared_letters() -> list[Letter]:
    """Letters of grant about reports for both groups."""
    return list(Letter.objects.filter(award__report__target_group__code="both", kind="grant").select_related("award"))


def test_letters_state_the_rule_between_frames_if_every_award_follows_it(issued: Proposal) -> None:
    letters = _shared_letters()
    assert len(letters) == 18
    assert all("delt mellom rammene i samme forhold" in _text(letter) for letter in letters)
    shares = [letter.award.by_line.get("kindergarten", 0) / letter.award.amount for letter in letters]
    assert max(shares) - min(shares) < 0.0001


@pytest.mark.parametrize("by_line", [{"kindergarten": 250_000, "school": 450_000}, {"school": 812_379}, {}])
def test_no_letter_states_the_rule_once_an_award_is_set_by_hand(
    proposal: Proposal, officer: Any, approver: Any, by_line: dict[str, int]
) -> None:
    change_award(proposal.awards.get(report__number=41).pk, by_line, "Etter et møte med kommunen.", officer)
    submitted = submit_proposal(proposal.pk, officer)
    approve_proposal(submitted.pk, submitted.content_hash, "", approver)
    know_forms(proposal, officer)
    issue_decision(proposal.pk, officer)
    for letter in _shared_letters():
        assert "samme forhold" not in _text(letter)
        for code, kroner in letter.award.by_line.items():
            name = {"kindergarten": "barnehage", "school": "skole"}[code]
            assert f"{format_kroner(kroner)} kroner fra rammen for {name}" in _text(letter)


def test_the_partner_does_not_read_the_owners_amounts(issued: Proposal) -> None:
    text = _text(Letter.objects.get(award__report__number=41, kind="partner_share"))
    assert "406\u00a0000" in text
    assert "812\u00a0379" not in text


def test_a_refused_owner_gets_the_grounds_and_no_partner_a_letter(
    proposal: Proposal, officer: Any, approver: Any
) -> None:
    award = proposal.awards.get(report__number=12)
    change_award(award.pk, {}, "Tiltaket gjelder enkeltpersoner, ikke et fellesskap.", officer)
    submitted = submit_proposal(proposal.pk, officer)
    approve_proposal(submitted.pk, submitted.content_hash, "", approver)
    know_forms(proposal, officer)
    issue_decision(proposal.pk, officer)
    letter = Letter.objects.get(award=award)
    assert (letter.kind, letter.text["amount"]) == ("refusal", None)
    assert "Tiltaket gjelder enkeltpersoner, ikke et fellesskap." in _text(letter)
    assert "tre uker" in _text(letter)


def test_letters_follow_the_recipients_form(approved: Proposal, officer: Any) -> None:
    hamaroy = Organisation.objects.get(name="Hamarøy kommune")
    hamaroy.language_form = "nn"
    hamaroy.save()
    know_forms(approved, officer, "neutral")
    issue_decision(approved.pk, officer)
    assert set(Letter.objects.filter(recipient=hamaroy).values_list("language", flat=True)) == {"nn"}
    assert set(Letter.objects.exclude(recipient=hamaroy).values_list("language", flat=True)) == {"nb"}
    assert "de" in _text(Letter.objects.filter(recipient=hamaroy).first()).split()


def test_an_unknown_form_is_asked_about_before_anything_is_sent(approved: Proposal, officer: Any) -> None:
    with pytest.raises(UserError):
        issue_decision(approved.pk, officer)
    assert not Letter.objects.exists()


def test_every_letter_becomes_a_tagged_pdf(issued: Proposal) -> None:
    write_letter_pdfs(proposal_id=issued.pk)
    assert not Letter.objects.filter(pdf__isnull=True).exists()
    letter = Letter.objects.get(award__report__number=41, kind="grant")
    assert letter.pdf is not None
    with pikepdf.open(io.BytesIO(letter.pdf.read())) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert str(pdf.Root.Lang).startswith("nb")
        with pdf.open_metadata() as metadata:
            assert str(metadata["pdfuaid:part"]) == "1"
            assert "Hamarøy kommune" in metadata["dc:title"]
    before = letter.pdf_id
    write_letter_pdfs(proposal_id=issued.pk)
    letter.refresh_from_db()
    assert letter.pdf_id == before


def _owner_client(organisation: str, person_as: Any) -> tuple[Client, Any]:
    person = person_as("owner", organisation=Organisation.objects.get(name=organisation))
    client = Client()
    client.force_login(person)
    return client, person


def test_the_appeal_deadline_runs_from_the_first_opening(issued: Proposal, person_as: Any) -> None:
    letter = Letter.objects.get(award__report__number=41, kind="grant")
    assert appeal_of(letter) is None
    client, person = _owner_client("Hamarøy kommune", person_as)
    assert client.get("/mine/vedtak/").status_code == 200
    letter.refresh_from_db()
    assert letter.opened_at is None, "seeing the list is not opening the letter"
    page = client.get(f"/mine/vedtak/{letter.pk}/")
    assert page.status_code == 200
    letter.refresh_from_db()
    first = letter.opened_at
    assert (first is not None, letter.opened_by_id) == (True, person.pk)
    client.get(f"/mine/vedtak/{letter.pk}/brev.pdf")
    letter.refresh_from_db()
    assert letter.opened_at == first
    appeal = appeal_of(letter)
    assert appeal is not None
    assert 21 <= (appeal.last_day - appeal.received_at.date()).days <= 28


def test_the_office_reading_a_letter_opens_nothing(issued: Proposal, client_as: Any) -> None:
    letter = Letter.objects.get(award__report__number=41, kind="grant")
    assert client_as("case_officer").get(f"/mine/vedtak/{letter.pk}/").status_code == 200
    letter.refresh_from_db()
    assert letter.opened_at is None


def test_delivery_before_opening_counts(issued: Proposal) -> None:
    letter = Letter.objects.get(award__report__number=41, kind="grant")
    letter.delivered_at = datetime(2026, 4, 9, 8, 0, tzinfo=UTC)
    letter.opened_at = datetime(2026, 4, 20, 8, 0, tzinfo=UTC)
    appeal = appeal_of(letter)
    assert appeal is not None
    assert appeal.last_day == date(2026, 4, 30)


def test_the_deadline_moves_past_weekends_and_holidays() -> None:
    """Received 10 April 2026: three weeks later is 1 May, a holiday and a Friday; the next working day is Monday."""
    assert appeal_deadline(date(2026, 4, 10), 3, {date(2026, 5, 1)}) == date(2026, 5, 4)


@pytest.mark.parametrize("other", ["Sortland kommune", "Narvik kommune"])
def test_nobody_reads_anothers_letter(issued: Proposal, person_as: Any, other: str) -> None:
    letter = Letter.objects.get(award__report__number=41, kind="grant")
    client, _person = _owner_client(other, person_as)
    for path in (f"/mine/vedtak/{letter.pk}/", f"/mine/vedtak/{letter.pk}/brev.pdf"):
        answer = client.get(path)
        assert answer.status_code == 403
        assert "812" not in answer.content.decode()
    letter.refresh_from_db()
    assert letter.opened_at is None


def test_the_recipients_people_are_told_once(approved: Proposal, officer: Any, person_as: Any) -> None:
    hamaroy = Organisation.objects.get(name="Hamarøy kommune")
    person = person_as("owner", organisation=hamaroy)
    RoleAssignment.objects.create(person=person, role="partner", organisation=hamaroy)
    know_forms(approved, officer)
    issue_decision(approved.pk, officer)
    assert OutboxMail.objects.filter(recipient=person.email).count() == 1
