"""Find words in the translations that are no good Norwegian, or that are written in two ways.

Of two forms that nynorsk allows, the product uses one. Exit code 1 and a line for each: `module nb: words -> what to
write`.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.pofile import read_po

SOURCE = Path(__file__).resolve().parents[1] / "src" / "fordel"
BOTH = {
    r"vennligst|ver venleg": "leave it out",
    r"lysark": "lysbilder, lysbilete",
    r"begge (?:målgrupper|rammer)\b": "begge målgruppene, begge rammene",
    r"møter (?:\w+ )?kriteri\w+": "oppfyller kriteriene (an anglicism)",
    r"møte?r? alle behov": "dekk alle behov (an anglicism)",
    r"rammer (?:ingen|noen|nokon)": "går ut over (collides with the frame)",
    r"med i det andre": "med i tiltak som andre",
    r"øre(?:ne|a): bar|ta bort øra": "skriv hele kroner, uten øre",
    r"takk(?:et|a) nei\.": "avslått",
    r"(?:er|mangler eller er) feil i f": "må rettes",
    r"eksempel,? 20\d\d-\d\d-\d\d|som 20\d\d-\d\d-\d\d": "write days as 31.01.2026",
}
WORDS = {
    "nb": BOTH
    | {
        r"høgskole\w*": "høyskole",
        r"arkivloven": "arkivlova (its name)",
        r"blei|vart": "ble",
        r"er begynt|ikke begynt på$": "påbegynt",
        r"de avkryssede er": "a button says what it does: sett de valgte som",
    },
    "nn": BOTH
    | {
        r"blei|vorte": "vart, blitt",
        r"handsam\w+": "behandla",
        r"begynn\w*": "byrje",
        r"difor": "derfor",
        r"f[øo]renamn": "fornamn",
        r"lat": "la",
        r"samde?": "einig",
        r"(?:har|ikkje|er) svara": "svart",
        r"tilskotsrett\w*": "rett til tilskot",
        r"brønnøysundregistra": "Brønnøysundregistera",
        r"gav opp|gitt opp|gav de opp": "oppgav, har oppgitt",
        r"^send (?:av|tilbake til|til %)": "sendt (the participle of a label; «send» is an order)",
        r"noe|ikke|hvordan|hvem|hva|fra|jeg|dere": "nynorsk",
    },
}
ORDERS = ("Send to", "Return", "Send it")
"""Strings that begin like this are orders."""


def wrong_words(language: str, source: str, text: str) -> Iterator[str]:
    """What is wrong with the translation `text` of `source`: the words, and what to write."""
    for pattern, instead in WORDS[language].items():
        for found in re.finditer(rf"(?<!\w)(?:{pattern})(?!\w)", text, re.IGNORECASE):
            if not (found[0].lower().startswith("send") and source.startswith(ORDERS)):
                yield f"{found[0]} -> {instead}"
    if language == "nn" and "already" in source.lower():
        yield from (f"{found[0]} -> allereie" for found in re.finditer(r"\b(?:er|har|finst|var) alt\b", text))


def main() -> int:
    lines = []
    for path in sorted(SOURCE.glob("*/locale/*/LC_MESSAGES/django.po")):
        language, module = path.parents[1].name, path.parents[3].name
        with path.open("rb") as file:
            for message in read_po(file, locale=language):
                source = message.id[0] if isinstance(message.id, tuple | list) else message.id
                found = message.string if isinstance(message.string, tuple | list) else [message.string]
                for text in filter(None, found if source else []):
                    lines += [f"{module} {language}: {wrong}" for wrong in wrong_words(language, source, text)]
    print("\n".join(lines) or "no word of the Norwegian list in the translations")
    return 1 if lines else 0


if __name__ == "__main__":
    sys.exit(main())
