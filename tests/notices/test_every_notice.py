"""Every notice, sent to somebody who reads nynorsk by somebody who works in English."""

from __future__ import annotations

import importlib
import importlib.util
import inspect
import pkgutil
import re
from collections.abc import Callable, Iterator
from typing import Any, Final

import pytest
from django.utils.translation import override

import fordel
from fordel.notices.recipient import to_person
from fordel.notices.services.notify import notify
from fordel.parties.models import Organisation, Person
from fordel.shared.models import OutboxMail
from fordel.shared.notice import Category, Notice
from tests.notices.examples import EXAMPLES, World

# Words that are frequent in one language and are none in nynorsk. Names, codes and addresses are taken out first.
GIVE_AWAY: Final = {
    "en": "the you your is are was has have this here with not and of from been which until need county",
    "nb": "ikke hva hvem hvor hvordan hvilke hvilken deres dere jeg noen noe fra en et mer være nå gjør bare også "
    "hvis blitt ble frem sin skole mottatt meldinger statsforvalteren samarbeidet flere",
}
_NAMES: Final = re.compile(
    r"https?://\S+|\S+@\S+|-//Fordel//\S+|^(?:UID|PRODID|ORGANIZER|ATTENDEE|URL).*$", re.MULTILINE
)


def _notices() -> Iterator[type[Notice]]:
    """Every concrete notice in a `notices` of a module, or of a room inside it."""
    for module in pkgutil.walk_packages(fordel.__path__, "fordel."):
        if "notices" not in module.name.split(".")[2:]:
            continue
        found = importlib.import_module(module.name)
        for value in vars(found).values():
            own = isinstance(value, type) and issubclass(value, Notice) and value.__module__ == found.__name__
            if own and not value.__name__.startswith("_") and not inspect.isabstract(value):
                yield value


NOTICES: Final = list(_notices())


@pytest.fixture
def world(nordland: Any, person_as: Callable[..., Any]) -> World:
    reader: Person = person_as("case_officer")
    Person.objects.filter(pk=reader.pk).update(language="nn", name="Qrs")
    reader.refresh_from_db()
    organisations = Organisation.objects.filter(kind="municipality").order_by("pk")
    return World(nordland, organisations[0], organisations[1], reader)


def test_every_notice_has_an_example() -> None:
    assert {each.__name__ for each in NOTICES} - {each.__name__ for each in EXAMPLES} == set()


def test_each_kind_names_one_notice() -> None:
    kinds = [each.kind for each in NOTICES]
    assert sorted(kinds) == sorted(set(kinds))
    for each in NOTICES:
        assert each.kind.split(".")[0] == each.__module__.split(".")[1], each


def test_every_notice_declares_its_category() -> None:
    """For itself, so that a new one is placed by whoever writes it."""
    wrong = [each.__name__ for each in NOTICES if not isinstance(vars(each).get("category"), Category)]
    assert wrong == []


def test_a_notice_with_a_code_or_a_key_is_in_no_list() -> None:
    """Whoever sees the list over somebody's shoulder, or reads what we hold of them, gets in nowhere by it."""
    keys = {each for each in NOTICES if {"code", "token"} & set(each.__dataclass_fields__)}
    assert len(keys) >= 5
    assert [each.__name__ for each in keys if each.is_listed] == []


def _written(notice: Notice) -> tuple[str, str, str]:
    """Subject, text and calendar in the active language, the way a mail has them; without the time it was made."""
    calendar = notice.calendar()
    return str(notice.subject()), notice.mail_text(), _plain(calendar.content) if calendar else ""


def _plain(calendar: str) -> str:
    unfolded = calendar.replace("\r\n ", "").replace("\r\n", "\n")
    return re.sub(r"^DTSTAMP.*\n|^UID.*\n", "", unfolded, flags=re.MULTILINE)


def _words_of(language: str, world: World, *texts: str) -> set[str]:
    text = "\n".join(texts)
    for name in (world.round.office.name, world.owner.name, world.partner.name, world.reader.name):
        text = text.replace(name, " ")
    words = set(re.findall(r"[a-zæøå]+", _NAMES.sub(" ", text).lower()))
    return words & set(GIVE_AWAY[language].split())


@pytest.mark.django_db
def test_every_notice_is_in_the_language_of_its_reader(world: World) -> None:
    """It is built and sent while the sender's language is active, and reads as if it had been built by the reader."""
    wrong = []
    for notice_type, make in EXAMPLES.items():
        with override("nn"):
            expected = [_written(each) for each in make(world)]
        with override("en"):
            for number, notice in enumerate(make(world)):
                english = _written(notice)
                notify(to_person(world.reader, world.round.office), notice)
                mail = OutboxMail.objects.latest("pk")
                sent = (mail.subject, mail.body, _plain(mail.calendar))
                if sent != expected[number]:
                    wrong.append(f"{notice_type.__name__}: sent {sent}, the reader would write {expected[number]}")
                if sent[0] == english[0] or sent[1] == english[1]:
                    wrong.append(f"{notice_type.__name__}: the same in English: {sent}")
                for language in GIVE_AWAY:
                    if words := _words_of(language, world, *sent):
                        wrong.append(f"{notice_type.__name__}: {language} words {sorted(words)} in {sent}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.django_db
def test_every_notice_about_a_round_names_the_scheme_and_the_year(world: World) -> None:
    """An office may run several schemes in a year. Those of the modules below are about the office alone."""
    with override("nn"):
        for notice_type, make in EXAMPLES.items():
            module = notice_type.kind.split(".")[0]
            of_offices = ("parties", "meetings", "guidance", "hearing", "news", "partnership", "events", "notices")
            about_office = module in of_offices
            for notice in make(world):
                last = notice.mail_text().split("\n\n")[-1]
                named = "kollektiv kompetanseutvikling" in last.lower() and "2026" in last
                assert named is not about_office, (notice_type, last)


@pytest.mark.django_db
def test_the_give_away_words_give_away(world: World) -> None:
    """Most texts in English and bokmål have one of their words, so the search above would find them."""
    for language, most in (("en", 0.95), ("nb", 0.7)):
        with override(language):
            texts = [each.text() for make in EXAMPLES.values() for each in make(world)]
        found = [bool(_words_of(language, world, text)) for text in texts]
        assert sum(found) >= most * len(found), (language, [t for t, hit in zip(texts, found, strict=True) if not hit])
