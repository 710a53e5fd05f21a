"""The outcome reports of a round."""

from django.urls import path, re_path

from fordel.outcomes.views import office, steps
from fordel.shared.exports import KIND_PATTERN

app_name = "outcome_office"
_ONE = "<int:outcome_id>/"
urlpatterns = [
    path("", office.reports, name="list"),
    re_path(rf"^rapporter\.(?P<kind>{KIND_PATTERN})$", office.reports_file, name="list-file"),
    path("ubrukt/", office.unused_amounts, name="unused"),
    re_path(rf"^ubrukt\.(?P<kind>{KIND_PATTERN})$", office.unused_file, name="unused-file"),
    path("tildel/", office.assign, name="assign"),
    path("godkjenn/", steps.approve_many, name="approve-many"),
    path(_ONE, office.report, name="report"),
    path(f"{_ONE}melding/", office.message, name="message"),
    path(f"{_ONE}godkjenn/", steps.approve, name="approve"),
    path(f"{_ONE}tilbake/", steps.send_back, name="return"),
    path(f"{_ONE}frist/", steps.extend, name="extend"),
    path(f"{_ONE}registrer/", steps.register, name="register"),
]
