"""What was sent is given back: as a page, as a PDF that holds, and as one mail to each who acts for the owner."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from procrastinate.contrib.django.models import ProcrastinateJob

from fordel.parties.models import Organisation, Person
from fordel.reports.drafting.services.document import NEEDS_REPORT, submit_report
from fordel.reports.drafting.services.receipt_text import receipt_of
from fordel.reports.models import DraftParty
from fordel.reports.selectors.submissions import REPORT, report_of
from fordel.reports.tasks import write_receipt_of
from fordel.writing.models import Submission
from fordel.writing.services.write_receipt import write_receipt
from tests.clients import client_of
from tests.reports.drafting.conftest import write
from tests.reports.partners.conftest import confirm, mails
from tests.support.html import html_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(marit: Person) -> Client:
    return client_of(marit)


@pytest.fixture
def sent(party: DraftParty, marit: Person, anne: Person, january: datetime) -> Submission:
    confirm(party, anne)
    return submit_report(party.draft_id, marit, january)


def text_of(content: bytes, folder: Path) -> str:
    """The words of a PDF, without white space, so that lines may break anywhere."""
    program = shutil.which("pdftotext")
    if program is None:
        pytest.skip("pdftotext is not installed here (apt-get install poppler-utils)")
    (folder / "r.pdf").write_bytes(content)
    out = subprocess.run([program, "-layout", str(folder / "r.pdf"), "-"], capture_output=True, check=True)
    return re.sub(r"\s+", "", out.stdout.decode())


def test_the_job_is_queued_with_what_caused_it(sent: Submission) -> None:
    job = ProcrastinateJob.objects.get(task_name="reports.write_receipt")
    assert job.args == {"submission_id": sent.pk}


def test_the_receipt_is_written_once_and_told_once(
    sent: Submission, marit: Person, hamaroy: Organisation, person_as: Callable[..., Person]
) -> None:
    lars = person_as("owner", organisation=hamaroy)
    lars.language = "nn"
    lars.save()
    write_receipt_of(sent.pk)
    write_receipt_of(sent.pk)
    assert len(mails()) == 2
    (mail,) = mails(to=marit.email)
    assert mail.subject == "Mottatt: behovsmelding 1 «Overgang barnehage–skole»"
    for said in (
        "mottok behovsmelding 1 «Overgang barnehage–skole» 21.\xa0januar 2026 kl. 14.32.00",
        "812\u00a0379 kroner",
        "/mine/melding/",
        "fram til 1.\xa0februar kl. 23.59",
        "Dere får svar innen 30.\xa0april",
    ):
        assert said in mail.body, mail.body
    assert "De får svar innan 30.\xa0april" in mails(to=lars.email)[0].body


def test_the_pdf_is_tagged_and_to_be_kept(sent: Submission) -> None:
    stored = write_receipt(NEEDS_REPORT, sent.pk)
    assert write_receipt(NEEDS_REPORT, sent.pk).pk == stored.pk
    assert stored.name == "kvittering-2026-1-1.pdf"
    content = stored.read()
    with pikepdf.open(io.BytesIO(content)) as pdf:
        assert pdf.Root.MarkInfo.Marked and str(pdf.Root.Lang) == "nb"
        with pdf.open_metadata() as metadata:
            assert metadata["pdfuaid:part"] == "1"
            assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("2", "A")
            assert metadata["dc:title"] == "Kvittering for behovsmelding 1 – Hamarøy kommune"


SAID = (
    "Hamarøy kommune",
    "21. januar 2026 kl. 14.32.00",
    "Hva er målet?",
    "Barna møter en skole som er klar for dem.",
    "Overgang barnehage–skole",
    "1 492 379",
    "356 000",
    "UiT Norges arktiske universitet",
    "Bekreftet",
    "Gjennomføre",
)


def test_the_receipt_holds_everything(sent: Submission) -> None:
    text = str(receipt_of(Submission.objects.select_related(f"{REPORT}__round__scheme", "sent_by").get(pk=sent.pk)))
    for said in (*SAID, sent.sha256):
        assert said in text.replace("\\xa0", " ").replace("\xa0", " "), said


def test_and_so_does_the_pdf(sent: Submission, tmp_path: Path) -> None:
    text = text_of(write_receipt(NEEDS_REPORT, sent.pk).read(), tmp_path)
    for said in (*SAID, sent.sha256):
        assert "".join(said.split()) in text, said


def test_texts_of_every_kind_make_a_receipt(
    party: DraftParty, marit: Person, january: datetime, tmp_path: Path
) -> None:
    strange = "Linje 1\n\n#set text(red) *ikke* $x$ <b> 😀 \u202e " + "langtord" * 60 + " Guovdageaidnu ŋŧ"
    write(party.draft, marit, {"goal": strange, "units": "a\n" * 60})
    submission = submit_report(party.draft_id, marit, january)
    assert write_receipt(NEEDS_REPORT, submission.pk).size > 1000
    assert "#settext(red)*ikke*$x$<b>" in text_of(write_receipt(NEEDS_REPORT, submission.pk).read(), tmp_path)


def test_the_page_shows_the_same(
    client: Client, sent: Submission, party: DraftParty, marit: Person, january: datetime
) -> None:
    url = f"/mine/melding/{report_of(sent).pk}/kvittering/"
    page = client.get(url).content.decode()
    for said in (sent.sha256, "kl. 14.32.00", "Bekreftet", "Har de ansatte medvirket?", "1\u00a0492\u00a0379"):
        assert said in page
    pdf = client.get(f"{url}1.pdf")
    assert pdf["Content-Type"] == "application/pdf" and pdf.content.startswith(b"%PDF")
    write(party.draft, marit, {"units": "Bare én skole"})
    submit_report(party.draft_id, marit, january + timedelta(hours=1))
    assert "Bare én skole" in client.get(url).content.decode()
    assert "Oppeid barnehage" in client.get(f"{url}?nr=1").content.decode()
    assert client.get(f"{url}?nr=9").status_code == 404 and client.get(f"{url}9.pdf").status_code == 404


def test_a_state_is_shown_as_it_was_when_it_was_sent(
    client: Client, party: DraftParty, marit: Person, anne: Person, set_time: Any, january: datetime
) -> None:
    submission = submit_report(party.draft_id, marit, january)
    set_time(january + timedelta(days=1))
    confirm(party, anne)
    DraftParty.objects.get(pk=party.pk).events.exclude(verb="confirmed").delete()
    from fordel.reports.models import PartyEvent

    PartyEvent.objects.create(party=party, verb="asked", at=january - timedelta(days=1))
    page = client.get(f"/mine/melding/{report_of(submission).pk}/kvittering/").content.decode()
    assert "Spurt" in page and "Bekreftet" not in page


@pytest.mark.parametrize("more", [False, True])
def test_the_page_costs_the_same(
    client: Client, sent: Submission, party: DraftParty, marit: Person, january: datetime, more: bool
) -> None:
    if more:
        for index in range(2):
            write(party.draft, marit, {"units": f"Skole {index}"})
            submit_report(party.draft_id, marit, january + timedelta(minutes=index))
    url = f"/mine/melding/{report_of(sent).pk}/kvittering/"
    client.get(url)
    with CaptureQueriesContext(connection) as asked:
        client.get(url)
    assert len(asked) == 11


def test_a_partner_does_not_get_the_owners_receipt(sent: Submission, anne: Person) -> None:
    assert client_of(anne).get(f"/mine/melding/{report_of(sent).pk}/kvittering/").status_code == 403


def test_the_history_shows_words_that_differ(
    client: Client, sent: Submission, party: DraftParty, marit: Person, january: datetime
) -> None:
    write(party.draft, marit, {"goal": "Barna møter en skole som er klar for alle."})
    write(party.draft, marit, {"need.2026": "812 380", "budget.2026.owner.planning": "56 380"})
    submit_report(party.draft_id, marit, january + timedelta(hours=1))
    url = f"/mine/utkast/{party.draft_id}/historikk/"
    page = html_of(client.get(url))
    assert "Samlet behov 2026: 812\u00a0379 → 812\u00a0380 kroner (+1)" in page
    assert "Budsjett 2026: Hamarøy kommune, Vurdere behov og planlegge" in page
    assert re.search(r"<del>.*?dem.*?</del>", page, re.S) and re.search(r"<ins>.*?alle.*?</ins>", page, re.S)
    assert marit.name in page
    one = client.get(url, {"felt": "goal"}).content.decode()
    assert "Hva er målet?" in one and "Hvilke barnehager og skoler deltar?" not in one.split("</form>")[-1]
    assert client.get(url, {"felt": "tull", "side": "99"}).status_code == 200


def test_the_history_costs_the_same(client: Client, party: DraftParty, marit: Person, january: datetime) -> None:
    url = f"/mine/utkast/{party.draft_id}/historikk/"

    def cost() -> int:
        client.get(url)
        with CaptureQueriesContext(connection) as asked:
            assert client.get(url).status_code == 200
        return len(asked)

    submit_report(party.draft_id, marit, january)
    first = cost()
    for index in range(3):
        write(party.draft, marit, {"units": f"Skole {index}"})
        submit_report(party.draft_id, marit, january + timedelta(minutes=index))
    assert cost() == first == 10
