"""The pages of an office that everybody may read, and what leads search engines and feed readers to them."""

from __future__ import annotations

from typing import Any, Final

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from fordel.core.form.definition import text_in
from fordel.events.presentation.addresses import event_address
from fordel.events.selectors.events import coming_events, every_coming_event
from fordel.guidance.presentation.article_page import article_text
from fordel.guidance.presentation.scheme_cards import scheme_card
from fordel.guidance.selectors.article_form import scheme_names
from fordel.news.presentation.announcement_text import AnnouncementText
from fordel.parties.models import Office
from fordel.parties.selectors.organisations import office_from_url
from fordel.programme.models import Round
from fordel.programme.selectors.schemes import scheme_of
from fordel.shared.access import PageRequest, access, anyone
from fordel.shared.addresses import full_address
from fordel.shared.clock import now
from fordel.web.selectors import public

_MOST_EVENTS: Final = 5
_LOCALES: Final = {"nb": "nb_NO", "nn": "nn_NO", "en": "en_GB"}


@access(anyone, target=office_from_url)
def front(request: PageRequest[Office], office: str) -> HttpResponse:
    """What the office's schemes are, in the language that the reader has chosen."""
    return _front(request)


@access(anyone, target=office_from_url)
def front_in(request: PageRequest[Office], office: str, language: str) -> HttpResponse:
    """The same in one language, for links from elsewhere."""
    with override(language):
        response = _front(request)
    response.headers["Content-Language"] = language
    return response


def _front(request: PageRequest[Office]) -> HttpResponse:
    return render(request, "web/public.html", _context(request.target, get_language() or "nb"))


def _context(office: Office, language: str) -> dict[str, Any]:
    rounds, names = public.newest_rounds(office), scheme_names()
    announcements, items = public.public_news(office)
    return {
        "office": office,
        "cards": [scheme_card(scheme_of(each.scheme), each, "") for each in rounds],
        "plans": public.plans_in_force(office),
        "days": [(item, _name(each)) for item, each in public.public_days(rounds)],
        "years": [(year, _name(year.round)) for year in public.public_years(rounds)],
        "articles": [article_text(each, names) for each in public.public_articles(office)],
        "events": coming_events(office, now(), _MOST_EVENTS),
        "announcements": [AnnouncementText(each) for each in announcements],
        "items": items,
        "several": len(rounds) > 1,
        "locale": _LOCALES[language],
        "address": full_address(reverse("public-in", kwargs={"office": office.slug, "language": language})),
        "alternates": [
            (code, full_address(reverse("public-in", kwargs={"office": office.slug, "language": code})))
            for code in dict(settings.LANGUAGES)
        ],
        "description": _(
            "Competence development in kindergartens and schools: the schemes, plan, deadlines, figures and guidance."
        ),
    }


def _name(round_: Round) -> str:
    return text_in(scheme_of(round_.scheme).name, get_language() or "nb")


@access(anyone)
def sitemap(request: PageRequest[None]) -> HttpResponse:
    """The public front pages in each language, the lists of events, and the events that are ahead."""
    offices = public.offices_in_use()
    places: list[dict[str, Any]] = [
        {
            "address": full_address(reverse("public-in", kwargs={"office": office.slug, "language": code})),
            "others": [
                (other, full_address(reverse("public-in", kwargs={"office": office.slug, "language": other})))
                for other in dict(settings.LANGUAGES)
            ],
        }
        for office in offices
        for code in dict(settings.LANGUAGES)
    ]
    lists = [reverse("events:list", kwargs={"office": each.slug}) for each in offices]
    ahead = [event_address("event", each) for each in every_coming_event(now())]
    places += [{"address": full_address(path)} for path in (*lists, *ahead)]
    return render(request, "web/sitemap.xml", {"places": places}, content_type="application/xml")


@access(anyone)
def robots(request: PageRequest[None]) -> HttpResponse:
    """Everything that is open may be found; the sitemap says where to begin."""
    lines = ["User-agent: *", "Disallow: /logg-inn/", f"Sitemap: {full_address(reverse('sitemap'))}", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")
