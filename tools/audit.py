"""Ask the public lists of vulnerabilities about every locked package: of Python (pip-audit) and of npm (npm audit).

Exit codes: 0 if no known vulnerability was found, 1 if one was, 2 if a list could not be reached, so that nothing is
known about its packages.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

ROOT: Final = Path(__file__).parent.parent
UV: Final = ".bootstrap/bin/uv"
PIP_AUDIT: Final = "pip-audit@2.10.1"


class NoAnswerError(Exception):
    """The list could not be asked; the text says what the tool said."""


def _answer(command: Sequence[str]) -> Any:
    """What the command wrote as JSON. Raises NoAnswerError if it did not."""
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)  # our own commands
    try:
        return json.loads(done.stdout)
    except ValueError:
        said = [line for line in (done.stderr or done.stdout).splitlines() if line.strip()]
        raise NoAnswerError(said[-1].strip() if said else f"{command[0]} said nothing") from None


def python_faults() -> list[str]:
    """`package version: id` of each known vulnerability of a locked Python package."""
    export = (UV, "export", "--frozen", "--all-extras", "--all-groups", "--no-emit-project", "--quiet")
    locked = subprocess.run(export, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    with tempfile.TemporaryDirectory() as folder:
        requirements = Path(folder) / "requirements.txt"
        requirements.write_text(locked, encoding="utf-8")
        ask = ("tool", "run", "--quiet", "--system-certs", PIP_AUDIT, "--requirement", str(requirements))
        answer = _answer((UV, *ask, "--disable-pip", "--format", "json", "--progress-spinner", "off"))
    return faults_of_python(answer)


def faults_of_python(answer: Any) -> list[str]:
    """What pip-audit's answer says is vulnerable. Raises NoAnswerError if it left packages out: it then says nothing of
    them, and ends as if all was well."""
    skipped = [each for each in answer["dependencies"] if "skip_reason" in each]
    if skipped:
        first, count = skipped[0], len(skipped)
        raise NoAnswerError(f"{count} of {len(answer['dependencies'])} packages: {first['skip_reason']}")
    return [
        f"{each['name']} {each['version']}: {found['id']}" for each in answer["dependencies"] for found in each["vulns"]
    ]


def npm_faults() -> list[str]:
    """`package: severity` of each locked npm package with a known vulnerability."""
    return faults_of_npm(_answer(("npm", "audit", "--json")))


def faults_of_npm(answer: Any) -> list[str]:
    """What npm's answer says is vulnerable. Raises NoAnswerError if the list did not answer."""
    if "vulnerabilities" not in answer:
        raise NoAnswerError(str(answer.get("message") or answer.get("error") or "npm gave no list"))
    return [f"{name}: {each['severity']}" for name, each in sorted(answer["vulnerabilities"].items())]


def main() -> int:
    code = 0
    for name, ask in (("Python", python_faults), ("npm", npm_faults)):
        try:
            faults = ask()
        except NoAnswerError as error:
            print(f"{name}: the list of vulnerabilities could not be reached, so nothing is known. {error}")
            code = 2
            continue
        print(f"{name}: {len(faults)} known vulnerabilities.")
        print("".join(f"  {fault}\n" for fault in faults), end="")
        code = code or int(bool(faults))
    return code


if __name__ == "__main__":
    sys.exit(main())
