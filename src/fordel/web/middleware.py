"""What happens around every page: the language, the clock, who is acting, and refusals as pages."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Final

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.cache import patch_vary_headers

from fordel.parties.actors import VISITOR, Actor
from fordel.parties.selectors.actors import actor_of, actors_of
from fordel.shared.access import Refused
from fordel.shared.clock import now, one_reading
from fordel.shared.errors import FileGoneError, NotInstalledError, UserError

GetResponse = Callable[[HttpRequest], HttpResponse]
LANGUAGE_COOKIE: Final = settings.FORDEL_LANGUAGE_COOKIE
DATABASE_AWAY: Final = (OperationalError, InterfaceError)
ASSIGNMENT_KEY: Final = "acting_as"
_log = logging.getLogger(__name__)


def database_away(request: HttpRequest) -> HttpResponse:
    """The page that says what is safe when the database cannot be reached, in the language of the cookie."""
    _log.exception("the database is away")
    language = request.COOKIES.get(LANGUAGE_COOKIE, settings.LANGUAGE_CODE)
    with translation.override(language if language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE):
        body = render_to_string("web/database_away.html", {"language": translation.get_language()})
    return HttpResponse(body, status=503, headers={"Retry-After": "10"})


class DatabaseAwayMiddleware:
    """Answers for a view that lost the database; one that was lost before the view is answered by `server_error`."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        return database_away(request) if isinstance(error, DATABASE_AWAY) else None


class VisitorAddressMiddleware:
    """The visitor's network address behind a proxy (docs/production.md), which limits are counted by: the last one that
    `X-Forwarded-For` names is what our proxy saw, and what is before it the visitor says."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        seen = request.META.get("HTTP_X_FORWARDED_FOR", "").rsplit(",", maxsplit=1)[-1].strip()
        if seen:
            request.META["REMOTE_ADDR"] = seen
        return self.get_response(request)


class LanguageMiddleware:
    """Bokmål unless the person has chosen another language (kept in a cookie)."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        chosen = request.COOKIES.get(LANGUAGE_COOKIE, settings.LANGUAGE_CODE)
        language = chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        patch_vary_headers(response, ["Cookie"])
        return response


class ClockMiddleware:
    """One reading of the demo's clock a page, and the instant the request was received."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with one_reading():
            request.received_at = now()  # type: ignore[attr-defined]  # what is compared with a deadline
            return self.get_response(request)


def _roles_that_open(request: HttpRequest, error: Refused) -> list[Actor]:
    """The person's other roles in which the page would open; one query, and only on a page that was refused."""
    actor: Actor = getattr(request, "actor", VISITOR)
    rule = error.rule
    if actor.person is None or rule is None or request.method != "GET":
        return []
    others = [other for other in actors_of(actor.person) if other.assignment_id != actor.assignment_id]
    return [other for other in others if rule(other, error.target).allowed]


def _only_a_button(request: HttpRequest, refused: HttpResponse) -> HttpResponse:
    """A page instead of nothing for somebody who opens the address of a button: after a reload, or from history."""
    page = render(request, "web/only_a_button.html", status=405)
    page.headers["Allow"] = refused.headers["Allow"]
    return page


class ActorMiddleware:
    """Who is acting, in which role; and what a refused or mistaken request is answered with."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        user = request.user
        request.actor = (  # type: ignore[attr-defined]  # read by access() and the views
            actor_of(user, request.session.get(ASSIGNMENT_KEY)) if user.is_authenticated else VISITOR
        )
        response = self.get_response(request)
        if response.status_code == 405 and not response.content:
            response = _only_a_button(request, response)
        if user.is_authenticated:
            response.headers.setdefault("Cache-Control", "private, no-store")
        return response

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if isinstance(error, Refused) and request.headers.get("Accept") == "application/json":
            return JsonResponse({"refused": error.reason}, status=401 if error.sign_in else 403)
        if isinstance(error, Refused):
            if error.sign_in and request.method == "GET":
                return redirect_to_login(request.get_full_path())
            context = {"reason": error.reason, "others": _roles_that_open(request, error)}
            return render(request, "web/refused.html", context, status=403)
        if isinstance(error, UserError):
            status = {FileGoneError: 410, NotInstalledError: 404}.get(type(error), 409)
            return render(request, "web/user_error.html", {"error": error}, status=status)
        return None
