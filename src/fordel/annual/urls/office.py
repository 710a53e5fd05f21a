"""The yearly report of a round, at the office."""

from django.urls import path, re_path

from fordel.annual.presentation.files import KIND_PATTERN
from fordel.annual.views import office, steps

app_name = "annual_office"
urlpatterns = [
    path("", office.report, name="report"),
    re_path(rf"^arsrapport\.(?P<kind>{KIND_PATTERN})$", office.report_file, name="file"),
    path("kommentar/<slug:topic>/", office.comment, name="comment"),
    path("klar/", steps.ready, name="ready"),
    path("ta-tilbake/", steps.draw_back, name="take-back"),
    path("underskriv/", steps.sign, name="sign"),
    path("rett/", steps.correct, name="correct"),
    path("forkast/", steps.discard, name="discard"),
]
