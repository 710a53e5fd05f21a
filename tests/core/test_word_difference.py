"""A difference is true to both texts, and reads as people write."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from fordel.core.word_difference import Kind, Piece, passages, word_difference

TEXTS = st.text("ab æ.\n", max_size=40) | st.text(max_size=40)


@given(old=TEXTS, new=TEXTS)
def test_both_texts_can_be_read_out_of_it(old: str, new: str) -> None:
    pieces = word_difference(old, new)
    assert "".join(piece.text for piece in pieces if piece.kind != Kind.ADDED) == old
    assert "".join(piece.text for piece in pieces if piece.kind != Kind.REMOVED) == new
    assert all(piece.text for piece in pieces)
    if old == new:
        assert {piece.kind for piece in pieces} <= {Kind.SAME}


@given(old=TEXTS, new=TEXTS)
def test_passages_differ_exactly_where_the_texts_do(old: str, new: str) -> None:
    was, is_now = passages(old, new, most=10_000)
    assert (was != is_now) or " ".join(old.split()) == " ".join(new.split())
    assert len(was) <= len(old) + 2


def test_a_word_that_is_exchanged_is_one_change() -> None:
    assert word_difference("klar for dem.", "klar for alle barn.") == [
        Piece(Kind.SAME, "klar for "),
        Piece(Kind.REMOVED, "dem"),
        Piece(Kind.ADDED, "alle barn"),
        Piece(Kind.SAME, "."),
    ]


def test_words_that_follow_each_other_are_one_change() -> None:
    kinds = [piece.kind for piece in word_difference("a b c d", "a x y d")]
    assert kinds == [Kind.SAME, Kind.REMOVED, Kind.ADDED, Kind.SAME]


def test_very_long_texts_are_compared_whole() -> None:
    old, new = "ord " * 8000, "andre ord " * 8000
    assert word_difference(old, new) == [Piece(Kind.REMOVED, old), Piece(Kind.ADDED, new)]


def test_a_mail_shows_what_is_around_the_change() -> None:
    before, after = "Først dette. " * 20 + "Så møtes vi i ", " Til slutt." * 20
    was, is_now = passages(f"{before}mars.{after}", f"{before}mai.{after}")
    assert was.startswith("…") and was.endswith("…") and "mars." in was and "mai." in is_now and len(was) < 140
    assert passages("", "Nytt") == ("", "Nytt")
