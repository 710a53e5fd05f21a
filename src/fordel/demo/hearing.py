"""The hearing of the demo's next plan in the autumn of 2025: 14 inputs, three of them from private persons, answered in
January. The words are ours."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any, Final

import fordel
from fordel.demo.clock import set_demo_clock
from fordel.hearing.models import Hearing, HearingInput, HearingPoint
from fordel.hearing.services.answers import PointAnswer, answer_point, send_answers
from fordel.hearing.services.hearings import HearingFacts, close_hearing, open_hearing
from fordel.hearing.services.invited import Other, invite
from fordel.hearing.services.send_input import send_input
from fordel.hearing.services.write_input import Giver, Said, add_point, begin_input
from fordel.parties.models import Organisation, Person
from fordel.plan.models import Plan
from fordel.plan.services.document import PLAN_KIND
from fordel.shared.clock import OSLO, now
from fordel.shared.models import OutboxMail
from fordel.writing.selectors.fields import fields_of
from fordel.writing.services.save_fields import Edit, save_fields

FILE: Final = Path(fordel.__file__).parent / "demo_data" / "hearing-nordland.toml"
_HERE: Final = "127.0.0.1"


def load_demo_hearing(plan: Plan, officer: Person) -> Hearing:
    """Done by the demo's clock on the days it happened; the clock is set back afterwards."""
    instant, data = now(), tomllib.loads(FILE.read_text(encoding="utf-8"))
    try:
        _at(data["opens"])
        hearing = open_hearing(plan, HearingFacts(data["opens"], data["closes"], True, data["erase_on"]), officer)
        asked = [_organisation(each) for each in _asked(data)]
        invite(hearing.pk, [], [each.pk for each in asked], [Other(*each) for each in data["others"]], officer)
        given = [(_give(hearing, each), each["answers"]) for each in data["given"]]
        _at(data["closes"] + timedelta(days=3))
        close_hearing(hearing.pk)
        _at(data["answered"])
        _revise(plan, data["revised"], officer)
        for each, answers in given:
            _answer(each, answers, officer)
        send_answers(hearing.pk, officer)
    finally:
        set_demo_clock(instant)
    return hearing


def _at(day: date) -> None:
    set_demo_clock(datetime.combine(day, time(10), OSLO))


def _asked(data: Mapping[str, Any]) -> list[dict[str, str]]:
    owners = [{"municipality": number} for number in data["municipalities"]]
    return [*owners, *({"university": name} for name in data["universities"])]


def _organisation(each: Mapping[str, Any]) -> Organisation:
    if "municipality" in each:
        return Organisation.objects.get(municipality__number=each["municipality"], kind="municipality")
    return Organisation.objects.get(name__iexact=each["university"])


def _give(hearing: Hearing, each: Mapping[str, Any]) -> HearingInput:
    """The input, sent on its day; whoever is no organisation in Fordel reads the code in the mail."""
    _at(each["day"])
    if "name" in each:
        body, shows_name = each.get("body", ""), each.get("shows_name", False)
        giver = Giver(None, None, each["name"], each["email"], body, shows_name)
    else:
        giver = Giver(None, _organisation(each))
    first, *more = [Said(chapter, text) for chapter, text in each["points"]]
    given = begin_input(hearing, giver, first, _HERE)
    for said in more:
        add_point(given.pk, said)
    return send_input(given, _code(given), now())


def _code(given: HearingInput) -> str:
    if not given.email:
        return ""
    mail = OutboxMail.objects.filter(recipient=given.email).latest("pk")
    found = re.search(r"\d{6}", mail.subject)
    return found[0] if found else ""


def _answer(given: HearingInput, answers: list[list[str]], officer: Person) -> None:
    points = HearingPoint.objects.filter(input=given).order_by("pk")
    for point, (outcome, answer, changed) in zip(points, answers, strict=True):
        answer_point(point.pk, PointAnswer(outcome, answer, point.chapter, changed), officer)


def _revise(plan: Plan, texts: Mapping[str, str], officer: Person) -> None:
    versions = {key: version for key, _value, version in fields_of(plan.pk)}
    edits = [Edit(code, text, versions.get(code, 0), is_html=True) for code, text in texts.items()]
    save_fields(PLAN_KIND, plan.pk, officer, edits, now())
