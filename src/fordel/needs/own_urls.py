"""An owner's own reports, and the measures a partner takes part in."""

from django.urls import path

from fordel.needs.views import report

app_name = "own_needs"
urlpatterns = [
    path("", report.own_reports, name="list"),
    path("melding/<int:report_id>/", report.own_report, name="report"),
]
