"""What may be attached, and what each bad file is answered with."""

from __future__ import annotations

import shutil
import subprocess
import time
import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fordel.shared.errors import UserError
from fordel.shared.file_check import check_file, clean_name
from fordel.shared.virus_scan import ScannerAwayError, find_virus
from tests.reports.drafting.attachments import files
from tests.reports.drafting.attachments.scanner import EICAR, scanner

GOOD = {
    "Vedlegg 1.pdf": (files.pdf, "application/pdf"),
    "budsjett.xlsx": (files.xlsx, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "bilder.PPTX": (files.pptx, "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
    "plan v1.2.docx": (files.docx, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "plan.odt": (files.odt, "application/vnd.oasis.opendocument.text"),
    "skole.png": (lambda: files.PNG, "image/png"),
    "skole.jpeg": (lambda: files.JPEG, "image/jpeg"),
    "notat.txt": ("Behov på Hamarøy".encode, "text/plain; charset=utf-8"),
    "svar.eml": (lambda: files.EML, "message/rfc822"),
}
BAD = [
    ("a.pdf", b"", "er tom"),
    ("a.exe", b"MZ", "tar ikke imot filer av denne typen"),
    ("README", b"hei", "tar ikke imot"),
    ("side.html", b"<script>alert(1)</script>", "tar ikke imot"),
    ("tegning.svg", b"<svg/>", "tar ikke imot"),
    ("faktura.exe.pdf", files.pdf(), "to endelser"),
    ("faktura.html.txt", b"hei", "to endelser"),
    ("a.pdf", b"<html>%PDF-1.4 %%EOF", "skadet"),
    ("a.pdf", files.pdf()[:200], "skadet"),
    ("a.pdf", files.docx(), "skadet"),
    ("a.docx", files.xlsx(), "skadet"),
    ("a.xlsx", files.pdf(), "skadet"),
    ("a.docx", files.docx()[:80], "skadet"),
    (
        "a.odt",
        files.zipped(mimetype="application/vnd.oasis.opendocument.spreadsheet", **{"content.xml": "x"}),
        "skadet",
    ),
    ("a.png", files.JPEG, "skadet"),
    ("a.jpg", files.PNG, "skadet"),
    ("a.txt", b"MZ\0\0", "skadet"),
    ("a.eml", b"ikke et brev", "skadet"),
    ("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "skadet"),
    ("a.pdf", files.pdf("hemmelig"), "passord"),
    ("a.pdf", files.pdf("hemmelig", object_stream_mode=2), "passord"),
    ("a.docx", files.locked_office(), "passord"),
    ("a.odt", files.locked_odt(), "passord"),
    ("a.docx", files.docx(word__vbaProject=b"x", **{"word__vbaProject.bin": b"x"}), "makroer"),
]


@pytest.mark.parametrize("name", GOOD)
def test_files_that_are_what_they_say_are_taken(name: str) -> None:
    make, content_type = GOOD[name]
    found = check_file(name, make(), 20)
    assert (found.name, found.content_type) == (name, content_type)


@pytest.mark.parametrize(("name", "content", "said"), BAD, ids=[f"{n}-{s}" for n, _c, s in BAD])
def test_bad_files_are_refused_with_words(name: str, content: bytes, said: str) -> None:
    with pytest.raises(UserError, match=said) as caught:
        check_file(name, content, 20)
    assert caught.value.field == "file" and caught.value.fix


def test_a_locked_part_of_a_zip_is_found() -> None:
    content = bytearray(files.docx())
    with zipfile.ZipFile(BytesIO(bytes(content))) as archive:
        start = archive.start_dir
    content[start + 8] |= 1  # the flag in the directory
    with pytest.raises(UserError, match="passord"):
        check_file("a.docx", bytes(content), 20)


def test_the_limit_is_the_schemes() -> None:
    with pytest.raises(UserError, match=r"1,0 MB. Grensen er 1 MB"):
        check_file("a.txt", b"x" * (1024 * 1024 + 1), 1)
    assert check_file("a.txt", b"x" * 1024 * 1024, 1)


def test_a_zip_that_unpacks_to_too_much_is_not_opened() -> None:
    content = files.docx(big=b"\0" * (401 * 1024 * 1024))
    with pytest.raises(UserError, match="pakkes ut"):
        check_file("a.docx", content, 20)


@given(st.text(min_size=1, max_size=300))
def test_a_clean_name_cannot_trick_anybody(name: str) -> None:
    clean = clean_name(name)
    assert "/" not in clean and "\\" not in clean and len(clean) <= 260
    assert not any(sign in clean for sign in "\u202e\r\n\0")
    assert clean_name(clean) == clean or len(name) > 150


def test_a_name_that_reads_backwards_shows_what_it_is() -> None:
    assert clean_name("C:\\temp\\faktura\u202efdp.exe") == "fakturafdp.exe"


@pytest.mark.parametrize("size", [0, 1, 64 * 1024, 64 * 1024 + 1, 3_000_000])
def test_the_scanner_gets_every_byte_in_chunks(size: int) -> None:
    content = bytes(index % 251 for index in range(size))
    with scanner() as (found, address):
        assert find_virus(content, address) == ""
        assert found.seen == [content]
        assert all(chunk <= 64 * 1024 for chunk in found.chunks)


def test_eicar_is_found_over_tcp_and_socket(tmp_path: Path) -> None:
    with scanner() as (_found, address):
        assert find_virus(b"foran" + EICAR, address) == "Eicar-Signature"
    with scanner(path=tmp_path / "clamd") as (_found, address):
        assert find_virus(EICAR, address) == "Eicar-Signature"
        assert find_virus(b"ren", address) == ""


@pytest.mark.parametrize("mode", ["silent", "error", "limit"])
def test_a_scanner_that_cannot_say_is_away(mode: str) -> None:
    with scanner(mode) as (_found, address), pytest.raises(ScannerAwayError):
        find_virus(b"x" * 5_000_000, address)


@pytest.mark.parametrize("address", ["127.0.0.1:1", "/finnes/ikke", "tull", "127.0.0.1:port"])
def test_no_scanner_at_the_address(address: str) -> None:
    with pytest.raises(ScannerAwayError):
        find_virus(b"x", address)


@pytest.fixture
def clamd(tmp_path: Path) -> Iterator[str]:
    """A real clamd with one signature of our own (EICAR's), where ClamAV is installed."""
    program = shutil.which("clamd") or ("/usr/sbin/clamd" if Path("/usr/sbin/clamd").exists() else None)
    if program is None:
        pytest.skip("clamd is not installed here (apt-get install clamav-daemon); our own server is tested instead")
    signatures = tmp_path / "signatures"
    signatures.mkdir()
    (signatures / "own.ndb").write_text(f"Eicar-Own:0:*:{EICAR.hex()}\n")
    socket_path, settings_file = tmp_path / "clamd.sock", tmp_path / "clamd.conf"
    settings_file.write_text(f"LocalSocket {socket_path}\nDatabaseDirectory {signatures}\nForeground yes\n")
    process = subprocess.Popen(
        [program, "-c", str(settings_file)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        for _attempt in range(200):
            if socket_path.exists():
                break
            time.sleep(0.1)
        yield str(socket_path)
    finally:
        process.terminate()
        process.wait(timeout=20)


def test_a_real_clamd_finds_eicar_also_in_a_zip(clamd: Any) -> None:
    assert find_virus(b"rent", clamd) == ""
    assert find_virus(EICAR, clamd).startswith("Eicar-Own")
    assert find_virus(files.docx(word__embedded=EICAR), clamd).startswith("Eicar-Own")
