"""Finds circles of files, and imports inside functions that give no reason.

A circle is a set of files of `fordel` that import each other, also from inside functions (imports for types only do not
count). An import inside a function ends with one of the reasons in `REASONS` as a comment on its line.

python tools/check_imports.py       list what is wrong; exit 1 if anything is
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

SOURCE: Final = Path(__file__).resolve().parents[1] / "src"
REASONS: Final = ("# lazy: heavy library", "# lazy: settings not ready", "# lazy: optional part")
Found = tuple[ast.Import | ast.ImportFrom, bool]


def _imports(node: ast.AST, inside: bool = False) -> Iterator[Found]:
    """Every import below the node, and whether it is inside a function; those for types only are left out."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.If) and ast.unparse(child.test) == "TYPE_CHECKING":
            for other in child.orelse:
                yield from _imports(other, inside)
        elif isinstance(child, ast.Import | ast.ImportFrom):
            yield child, inside
        else:
            yield from _imports(child, inside or isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef))


def _targets(found: ast.Import | ast.ImportFrom, files: dict[str, Path]) -> Iterator[str]:
    """The files that an import reads."""
    if isinstance(found, ast.Import):
        yield from (alias.name for alias in found.names if alias.name in files)
        return
    for alias in found.names:
        whole = f"{found.module}.{alias.name}"
        if whole in files:
            yield whole
        elif found.module in files:
            yield str(found.module)


def files_below(source: Path) -> dict[str, Path]:
    """Dotted name -> file, without migrations."""
    found = {}
    for path in sorted((source / "fordel").rglob("*.py")):
        parts = path.relative_to(source).with_suffix("").parts
        if "migrations" not in parts:
            found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


def circles(graph: dict[str, set[str]]) -> list[list[str]]:
    """The sets of more than one name that reach each other (Tarjan), each in order."""
    index: dict[str, int] = {}
    low: dict[str, int] = {}
    stack: list[str] = []
    found: list[list[str]] = []

    def visit(name: str) -> None:
        index[name] = low[name] = len(index)
        stack.append(name)
        for other in sorted(graph[name]):
            if other not in index:
                visit(other)
                low[name] = min(low[name], low[other])
            elif other in stack:
                low[name] = min(low[name], index[other])
        if low[name] == index[name]:
            group = [stack.pop()]
            while group[-1] != name:
                group.append(stack.pop())
            if len(group) > 1:
                found.append(sorted(group))

    for name in graph:
        if name not in index:
            visit(name)
    return found


def faults(source: Path = SOURCE) -> list[str]:
    """What is wrong, a line each."""
    files = files_below(source)
    lines, graph = [], {name: set[str]() for name in files}
    for name, path in files.items():
        text = path.read_text(encoding="utf-8")
        written = text.splitlines()
        for found, inside in _imports(ast.parse(text)):
            graph[name].update(target for target in _targets(found, files) if target != name)
            ends = written[(found.end_lineno or found.lineno) - 1], written[found.lineno - 1]
            if inside and not any(end.endswith(REASONS) for end in ends):
                place = f"{path.relative_to(source)}:{found.lineno}"
                lines.append(f"{place}: import inside a function. Move it up, or end the line with one of {REASONS}.")
    for group in circles(graph):
        lines.append(f"These files import each other in a circle: {', '.join(group)}.")
    return lines


if __name__ == "__main__":
    sys.setrecursionlimit(10_000)
    every = faults()
    print("\n".join(every) or "no circle of files, and every import inside a function has a reason")
    sys.exit(1 if every else 0)
