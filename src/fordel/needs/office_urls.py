"""Reports and imports of one office and year."""

from django.urls import path, re_path

from fordel.needs.views import imports, report, report_list

app_name = "needs"
urlpatterns = [
    path("", report_list.reports, name="reports"),
    re_path(r"^behovsmeldinger\.(?P<kind>xlsx|csv)$", report_list.reports_file, name="reports-file"),
    path("<int:number>/", report.report, name="report"),
    path("import/", imports.imports, name="imports"),
    path("import/<int:import_id>/", imports.import_page, name="import"),
    path("import/<int:import_id>/kolonner/", imports.import_columns, name="import-columns"),
    path("import/<int:import_id>/utfor/", imports.import_apply, name="import-apply"),
    path("import/<int:import_id>/kontroller/", imports.import_check, name="import-check"),
    path("import/<int:import_id>/angre/", imports.import_undo, name="import-undo"),
    path("import/<int:import_id>/original/", imports.import_original, name="import-original"),
    path("import/<int:import_id>/rader-til-retting/", imports.import_bad_rows, name="import-bad-rows"),
]
