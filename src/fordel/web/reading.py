"""What a browser sent, made fit to be read before any view sees it: no view has to remember that text can be hostile.

Signs that no text holds are taken away from fields, queries, headers and cookies; a line break in a field of one line
becomes a space; a number without end, an address that cannot be one and a set of characters other than UTF-8 are
refused with a page that says what to do. Nothing of a refused request reaches a view.
"""

from __future__ import annotations

import codecs
from collections.abc import Callable
from typing import Any, Final

from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, QueryDict, UnreadablePostError
from django.shortcuts import render
from django.utils.translation import gettext as _

from fordel.shared.errors import UserError
from fordel.shared.plain_text import has_endless_number, one_line, plain

GetResponse = Callable[[HttpRequest], HttpResponse]
MANY_LINES: Final = frozenset(
    {
        *("answer", "because", "comment", "criteria", "dissent", "grounds", "message", "note", "others", "reason"),
        *("reserve_text", "text", "texts", "words", "goal_nb", "goal_nn", "signs_nb", "signs_nn"),
        *("text_nb", "text_nn", "also", "programme_nb", "programme_nn", "colleagues", "lessons", "liked", "better"),
        *("roles_nb", "roles_nn", "expectations_nb", "expectations_nn", "terms_nb", "terms_nn"),
    }
)
"""The names of the fields with room for several lines: those of the `<textarea>`s in the templates (a test compares).
The draft of a report knows the kinds of its own fields, and is recognised by the versions that it sends."""
_VERSION_OF: Final = "v."


class ReadingMiddleware:
    """Runs before the session, so that a hostile cookie or header reaches nobody."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        for name, value in request.META.items():
            if name.startswith("HTTP_") and name != "HTTP_COOKIE" and isinstance(value, str):
                request.META[name] = one_line(value)
        request.COOKIES = {
            name: value for name, value in request.COOKIES.items() if name == plain(name) and value == one_line(value)
        }
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: object, args: object, kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        if any(isinstance(part, str) and part != one_line(part) for part in kwargs.values()):
            raise Http404
        _require_utf_8(request)
        try:
            request.GET = _readable(request.GET)  # type: ignore[assignment]  # a query, as it was
            if request.method == "POST":
                request.POST = _readable(request.POST)  # type: ignore[assignment]  # likewise
        except UnreadablePostError as error:
            raise BadRequest from error
        except UserError as error:
            return _refused(request, error)
        return None


def _require_utf_8(request: HttpRequest) -> None:
    try:
        is_known = codecs.lookup(request.encoding or "utf-8").name in ("utf-8", "ascii")
    except LookupError:
        is_known = False
    if not is_known:
        request.encoding = "utf-8"
        raise BadRequest


def _readable(sent: QueryDict) -> QueryDict:
    """The fields with plain texts. Raises UserError for a number without end."""
    found = QueryDict(mutable=True)
    for name, values in sent.lists():
        if any(has_endless_number(value) for value in values):
            raise UserError(
                _("There is a number here with more digits than any number has."),
                _("Go back with the browser, where everything that you typed still is, and shorten the number."),
            )
        keeps_lines = name in MANY_LINES or _VERSION_OF + name in sent
        found.setlist(one_line(name), [plain(value) if keeps_lines else one_line(value) for value in values])
    found._mutable = False
    return found


def _refused(request: HttpRequest, error: UserError) -> HttpResponse:
    if request.headers.get("Accept") == "application/json":
        return JsonResponse({"error": str(error)}, status=400)
    return render(request, "web/user_error.html", {"error": error}, status=400)
