"""Public texts: about, privacy, accessibility; and the health check for whoever runs the server."""

from django.db import connection
from django.http import HttpResponse
from django.shortcuts import render

from fordel.shared.access import PageRequest, access, anyone


@access(anyone)
def about(request: PageRequest[None]) -> HttpResponse:
    return render(request, "web/about.html")


@access(anyone)
def privacy(request: PageRequest[None]) -> HttpResponse:
    return render(request, "web/privacy.html")


@access(anyone)
def accessibility(request: PageRequest[None]) -> HttpResponse:
    return render(request, "web/accessibility.html")


@access(anyone)
def health(request: PageRequest[None]) -> HttpResponse:
    """200 and `ok` when the database answers; the middleware answers 503 when it does not."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok", content_type="text/plain")
