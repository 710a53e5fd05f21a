"""Keeps the catalogues complete: finds every translatable string, compares with nb and nn, and compiles.

python tools/messages.py check [MODULE]     list what is missing, fuzzy, empty or no longer used; exit 1 if any
python tools/messages.py update [MODULE]    add missing strings (empty) and drop unused ones
python tools/messages.py compile            write the .mo files (built, not committed)
"""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.template.base import Lexer, TokenType
from django.utils.text import smart_split
from django.utils.translation import trim_whitespace

SOURCE = Path(__file__).resolve().parents[1] / "src" / "fordel"
LANGUAGES = ("nb", "nn")
KEYWORDS = (
    "_",
    "gettext",
    "gettext_lazy",
    "gettext_noop",
    "ngettext",
    "ngettext_lazy",
    "pgettext",
    "pgettext_lazy",
    "npgettext",
)
_EMPTY_HEADERS = re.compile(
    r'^"(POT-Creation-Date|PO-Revision-Date|Generated-By|Last-Translator|Language-Team|Report-Msgid-Bugs-To'
    r"|Project-Id-Version):.*\n",
    re.MULTILINE,
)
Key = tuple[str | None, str, str | None]  # context, singular, plural


def _python_strings(path: Path) -> Iterator[Key]:
    """Also those inside f-strings."""
    for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(call, ast.Call):
            continue
        function = getattr(call.func, "id", None) or getattr(call.func, "attr", None)
        words = [each.value for each in call.args if isinstance(each, ast.Constant) and isinstance(each.value, str)]
        if function not in KEYWORDS or not words or not words[0]:
            continue
        if function in {"pgettext", "pgettext_lazy"}:
            yield words[0], words[1], None
        elif function == "npgettext":
            yield words[0], words[1], words[2]
        elif function in {"ngettext", "ngettext_lazy"}:
            yield None, words[0], words[1]
        else:
            yield None, words[0], None


def _unquote(text: str) -> str:
    return text[1:-1].replace(f"\\{text[0]}", text[0])


_INLINE = re.compile(r"""_\(("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')\)""")


def _template_strings(path: Path) -> Iterator[Key]:
    block: dict[str, object] | None = None
    for token in Lexer(path.read_text(encoding="utf-8")).tokenize():
        if token.token_type in (TokenType.VAR, TokenType.BLOCK):
            for match in _INLINE.finditer(token.contents):
                yield None, _unquote(match.group(1)), None
        if token.token_type == TokenType.BLOCK:
            words = list(smart_split(token.contents))
            name = words[0]
            if name in {"translate", "trans"} and words[1][0] in "\"'":
                context = _unquote(words[words.index("context") + 1]) if "context" in words else None
                yield context, _unquote(words[1]), None
            elif name in {"blocktranslate", "blocktrans"}:
                context = _unquote(words[words.index("context") + 1]) if "context" in words else None
                block = {"trimmed": "trimmed" in words, "parts": [""], "context": context}
            elif name == "plural" and block is not None:
                block["parts"].append("")  # type: ignore[attr-defined]
            elif name in {"endblocktranslate", "endblocktrans"} and block is not None:
                parts = [trim_whitespace(p) if block["trimmed"] else p for p in block["parts"]]  # type: ignore[attr-defined]
                yield block["context"], parts[0], parts[1] if len(parts) > 1 else None  # type: ignore[misc]
                block = None
        elif block is not None and token.token_type == TokenType.TEXT:
            block["parts"][-1] += token.contents.replace("%", "%%")  # type: ignore[index]
        elif block is not None and token.token_type == TokenType.VAR:
            block["parts"][-1] += f"%({token.contents})s"  # type: ignore[index]


def module_strings(folder: Path) -> set[Key]:
    """Every translatable string of one module: its Python files and its templates."""
    found: set[Key] = set()
    for path in sorted(folder.rglob("*.py")):
        if "migrations" not in path.parts:
            found.update(_python_strings(path))
    for path in sorted((folder / "templates").rglob("*.*")):
        found.update(_template_strings(path))
    return found


def catalogue_path(folder: Path, language: str) -> Path:
    return folder / "locale" / language / "LC_MESSAGES" / "django.po"


def _read(folder: Path, language: str) -> Catalog:
    path = catalogue_path(folder, language)
    if not path.exists():
        return Catalog(locale=language, domain="django", charset="utf-8")
    with path.open("rb") as file:
        return read_po(file, locale=language, domain="django")


def _key(message: Message) -> Key:
    if isinstance(message.id, (list, tuple)):
        return message.context, message.id[0], message.id[1]
    return message.context, message.id, None


def _is_complete(message: Message) -> bool:
    texts = message.string if isinstance(message.string, (list, tuple)) else (message.string,)
    return bool(texts) and all(texts) and not message.fuzzy


_PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]|\{(\w+)\}")


def _placeholders(text: str) -> set[str]:
    return {a or b for a, b in _PLACEHOLDER.findall(text)}


def _placeholder_faults(message: Message) -> bool:
    ids = message.id if isinstance(message.id, (list, tuple)) else (message.id,)
    texts = message.string if isinstance(message.string, (list, tuple)) else (message.string,)
    allowed = set().union(*map(_placeholders, ids))
    return any(_placeholders(text) - allowed for text in texts if text) or (
        len(ids) == 1 and any(_placeholders(text) != allowed for text in texts if text)
    )


def faults(folder: Path) -> list[str]:
    """What is wrong with a module's catalogues, a line each; empty when they are complete."""
    wanted = module_strings(folder)
    lines = []
    for language in LANGUAGES:
        messages = {_key(m): m for m in _read(folder, language) if m.id}
        for key in sorted(wanted - messages.keys(), key=str):
            lines.append(f"{folder.name} {language}: missing: {key[1]!r}")
        for key in sorted(messages.keys() - wanted, key=str):
            lines.append(f"{folder.name} {language}: not used: {key[1]!r}")
        for key in sorted(wanted & messages.keys(), key=str):
            if not _is_complete(messages[key]):
                lines.append(f"{folder.name} {language}: empty or fuzzy: {key[1]!r}")
            elif _placeholder_faults(messages[key]):
                lines.append(f"{folder.name} {language}: placeholders differ: {key[1]!r}")
    return lines


def update(folder: Path) -> None:
    """Adds missing strings (empty) to a module's catalogues, drops unused ones, and sorts them."""
    wanted = module_strings(folder)
    if not wanted:
        return
    for language in LANGUAGES:
        known = {_key(m): m for m in _read(folder, language) if m.id}
        catalogue = Catalog(locale=language, domain="django", charset="utf-8", fuzzy=False, header_comment="")
        for key in sorted(wanted, key=lambda k: (k[1], k[0] or "")):
            context, singular, plural = key
            string = known[key].string if key in known else (("", "") if plural else "")
            catalogue.add((singular, plural) if plural else singular, string, context=context)
        path = catalogue_path(folder, language)
        path.parent.mkdir(parents=True, exist_ok=True)
        buffer = BytesIO()
        write_po(buffer, catalogue, width=120, omit_header=False, no_location=True)
        text = _EMPTY_HEADERS.sub("", buffer.getvalue().decode())
        path.write_text(text.lstrip("#\n "), encoding="utf-8")


_THOUSANDS = re.compile(r"(?<=\d) (?=\d{3}(?!\d))")


def unbroken(words: Any) -> Any:
    """A translation, or its singular and plural, with no-break spaces in amounts: no line ends within 312 500."""
    if isinstance(words, str):
        return _THOUSANDS.sub("\N{NO-BREAK SPACE}", words)
    return tuple(map(unbroken, words))


def compile_all() -> int:
    """Compiles every catalogue; returns how many. Amounts in the texts are kept together."""
    paths = sorted(SOURCE.glob("*/locale/*/LC_MESSAGES/django.po"))
    for path in paths:
        with path.open("rb") as source:
            catalogue = read_po(source, locale=path.parts[-3], domain="django")
        for message in catalogue:
            if message.id:
                message.string = unbroken(message.string)
        with path.with_suffix(".mo").open("wb") as target:
            write_mo(target, catalogue)
    return len(paths)


def main(words: list[str]) -> int:
    command = words[0] if words else "check"
    chosen = [SOURCE / words[1]] if len(words) > 1 else sorted(p.parent for p in SOURCE.glob("*/__init__.py"))
    if command == "compile":
        print(f"{compile_all()} catalogues compiled")
        return 0
    if command == "update":
        for folder in chosen:
            update(folder)
        return 0
    lines = [line for folder in chosen for line in faults(folder)]
    print("\n".join(lines) or "catalogues complete: " + ", ".join(LANGUAGES))
    return 1 if lines else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
