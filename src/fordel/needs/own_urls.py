from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path

from fordel.shared.access import access, anyone

app_name = "own_needs"


@access(anyone)
def _not_yet(request: HttpRequest, **_kwargs: object) -> HttpResponse:
    raise Http404


urlpatterns = [path("", _not_yet, name="list")]
