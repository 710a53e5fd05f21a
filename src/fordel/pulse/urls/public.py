"""The questions to employees, and the measures that they are about."""

from django.urls import path, re_path

from fordel.pulse.views import measures, public
from fordel.shared.exports import KIND_PATTERN

app_name = "pulse"
_MOMENT = r"^tiltak/(?P<report_id>\d{1,9})/(?P<moment>start|end)/"
urlpatterns = [
    path("", public.enter, name="enter"),
    path("tiltak/<int:report_id>/", measures.measure, name="measure"),
    re_path(rf"^tiltak/(?P<report_id>\d{{1,9}})/puls\.(?P<kind>{KIND_PATTERN})$", measures.results_file, name="file"),
    re_path(rf"{_MOMENT}apne/$", measures.open_at, name="open"),
    re_path(rf"{_MOMENT}endre/$", measures.change_at, name="change"),
    re_path(rf"{_MOMENT}koder\.pdf$", measures.sheet, name="sheet"),
    path("<str:card>/", public.answer, name="answer"),
]
