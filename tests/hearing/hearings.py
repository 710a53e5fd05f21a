"""Hearings and input, made by the services, for tests of several folders."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

from fordel.hearing.models import Hearing, HearingInput
from fordel.hearing.services.hearings import HearingFacts, open_hearing
from fordel.hearing.services.send_input import send_input
from fordel.hearing.services.write_input import Giver, Said, begin_input
from fordel.parties.models import Office, Person
from fordel.plan.models import Plan
from fordel.plan.services.plans import PlanFacts, start_plan
from fordel.shared.clock import SHIFT, now, today
from fordel.shared.models import OutboxMail
from tests.plan.conftest import add, write_every_chapter

TEXT = "Kapittelet bør si mer om små kommuner."


def plan_to_hear(office: Office, officer: Person, title: str = "Plan på høring") -> Plan:
    """A draft with every chapter written and a theme."""
    plan = start_plan(office, PlanFacts(title, ("kollektiv",), 2027, 2030, "nb"), officer)
    write_every_chapter(plan, officer)
    add(plan, officer, "lek", "Lek")
    return plan


def facts(**more: Any) -> HearingFacts:
    """From today and thirty days on, published, erased a year later."""
    day: date = today()
    found = {"opens_on": day, "closes_on": day + timedelta(days=30), "publishes_input": True}
    return HearingFacts(**(found | {"erase_on": day + timedelta(days=395)} | more))


def hearing_of(plan: Plan, officer: Person, **more: Any) -> Hearing:
    return open_hearing(plan, facts(**more), officer)


def code_to(address: str) -> str:
    """The code in the newest mail to the address."""
    mail = OutboxMail.objects.filter(recipient=address).latest("pk")
    found = re.search(r"\d{6}", mail.subject)
    assert found is not None
    return found[0]


def received(hearing: Hearing, text: str = TEXT, chapter: str = "goal", **who: Any) -> HearingInput:
    """Input that was sent; by a private person unless an organisation gives it."""
    giver = Giver(
        **({"name": "Kari Nordmann", "email": "kari@example.org"} | who if "organisation" not in who else who)
    )
    given = begin_input(hearing, giver, Said(chapter, text), "127.0.0.1")
    code = "" if giver.organisation else code_to(given.email)
    return send_input(given, code, now())


def later(**time: int) -> Any:
    """A block in which the clock is so much later: `with later(days=31):`."""
    return SHIFT.replaced(lambda: timedelta(**time))
