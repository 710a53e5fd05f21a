"""Recognises what a column holds by its heading: bokmål, nynorsk or English, any case, with units and years."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from fordel.core.needs_import.amount_headings import is_need_in_kroner, is_other_measure
from fordel.core.needs_import.answers import AnswerColumn, column_named
from fordel.core.needs_import.fields import OWNER_FIELDS, REQUIRED, Cell, Columns, Field, Grid, is_blank, shown

EXACT_SCORE: Final = 3
PART_SCORE: Final = 1
_AMOUNTS: Final = (Field.AMOUNT, Field.PARTNER_AMOUNT)
_SEARCHED_ROWS: Final = 200
_MOST_LOOKS: Final = 200_000  # cells: a file of texts alone may have a million, and a page waits for the answer
_YEAR: Final = re.compile(r"\b(20[0-9]{2})\b")
_UNIT: Final = re.compile(r"\b(?:kr|nok|i kroner|kroner|i kr|i hele kroner)\b")
NOT_OURS: Final = re.compile(
    r"kontakt|e ?post|epost|telefon|mobil|mail|kommentar|merknad|begrunn|grunngj|status|saksnr"
)
_SYNONYMS: Final[dict[Field, str]] = {
    Field.NUMBER: "nr|nummer|no|number|id|løpenr|løpenummer|løpe nr|meldingsnr|meldingsnummer|melding nr|melding|"
    "behovsmelding nr|behovsmeldingsnr|tiltak nr|tiltaksnr|rad|ref|ref nr",
    Field.SUBMITTED: "innsendt|innsendt dato|dato|dato innsendt|innsendingsdato|sendt|sendt inn|sendt dato|mottatt|"
    "mottatt dato|motteke|motteken|motteke dato|dato mottatt|date|submitted|submitted on|date submitted",
    Field.OWNER: "eier|eigar|eiers navn|eigars namn|navn på eier|namn på eigar|eier navn|eigar namn|barnehageeier|"
    "skoleeier|skuleeigar|barnehageeigar|barnehage skoleeier|barnehage og skoleeier|barnehage og skuleeigar|"
    "barnehageeier skoleeier|barnehageeigar skuleeigar|søker|søkjar|søkar|organisasjon|virksomhet|verksemd|"
    "kommune eier|eier kommune|kommune eigar|navn|namn|owner|applicant|owner name",
    Field.OWNER_NUMBER: "orgnr|org nr|orgnummer|org nummer|organisasjonsnr|organisasjonsnummer|organisasjons nr|"
    "org no|orgno|organisation number|organization number|organisasjonsnummer eier|orgnr eier|org nr eier",
    Field.MUNICIPALITY: "kommunenr|kommune nr|kommunenummer|kommune nummer|knr|k nr|municipality number|"
    "vertskommune|kommunenavn|kommunenamn|municipality no",
    Field.TARGET_GROUP: "målgruppe|målgrupper|barnehage skole begge|barnehage skule begge|barnehage skule båe|"
    "barnehage skole|barnehage skule|target group|sektor|barnehage grunnskole|barnehage grunnskule",
    Field.TITLE: "tiltak|tittel|tiltaket|tiltakets navn|tiltakets tittel|navn på tiltak|namn på tiltak|"
    "navn på tiltaket|namn på tiltaket|tittel på tiltak|tittel på tiltaket|tiltakstittel|tiltaksnavn|tiltaksnamn|"
    "prosjekt|prosjekttittel|prosjektnavn|prosjektnamn|measure|title|measure title",
    Field.THEME: "tema|temaområde|tematisk område|fagområde|område|theme|topic|hovedtema|hovudtema",
    Field.NETWORK: "nettverk|navn på nettverk|namn på nettverk|nettverksnavn|nettverksnamn|network|kompetansenettverk",
    Field.PARTICIPATING: "deltakende kommuner|deltakande kommunar|kommuner som deltar|kommunar som deltek|"
    "kommuner i nettverket|kommunar i nettverket|deltakerkommuner|deltakarkommunar|participating municipalities|"
    "deltagende kommuner",
    Field.PARTNER: "samarbeidspartner|samarbeidspartnar|samarbeidspartnere|samarbeidspartnarar|partner|partnar|"
    "partnere|partnarar|uh|uh partner|uh partnar|uh institusjon|kompetansemiljø|universitet høgskole|"
    "universitet høyskole|universitet høgskule|universitet og høgskole|tilbyder|tilbydar|provider|partner institution",
    Field.SAMI: "samisk perspektiv|samisk|samisk innhold|samisk innhald|sámi perspective|sami perspective|"
    "samiske perspektiv|samiske perspektiver",
    Field.DURATION: "varighet|varigheit|varighet år|varigheit år|lengde|lengd|antall år|tal på år|tal år|"
    "varighet i år|varigheit i år|duration|duration years|years|tidsramme år",
    Field.AMOUNT: "meldt behov|behov|beløp|belaup|søknadssum|søknadsbeløp|søkt beløp|søkt sum|omsøkt beløp|"
    "omsøkt sum|meldt beløp|totalt beløp|totalbeløp|samlet behov|samla behov|sum|beløp det søkes om|"
    "beløp det blir søkt om|søkesum|søkjesum|amount|reported need|need|tilskuddsbeløp|tilskotsbeløp",
    Field.PARTNER_AMOUNT: "herav til uh|derav til uh|herav uh|derav uh|av dette til uh|til uh|beløp til uh|sum til uh|"
    "andel til uh|del til uh|herav til partner|av dette til partner|av dette til partnar|herav til samarbeidspartner|"
    "beløp til partner|beløp til partnar|partner amount|of which to partner|of which to partners|amount to partner",
    Field.EMPLOYEES: "antall ansatte|tal på tilsette|tal tilsette|antall tilsette|tal på ansatte|tal ansatte|ansatte|"
    "tilsette|employees|number of employees|antal tilsette|antal ansatte",
    Field.CHILDREN: "antall barn elever|antall barn og elever|tal på barn elevar|tal på barn og elevar|"
    "tal barn elevar|antal barn elevar|antall barn|antall elever|tal på barn|tal på elevar|barn elever|barn elevar|"
    "barn og elever|barn og elevar|children|children and pupils|children pupils|number of children|"
    "number of children and pupils",
    Field.TOOK_PART: "ansatte har medvirket|medvirkning|tilsette har medverka|medverknad|ansatte medvirket|"
    "tilsette medverka|de ansatte har medvirket|dei tilsette har medverka|employees took part|"
    "employees have taken part|staff involved",
}
_EXACT: Final[dict[str, Field]] = {word: code for code, words in _SYNONYMS.items() for word in words.split("|")}
_PARTS: Final[tuple[tuple[Field, re.Pattern[str]], ...]] = tuple(
    (code, re.compile(pattern))
    for code, pattern in (
        (
            Field.PARTNER_AMOUNT,
            r"(?:herav|derav|av dette|andel|beløp|sum|of which).*(?:\buh\b|partn|universitet|høgsk)",
        ),
        (Field.TOOK_PART, r"medvirk|medverk|took part|taken part"),
        (Field.SAMI, r"\bsamiske?\b|\bsámi\b"),
        (Field.OWNER_NUMBER, r"\borg(?:anisasjons?)? ?(?:nr|nummer|no)\b|organi[sz]ation number"),
        (Field.MUNICIPALITY, r"kommune ?(?:nr|nummer)"),
        (Field.PARTICIPATING, r"delta.*kommun|kommun.*delt"),
        (Field.PARTNER, r"samarbeid|partner|partnar|universitet|høgsk|høysk|tilbyd|kompetansemiljø|\buh\b"),
        (Field.OWNER, r"eier\b|eigar|\bowner|søker\b|søkjar"),
        (Field.TARGET_GROUP, r"målgruppe|barnehage.*sk[ou]le|target group"),
        (Field.AMOUNT, r"beløp|\bsum\b|\bbehov\b|søknadss|omsøkt|\bamount\b"),
        (Field.EMPLOYEES, r"(?:antall|antal|tal|number).*(?:ansatte|tilsette|employees)"),
        (Field.CHILDREN, r"(?:antall|antal|tal|number).*(?:barn|elev|children|pupils)"),
        (Field.DURATION, r"varig|duration"),
        (Field.SUBMITTED, r"innsend|mottatt|motteke|submitted"),
        (Field.NETWORK, r"nettverk|network"),
        (Field.THEME, r"\btema|theme"),
        (Field.TITLE, r"tiltak|tittel|measure|\btitle"),
    )
)


class TableError(Exception):
    """A sheet whose table cannot be found. Codes: no_header, two_headers (rows), nothing_below (row)."""

    def __init__(self, code: str, **params: object) -> None:
        super().__init__(f"{code} {params}")
        self.code = code
        self.params = params


@dataclass(frozen=True)
class Header:
    """The heading row: its number, the heading of each column as it is, and how many were recognised."""

    row: int
    headings: tuple[str, ...]
    recognised: int


@dataclass(frozen=True)
class Suggestion:
    """Which column probably holds which field; `unclear` lists fields with several equally good columns.

    `guessed` are fields whose column was found by what is left over and not by its heading. `set_aside` are columns
    that look like the amount, but whose headings may say another unit, another year or another amount; `unread` are
    the same for the other fields.
    """

    columns: Columns
    unclear: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    guessed: frozenset[str] = frozenset()
    set_aside: tuple[int, ...] = ()
    unread: Columns = field(default_factory=dict)

    @property
    def missing(self) -> list[Field]:
        """Required fields without a column; an owner may be known by name or by number."""
        lacking = [code for code in REQUIRED if code not in self.columns]
        if not any(code in self.columns for code in OWNER_FIELDS):
            lacking.insert(0, Field.OWNER)
        return lacking


def normalise_heading(text: str) -> tuple[str, int | None]:
    """The heading in lower case without punctuation, units and year; and the year it named, if any."""
    folded = unicodedata.normalize("NFKC", text).casefold().replace("\u00ad", "")
    year = _YEAR.search(folded)
    words = re.sub(r"[^\w]+", " ", _YEAR.sub(" ", folded)).strip()
    words = re.sub(r"\s+", " ", _UNIT.sub(" ", words)).strip()
    return words, int(year.group(1)) if year else None


def recognise(heading: str, year: int | None = None) -> tuple[Field | None, int]:
    """The field of a heading with a score (0: none).

    A heading of an amount that may be something else than the need in kroner of `year` is none.
    """
    found, score = looks_like(heading)
    if found in _AMOUNTS:
        if not is_need_in_kroner(heading, found, year):
            return None, 0
        named_year = normalise_heading(heading)[1]
        return found, score + (named_year is not None and named_year == year)
    if found is not None and is_other_measure(heading, found):
        return None, 0
    return found, score


def looks_like(heading: str) -> tuple[Field | None, int]:
    """The field that a heading comes nearest to, with a score (0: none), whatever else it says."""
    words, _year = normalise_heading(heading)
    found, score = _EXACT.get(words), EXACT_SCORE
    if found is None and words and not NOT_OURS.search(words):
        found = next((code for code, pattern in _PARTS if pattern.search(words)), None)
        score = PART_SCORE
    if found is None:
        return (Field.OWNER, PART_SCORE) if words in ("kommune", "municipality") else (None, 0)
    return found, score


def suggest_columns(headings: Sequence[str], year: int | None = None, asked: Sequence[AnswerColumn] = ()) -> Suggestion:
    """A column for each field, and for each question that is `asked`, by heading; if two fit equally well, none is
    chosen. The name of a question counts for more than what only looks like a field."""
    candidates: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
    places, set_aside, unread = [], [], dict[str, int]()
    for column, heading in enumerate(headings):
        if normalise_heading(heading)[0] in ("kommune", "municipality"):
            places.append(column)
            continue
        near, score = looks_like(heading)
        if score < EXACT_SCORE and (question := column_named(heading, asked)):
            candidates[question].append((EXACT_SCORE, column))
            continue
        code, score = recognise(heading, year)
        if code is not None:
            candidates[code].append((score, column))
        elif near == Field.AMOUNT:
            set_aside.append(column)
        elif near is not None:
            unread[near] = column
    columns: dict[str, int] = {}
    unclear: dict[str, tuple[int, ...]] = {}
    for key, scored in candidates.items():
        best = max(score for score, _column in scored)
        winners = [column for score, column in scored if score == best]
        if len(winners) == 1:
            columns[key] = winners[0]
        else:
            unclear[key] = tuple(winners)
    if len(places) == 1:
        free = Field.OWNER if Field.OWNER not in columns and Field.OWNER not in unclear else Field.MUNICIPALITY
        columns.setdefault(free, places[0])
    return Suggestion(columns, unclear, set_aside=tuple(set_aside), unread=unread)


def find_header(grid: Grid) -> Header:
    """The heading row. Raises TableError when there is none, more than one, or nothing below it."""
    scores = {number: _recognised(row) for number, row in enumerate(grid.rows[:_SEARCHED_ROWS], start=1)}
    best = max(scores, key=lambda number: (scores[number], -number), default=0)
    if not best or scores[best] < 2:
        best = _first_wide_text_row(grid)
    other = _other_header(grid, best, scores.get(best, 0))
    if other is not None:
        first, second = sorted((best, other))
        if not _is_same_by_merging(grid, first, second):
            raise TableError("two_headers", first=first, second=second)
        best = second
    if _sub_headings(grid, best):
        raise TableError("two_headers", first=best, second=best + 1)
    if all(is_blank(cell) for row in grid.rows[best:] for cell in row):
        raise TableError("nothing_below", row=best)
    headings = _headings(grid, best)
    return Header(best, headings, scores.get(best, 0))


def _sub_headings(grid: Grid, row: int) -> bool:
    """Whether the row below a heading row divides headings of it: years, or texts below a heading that is merged over
    their columns, and nothing else."""
    if row >= len(grid.rows):
        return False
    filled = {column: cell for column, cell in enumerate(grid.rows[row]) if not is_blank(cell)}
    if len(filled) < 2:
        return False
    if all(_YEAR.fullmatch(shown(cell).strip()) for cell in filled.values()):
        return True
    below = {
        column
        for top, left, bottom, right in grid.merged
        if top <= row <= bottom and right > left
        for column in range(left, min(right, left + len(grid.rows[row])) + 1)
    }
    return filled.keys() <= below and all(isinstance(cell, str) for cell in filled.values())


def _recognised(row: Sequence[Cell]) -> int:
    """How many different fields the texts of a row name."""
    found = set()
    for cell in row:
        if isinstance(cell, str) and len(cell) <= 120:
            code, _score = recognise(cell)
            if code is not None:
                found.add(code)
    return len(found) if sum(not is_blank(cell) for cell in row) > 1 else 0


def _first_wide_text_row(grid: Grid) -> int:
    """The first row with at least four texts and no numbers, for a table whose headings are all unknown."""
    for number, row in enumerate(grid.rows[:_SEARCHED_ROWS], start=1):
        filled = [cell for cell in row if not is_blank(cell)]
        if len(filled) >= 4 and all(isinstance(cell, str) for cell in filled):
            return number
    raise TableError("no_header")


def _other_header(grid: Grid, best: int, recognised: int) -> int | None:
    """The number of another row that is a heading row too: much the same anywhere, or a second line beside the best.

    Looks at `_MOST_LOOKS` cells at most. A second heading row after them is read as a row of data, and refused there.
    """
    enough, looks = max(3, (recognised * 3 + 4) // 5), 0
    for number, row in enumerate(grid.rows, start=1):
        if number == best or not row or not isinstance(next((c for c in row if not is_blank(c)), None), str):
            continue
        texts_only = all(isinstance(cell, str) for cell in row if not is_blank(cell))
        looks += len(row) if texts_only else 0
        if looks > _MOST_LOOKS:
            return None
        needed = 2 if abs(number - best) == 1 and texts_only else enough
        if texts_only and _exact_headings(row) >= needed:
            return number
    return None


def _exact_headings(row: Sequence[Cell]) -> int:
    found = {_EXACT.get(normalise_heading(cell)[0]) for cell in row if isinstance(cell, str) and len(cell) <= 80}
    return len(found - {None})


def _is_same_by_merging(grid: Grid, first: int, second: int) -> bool:
    """Whether every heading of both rows is in a cell merged over the two, so that they are one heading row."""
    spanned = {
        column
        for top, left, bottom, right in grid.merged
        if top <= first and bottom >= second
        for column in range(left, right + 1)
    }
    filled = {column for row in (first, second) for column, cell in enumerate(grid.rows[row - 1]) if not is_blank(cell)}
    return bool(filled) and filled <= spanned


def _headings(grid: Grid, row: int) -> tuple[str, ...]:
    """The headings of the row; a heading merged down from above is taken from where it is."""
    texts = [shown(cell).strip() for cell in grid.rows[row - 1]]
    width = max((len(cells) for cells in grid.rows[row - 1 :]), default=0)
    texts += [""] * (width - len(texts))
    for top, left, bottom, _right in grid.merged:
        if top < row <= bottom and left < len(texts) and not texts[left]:
            texts[left] = shown(grid.cell(top, left)).strip()
    return tuple(texts)
