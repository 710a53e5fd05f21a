"""An owner's own reports, and the measures a partner takes part in."""

from django.urls import path

from fordel.needs.views import casework_own, draft, draft_live, draft_new, report

app_name = "own_needs"
urlpatterns = [
    path("", report.own_reports, name="list"),
    path("melding/<int:report_id>/", report.own_report, name="report"),
    # a report being written
    path("utkast/ny/", draft_new.draft_new, name="draft-new"),
    path("utkast/<int:draft_id>/", draft.draft, name="draft"),
    path("utkast/<int:draft_id>/del/<slug:part>/", draft.draft_part, name="draft-part"),
    path("utkast/<int:draft_id>/kontroller/", draft.draft_check, name="draft-check"),
    path("utkast/<int:draft_id>/send/", draft.draft_send, name="draft-send"),
    path("utkast/<int:draft_id>/lagre/", draft_live.draft_save, name="draft-save"),
    path("utkast/<int:draft_id>/her/", draft_live.draft_here, name="draft-here"),
    path("melding/<int:report_id>/svar/", casework_own.answer, name="answer"),
]
