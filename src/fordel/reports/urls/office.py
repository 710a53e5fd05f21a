"""Reports and imports of one office and year."""

from django.urls import path, re_path

from fordel.reports.casework.views import bulk as casework_bulk
from fordel.reports.casework.views import deadline as casework_deadline
from fordel.reports.casework.views import exempt as casework_exempt
from fordel.reports.casework.views import extensions as casework_extensions
from fordel.reports.casework.views import register as casework_register
from fordel.reports.casework.views import report as casework_report
from fordel.reports.casework.views import report_list
from fordel.reports.casework.views import saved_views as casework_views
from fordel.reports.intake.views import imports
from fordel.shared.exports import KIND_PATTERN

app_name = "reports"
urlpatterns = [
    path("", report_list.reports, name="reports"),
    re_path(rf"^behovsmeldinger\.(?P<kind>{KIND_PATTERN})$", report_list.reports_file, name="reports-file"),
    path("<int:number>/", casework_report.report, name="report"),
    path("<int:number>/tilstand/", casework_report.report_state, name="report-state"),
    path("<int:number>/tildel/", casework_report.report_assign, name="report-assign"),
    path("<int:number>/skriv/", casework_report.report_message, name="report-message"),
    path("<int:number>/lest/", casework_report.report_read, name="report-read"),
    path("<int:number>/notat/", casework_report.report_note, name="report-note"),
    path("<int:number>/unntak/", casework_exempt.exempt, name="exempt"),
    path("<int:number>/original/", casework_report.report_original, name="report-original"),
    path("<int:number>/vedlegg/<int:attachment_id>/", casework_report.report_attachment, name="report-attachment"),
    path("flere/", casework_bulk.bulk, name="bulk"),
    path("visninger/", casework_views.views, name="views"),
    path("visninger/<int:view_id>/", casework_views.view, name="view"),
    path("registrer/", casework_register.register, name="register"),
    path("utkast/", casework_deadline.drafts, name="drafts"),
    re_path(rf"^utkast\.(?P<kind>{KIND_PATTERN})$", casework_deadline.drafts_file, name="drafts-file"),
    path("varsler/", casework_deadline.reminders, name="reminders"),
    re_path(rf"^varsler\.(?P<kind>{KIND_PATTERN})$", casework_deadline.reminders_file, name="reminders-file"),
    path("varsler/send/", casework_deadline.remind, name="remind"),
    path("frister/", casework_extensions.extensions, name="extensions"),
    re_path(rf"^frister\.(?P<kind>{KIND_PATTERN})$", casework_extensions.extensions_file, name="extensions-file"),
    path("frister/ny/", casework_extensions.grant, name="grant-extension"),
    path("frister/<int:extension_id>/", casework_extensions.extension, name="extension"),
    path("frister/sporsmal/<int:asked_id>/", casework_extensions.refuse, name="refuse-extension"),
    path("import/", imports.imports, name="imports"),
    path("import/<int:import_id>/", imports.import_page, name="import"),
    path("import/<int:import_id>/kolonner/", imports.import_columns, name="import-columns"),
    path("import/<int:import_id>/utfor/", imports.import_apply, name="import-apply"),
    path("import/<int:import_id>/kontroller/", imports.import_check, name="import-check"),
    path("import/<int:import_id>/angre/", imports.import_undo, name="import-undo"),
    path("import/<int:import_id>/original/", imports.import_original, name="import-original"),
    path("import/<int:import_id>/rader-til-retting/", imports.import_bad_rows, name="import-bad-rows"),
]
