"""Forms of Norwegian are loaded with their source: all of a file or nothing, and never over somebody's head.

The rows are invented: they say nothing of what these municipalities have adopted.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fordel.cli.main import main
from fordel.core.language_forms import read_forms
from fordel.parties.models import Office, Organisation
from fordel.parties.services.organisations import set_language_forms
from fordel.shared.audit import first_broken_entry
from fordel.shared.models import AuditEntry

pytestmark = pytest.mark.django_db
HEAD = "number,form,source,date\n"
SOURCE = "Vedtak 1/20"


def _owner(number: str) -> Organisation:
    return Organisation.objects.get(kind="municipality", municipality__number=number)


def _load(tmp_path: Any, text: str | bytes, *options: str) -> int:
    file = tmp_path / "forms.csv"
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    try:
        return main(["load-language-forms", str(file), "--language", "en", *options])
    except SystemExit as left:
        return int(left.code or 0)


def _entries() -> list[AuditEntry]:
    return list(AuditEntry.objects.filter(action="parties.organisation.language_form_set").order_by("pk"))


def test_a_file_is_loaded_with_its_source_and_each_organisation_is_in_the_log(
    reference_data: None, tmp_path: Any, capsys: Any
) -> None:
    hamaroy, bodo = _owner("1875"), _owner("1804")
    text = f"{HEAD}1875,nn,{SOURCE},14.03.2020\n{bodo.organisation_number},nb,{SOURCE},2020-03-14\n"
    assert _load(tmp_path, text) == 0
    hamaroy.refresh_from_db(), bodo.refresh_from_db()
    assert (hamaroy.language_form, hamaroy.language_form_source) == ("nn", SOURCE)
    assert (bodo.language_form, bodo.language_form_on) == ("nb", date(2020, 3, 14))
    assert "2 forms are set." in capsys.readouterr().out
    assert {int(each.subject_id) for each in _entries()} == {hamaroy.pk, bodo.pk}
    office = Office.objects.get(slug="nordland")
    assert {each.office_id for each in _entries()} == {office.pk} and first_broken_entry() is None
    assert _load(tmp_path, text) == 0
    assert "0 forms are set. 2 were so already." in capsys.readouterr().out
    assert len(_entries()) == 2


def test_headings_in_norwegian_semicolons_and_a_mark_of_excel_are_read(reference_data: None, tmp_path: Any) -> None:
    rows = [
        "\ufeffKommunenummer;Målform;Kilde;Dato",
        "1875;Nynorsk;Vedtak;14. mars 2020",
        "",
        "1804;nøytral;V;1.1.2021",
    ]
    text = "\r\n".join(rows)
    assert _load(tmp_path, text) == 0
    assert (_owner("1875").language_form, _owner("1804").language_form) == ("nn", "neutral")


def test_every_mistake_is_listed_with_its_line_and_nothing_is_loaded(
    reference_data: None, tmp_path: Any, capsys: Any
) -> None:
    rows = [
        "1875,nn,Vedtak,2020-03-14",
        "187,nn,Vedtak,2020-03-14",
        "1804,svensk,,2020-02-30",
        "",
        "9999,nb,Vedtak,2020-03-14",
        "1875,nb,Vedtak,2020-03-14",
        f"{_owner('1875').organisation_number},nb,Vedtak,2020-03-14",
    ]
    assert _load(tmp_path, HEAD + "\n".join(rows) + "\n") == 2
    lines = capsys.readouterr().err.splitlines()
    at = [line.split(":")[0] for line in lines]
    assert at == ["Line 3", "Line 4", "Line 4", "Line 4", "Line 6", "Line 7", "Line 8", "fordel"]
    assert _owner("1875").language_form == "" and _entries() == []


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"number,form\n1875,nn\n",
        HEAD.encode(),
        "number,form,source,date\n1875,nn,\u00e5,2020-01-01".encode("utf-16"),
    ],
)
def test_a_file_that_is_no_such_file_is_refused(reference_data: None, tmp_path: Any, content: bytes) -> None:
    assert _load(tmp_path, content) == 2
    assert _entries() == []


def test_an_unpaired_quotation_mark_loads_nothing(reference_data: None, tmp_path: Any, capsys: Any) -> None:
    assert _load(tmp_path, f'{HEAD}1875,nn,Vedtak,2020-03-14\n1804,nb,"Vedtak,2020-03-14\n') == 2
    assert "Line 3: a quotation mark has no pair." in capsys.readouterr().err
    assert _owner("1875").language_form == ""


def test_a_file_that_is_not_there(tmp_path: Any, capsys: Any) -> None:
    assert main(["load-language-forms", str(tmp_path / "no.csv")]) == 2
    assert len(capsys.readouterr().err.splitlines()) == 1


def test_a_dry_run_says_what_would_change_and_changes_nothing(reference_data: None, tmp_path: Any, capsys: Any) -> None:
    assert _load(tmp_path, f"{HEAD}1875,nn,{SOURCE},2020-03-14\n", "--dry-run") == 0
    said = capsys.readouterr().out
    assert "Hamarøy kommune: Nynorsk" in said and "1 form would be set." in said
    assert _owner("1875").language_form == "" and _entries() == []


def test_what_somebody_has_chosen_is_kept_and_said_until_it_is_to_be_replaced(
    nordland: Any, person_as: Any, tmp_path: Any, capsys: Any
) -> None:
    hamaroy = _owner("1875")
    set_language_forms({hamaroy.pk: "nb"}, person_as("case_officer"), nordland.office_id)
    text = f"{HEAD}1875,nn,{SOURCE},2020-03-14\n"
    assert _load(tmp_path, text) == 1
    assert "Hamarøy kommune is kept as Bokmål" in capsys.readouterr().err
    assert _owner("1875").language_form == "nb"
    assert _load(tmp_path, text, "--replace") == 0
    assert (_owner("1875").language_form, _owner("1875").language_form_source) == ("nn", SOURCE)
    older = f"{HEAD}1875,nb,Eldre,2010-03-14\n"
    assert _load(tmp_path, older) == 1
    assert "from a newer source" in capsys.readouterr().err
    assert _load(tmp_path, f"{HEAD}1875,nb,Nyere,2024-03-14\n") == 0
    assert _owner("1875").language_form_source == "Nyere"
    assert [each.details["former"] for each in _entries()] == ["", "nb", "nn"]


@given(st.binary(max_size=200) | st.text(max_size=200).map(lambda text: (HEAD + text).encode("utf-8", "surrogatepass")))
def test_any_bytes_are_rows_or_mistakes(content: bytes) -> None:
    rows, mistakes = read_forms(content)
    assert rows or mistakes
    assert all(each.form in ("nb", "nn", "neutral") and each.source for each in rows)
