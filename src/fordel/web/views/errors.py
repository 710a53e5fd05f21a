"""Pages for what went wrong outside a form."""

import sys

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from fordel.web.middleware import DATABASE_AWAY, database_away


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "web/not_found.html", status=404)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "web/bad_request.html", status=400)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form that did not come from a page of ours, or from one that had lain too long."""
    return render(request, "web/bad_request.html", status=403)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "web/bad_request.html", status=403)


def server_error(request: HttpRequest) -> HttpResponse:
    """A fault of ours; also where the database went away before a view was reached (Django asks for this page then)."""
    if isinstance(sys.exc_info()[1], DATABASE_AWAY):
        return database_away(request)
    return render(request, "web/server_error.html", status=500)
