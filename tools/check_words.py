"""Find words in strings, comments and documents that a reader of English has to read twice (CONTRIBUTING, English).

Exit code 1 and a line for each: `file:line: word -> what to write`.
"""

from __future__ import annotations

import io
import re
import subprocess
import sys
import tokenize
from collections.abc import Iterator
from pathlib import Path

WORDS = {
    r"anew": "again",
    r"meanwhile": "in the meantime",
    r"mend(?:s|ed|ing)?": "correct, fix",
    r"told": "notified, asked; distinguished for «told apart»",
    r"stands(?! for\b| in\b)": "is, is shown, stays",
    r"goes on|go on": "continues, is in progress",
    r"sa(?:y|ys|id) no to": "rejects, declines",
    r"held against": "checked against",
    r"in so many": "in this many",
    r"further (?:down|up)": "lower, higher",
    r"those (?:above|below)": "name them",
}
FOUND = re.compile("|".join(rf"(?<![\w.-])(?:{word})(?![\w-])" for word in WORDS), re.IGNORECASE)
CODE = re.compile(r"""[rbfu]*["'][\w.:-]*["']""")  # a string that is a name of something
PLACEHOLDERS = re.compile(r"\{[^{}\n]*\}")
SELF = Path(__file__).name


def main() -> int:
    listed = subprocess.run(["git", "ls-files", "-z"], check=True, capture_output=True, text=True)
    wrong = [line for name in listed.stdout.split("\0") for line in _wrong(Path(name))]
    print("\n".join(wrong) or "no word of the list in strings, comments and documents")
    return 1 if wrong else 0


def _wrong(path: Path) -> Iterator[str]:
    if not path.is_file() or path.name in (SELF, "CONTRIBUTING.md"):
        return
    if path.suffix == ".py":
        texts = _strings_and_comments(path)
    elif path.suffix in (".md", ".html", ".js", ".toml") and "static" not in path.parts:
        texts = ((number, line) for number, line in enumerate(path.read_text().splitlines(), 1))
    else:
        return
    for number, text in texts:
        for found in FOUND.finditer(PLACEHOLDERS.sub("", text)):
            instead = next(words for word, words in WORDS.items() if re.fullmatch(word, found[0], re.IGNORECASE))
            yield f"{path}:{number + text[: found.start()].count(chr(10))}: {found[0]} -> {instead}"


def _strings_and_comments(path: Path) -> Iterator[tuple[int, str]]:
    for token in tokenize.generate_tokens(io.StringIO(path.read_text()).readline):
        is_text = token.type == tokenize.STRING and not CODE.fullmatch(token.string)
        if is_text or token.type == tokenize.COMMENT or token.type == getattr(tokenize, "FSTRING_MIDDLE", -1):
            yield token.start[0], token.string


if __name__ == "__main__":
    sys.exit(main())
