"""The status page: the real figures, and what it says when one thing changes."""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable
from typing import Any

import html5lib
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from fordel.insight.selectors.filters import StatusFilters, read_filters
from fordel.insight.selectors.status import full_status_of, status_of
from fordel.programme.models import Round
from fordel.programme.selectors.groups import groups_of
from fordel.programme.selectors.rounds import frames_with_former
from fordel.reports.models import NeedsReport
from tests.insight.conftest import demo_rows, make_report
from tests.support.where import HOME

URL = f"{HOME}status/"
Load = Callable[[list[dict[str, Any]]], Round]
ClientAs = Callable[..., Client]


def _text(response: Any) -> str:
    """The words of the page as a reader sees them: without tags, spaces plain."""
    page = re.sub(r"<svg.*?</svg>", " ", response.content.decode(), flags=re.DOTALL)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page).replace("\u00a0", " "))


def _page(client: Client, query: str = "") -> str:
    response = client.get(URL + query)
    assert response.status_code == 200
    return _text(response)


@pytest.fixture
def officer(client_as: ClientAs) -> Client:
    return client_as("case_officer")


def test_the_real_case(full_case: Round, officer: Client) -> None:
    page = _page(officer)
    for sentence in (
        "52 behovsmeldinger ber om 24,6 millioner kroner av en ramme på 28 millioner kroner.",
        "Alle kan få det de har bedt om, og 3,4 millioner kroner blir til overs.",
        "Det er plass til alle i begge rammene. 3,4 millioner kroner kan dekkes fra mer enn én ramme.",
        "18 meldinger gjelder både barnehage og skole og kan dekkes fra begge rammene.",
        "Skolerammen har plass til 6 767 272 av fellespotten. Derfor må minst 465 107 komme fra barnehagerammen.",
        "Barnehagerammen har plass til 3 859 587 av fellespotten. Derfor må minst 3 372 792 komme fra skolerammen.",
        "Ingen temaer dominerer: det største er «Samisk innhold i læreplanene» med 1,6 millioner kroner",
        "De 10 største av 23 temaer.",
        "11 universiteter og høyskoler er med. Nord universitet er partner i 11 av 52 tiltak",
        "12 av 52 meldinger har samisk perspektiv",
        "15 meldinger kommer fra 7 nettverk og utgjør 31 % av behovet",
        "Det er meldt behov fra 36 av 41 kommuner, og de fem andre er med gjennom nettverk",
        "Alstahaug, Hemnes, Lødingen, Meløy og Træna",
        "Rammene for 2025 og 2026 kan ikke sammenlignes direkte",
        "Videregående opplæring og egenandelen på 30 prosent er en del av summen i 2025.",
        "Vi viser derfor ingen prosentvis endring.",
    ):
        assert sentence in page, sentence
    assert "Barnehage 12 7 140 413 465 107 3 859 587 11 000 000" in page
    assert "Skole 22 10 232 728 3 372 792 6 767 272 17 000 000" in page
    assert "Begge 18 7 232 379 – – –" in page
    assert "Sum 52 24 605 520 – – 28 000 000" in page


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_the_page_is_valid_html_within_the_limits(full_case: Round, officer: Client, language: str) -> None:
    officer.cookies["fordel_language"] = language
    response = officer.get(URL)
    content = response.content
    html5lib.HTMLParser(strict=True).parse(content.decode())
    assert len(gzip.compress(content)) <= 30_000
    text = content.decode()
    identifiers = re.findall(r'\sid="([^"]+)"', text)
    assert len(identifiers) == len(set(identifiers))
    assert "style=" not in text
    assert len(re.findall("<h1", text)) == 1
    assert len(re.findall('<svg[^>]* role="img" aria-label="[^"]{20,}"', text)) == text.count('role="img"') == 16


def test_one_amount_changes_every_figure(load: Load, officer: Client) -> None:
    rows = demo_rows()
    rows[0]["amount"] += 1_000_000
    load(rows)
    page = _page(officer)
    assert "52 behovsmeldinger ber om 25,6 millioner kroner" in page
    assert "2,4 millioner kroner blir til overs" in page
    assert "Barnehage 12 8 140 413 465 107 2 859 587 11 000 000" in page
    assert "Skole 22 10 232 728 4 372 792 6 767 272 17 000 000" in page
    assert "«Barnehagens psykososiale miljø» er det største temaet med 2,6 millioner kroner" in page


def test_one_target_group_changes_the_lines(load: Load, officer: Client) -> None:
    rows = demo_rows()
    rows[0]["target_group"] = "both"
    load(rows)
    page = _page(officer)
    assert "19 meldinger gjelder både barnehage og skole" in page
    assert "Barnehage 11 6 327 913 1 277 607 4 672 087 11 000 000" in page
    assert "Begge 19 8 044 879" in page


def test_one_partner_changes_the_sentence(load: Load, officer: Client) -> None:
    rows = demo_rows()
    for row in rows:
        row["partner"] = "NTNU" if row["partner"] == "Nord universitet" else row["partner"]
    load(rows)
    page = _page(officer)
    assert "10 universiteter og høyskoler er med." in page
    assert "er partner i 15 av 52 tiltak" in page


def test_more_than_the_frame_is_said_with_the_largest_shortage_first(load: Load, officer: Client) -> None:
    rows = demo_rows()
    rows[20]["amount"] += 7_000_000
    load(rows)
    page = _page(officer)
    assert "Det mangler 3,6 millioner kroner, så ikke alle kan få det de har bedt om." in page
    assert "Det er meldt behov for 3 605 520 kroner mer enn rammen, av det minst 232 728 kroner i skolerammen" in page
    assert "fellespotten" not in page
    assert "Barnehage 12 7 140 413 – – 11 000 000" in page


def test_one_line_over_though_the_whole_fits(load: Load, officer: Client) -> None:
    load([{"number": 1, "target_group": "kindergarten", "amount": 11_000_001}])
    page = _page(officer)
    assert "1 behovsmelding ber om 11 millioner kroner" in page
    assert "Rammen er stor nok i alt, men barnehagerammen mangler 1 krone." in page
    assert "Barnehagerammen mangler 1 krone, selv om rammen er stor nok i alt" in page


def test_exactly_the_frame(load: Load, officer: Client) -> None:
    load([{"number": 1, "target_group": "both", "amount": 28_000_000}])
    page = _page(officer)
    assert "Alle kan få det de har bedt om, og da er hele rammen brukt." in page
    assert "Det er plass til alle, men bare én måte å dele de felles meldingene mellom rammene på" in page


def test_before_the_first_report(nordland: Round, officer: Client) -> None:
    page = _page(officer)
    assert "Det har ikke kommet behovsmeldinger for 2026 ennå. Rammen er 28 millioner kroner, og alt er igjen." in page
    assert "Fristen for behovsmeldinger er" in page
    assert "ikke med" not in page


def test_nynorsk(full_case: Round, officer: Client) -> None:
    officer.cookies["fordel_language"] = "nn"
    page = _page(officer)
    assert "52 behovsmeldingar ber om 24,6 millionar kroner av ei ramme på 28 millionar kroner." in page
    assert "3,4 millionar kroner kan dekkjast frå meir enn éi ramme." in page
    assert "Vidaregåande opplæring og eigendelen på 30 prosent er ein del av summen i 2025." in page


def test_a_note_of_the_office_stands_as_it_was_written(full_case: Round, officer: Client) -> None:
    Round.objects.filter(office=full_case.office, year=2025).update(note="Eget notat fra embetet.")
    assert "Eget notat fra embetet." in _page(officer)


def test_a_choice_shows_its_part_and_not_the_frame(full_case: Round, officer: Client) -> None:
    page = _page(officer, "?target_group=both")
    assert "18 av 52 meldinger passer med det du har valgt. De ber om 7,2 millioner kroner av 24,6" in page
    assert "Det er plass til alle" not in page
    assert "Rammene for 2025" not in page
    assert _page(officer, "?theme=finnes%20ikke").count("Ingen meldinger passer med det du har valgt.") == 1


@pytest.mark.parametrize("query", ["?network=x", "?target_group=alle", "?network=99999999999999999999", "?theme=%00"])
def test_a_filter_that_cannot_be_read_counts_as_none(full_case: Round, officer: Client, query: str) -> None:
    assert "52 behovsmeldinger ber om" in _page(officer, query)


def test_filters_in_python_and_in_the_database_agree(full_case: Round) -> None:
    network = NeedsReport.objects.filter(network__isnull=False).values_list("network_id", flat=True).first()
    for filters in (
        StatusFilters(target_group="school"),
        StatusFilters(theme="Foreldresamarbeid"),
        StatusFilters(network=network),
        StatusFilters(municipality="1806"),
        StatusFilters(target_group="both", municipality="1822"),
    ):
        chosen = NeedsReport.objects.filter(filters.of_reports(), round=full_case)
        found = full_status_of(full_case, filters)
        assert found.figures.needs.count == chosen.count() > 0
        assert found.figures.needs.amount == sum(chosen.values_list("amount", flat=True))
        assert read_filters(filters.parameters, groups_of(full_case.pk).codes) == filters


def test_figures_lead_to_their_reports(full_case: Round, officer: Client) -> None:
    page = officer.get(URL).content.decode()
    assert f'href="{HOME}behovsmeldinger/?target_group=kindergarten"' in page
    for name, counted in (("target_group=both", 18), ("theme=Foreldresamarbeid", 3), ("sami=yes", 4), ("partner", 11)):
        address = next(a for a in re.findall(rf'href="({HOME}behovsmeldinger/\?[^"]+)"', page) if name in a)
        assert f'href="{address}">{counted}</a>' in page
        listed = officer.get(address.replace("&amp;", "&")).content.decode()
        numbers = set(re.findall(r'<th scope="row"><a href="(\d+)/">', listed))
        assert len(numbers) == counted, address


@pytest.mark.parametrize(
    ("role", "status"),
    [
        ("case_officer", 200),
        ("approver", 200),
        ("forum_member", 200),
        ("auditor", 200),
        ("national_reader", 200),
    ],
)
def test_who_may_read(full_case: Round, client_as: ClientAs, role: str, status: int) -> None:
    client = client_as(role)
    assert client.get(URL).status_code == status
    for name in ("status.xlsx", "tall/themes.csv"):
        assert client.get(URL + name).status_code == status
    links = "behovsmeldinger/?target_group" in client.get(URL).content.decode()
    assert links == (role in ("case_officer", "approver", "auditor"))


def test_who_may_not_read(full_case: Round, client_as: ClientAs) -> None:
    owner = NeedsReport.objects.select_related("owner").first()
    assert owner is not None
    refused = [client_as("owner", organisation=owner.owner), client_as("partner", organisation=owner.owner)]
    refused += [client_as("case_officer", office="agder"), client_as("forum_member", office="agder")]
    for client in refused:
        for name in ("", "status.xlsx", "status.pdf", "status.pptx", "status.png", "tall/frame.csv"):
            assert client.get(URL + name).status_code == 403
    assert Client().get(URL).status_code == 302


def test_the_number_of_queries_never_grows(load: Load, officer: Client) -> None:
    def queries(query: str = "") -> int:
        with CaptureQueriesContext(connection) as seen:
            officer.get(URL + query)
        return len(seen)

    rows = demo_rows()
    round_ = load(rows[:1])
    groups_of(round_.pk)  # kept in memory from the first page on: they never change
    counts = [queries(), queries("?target_group=kindergarten")]
    for row in rows[1:]:
        make_report(round_, row)
    counts += [queries(), queries("?target_group=kindergarten")]
    assert counts == [12, 11, 12, 11], "what partners have room for is asked of all reports alone"
    with CaptureQueriesContext(connection) as seen:
        status_of(round_, frames_with_former(round_))
    assert len(seen) == 3


def test_unknown_addresses_are_not_found(full_case: Round, officer: Client) -> None:
    assert officer.get("/nordland/kollektiv/2030/status/").status_code == 404
    assert officer.get(URL + "tall/finnes-ikke.csv").status_code == 404
