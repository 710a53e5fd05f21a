"""iCalendar text as a second reader understands it: ical.js, which Thunderbird is built on."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any, Final

ROOT: Final = Path(__file__).resolve().parents[2]
_READ: Final = """
import ICAL from "ical.js";
import { readFileSync } from "node:fs";
const calendar = new ICAL.Component(ICAL.parse(readFileSync(0, "utf8")));
const events = calendar.getAllSubcomponents("vevent").map((part) => {
  const event = new ICAL.Event(part, { strictExceptions: true });
  return {
    uid: event.uid,
    sequence: event.sequence,
    summary: event.summary,
    status: part.getFirstPropertyValue("status"),
    isDay: event.startDate.isDate,
    starts: event.startDate.isDate ? event.startDate.toString() : event.startDate.toJSDate().toISOString(),
    ends: event.endDate.isDate ? event.endDate.toString() : event.endDate.toJSDate().toISOString(),
  };
});
console.log(JSON.stringify({ method: calendar.getFirstPropertyValue("method"), events }));
"""


def read_by_ical_js(text: str | bytes) -> dict[str, Any]:
    """`method` and `events`, each with `uid`, `sequence`, `summary`, `status`, `isDay`, and `starts` and `ends` as ISO
    8601 (dates without a time; the end is the first day or instant that is not in it)."""
    content = text.encode() if isinstance(text, str) else text
    words = ["node", "--input-type=module", "--eval", _READ]
    done = subprocess.run(words, input=content, capture_output=True, cwd=ROOT, check=False)
    assert done.returncode == 0, done.stderr.decode()
    found: dict[str, Any] = json.loads(done.stdout)
    return found
