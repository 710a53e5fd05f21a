"""The yearly reports that are sent, for Udir and for the offices themselves."""

from django.urls import path, re_path

from fordel.annual.presentation.files import KIND_PATTERN
from fordel.annual.views import sent

app_name = "annual"
urlpatterns = [
    path("", sent.offices, name="list"),
    re_path(r"^(?P<year>\d{4})/arsrapporter\.(?P<kind>xlsx|json)$", sent.offices_file, name="list-file"),
    path("<int:annual_id>/", sent.report, name="report"),
    re_path(rf"^(?P<annual_id>\d{{1,9}})/arsrapport\.(?P<kind>{KIND_PATTERN})$", sent.report_file, name="file"),
]
