"""Addresses under /OFFICE/SCHEME/YEAR/status/."""

from django.urls import path

from fordel.insight.views import status as views
from fordel.insight.views import theme

app_name = "insight"
urlpatterns = [
    path("", views.status, name="status"),
    path("tall/<slug:key>.csv", views.figures_csv, name="csv"),
    path("status.xlsx", views.spreadsheet, name="xlsx"),
    path("status.pdf", views.pdf, name="pdf"),
    path("status.pptx", views.slides, name="slides"),
    path("status.png", views.picture, name="picture"),
    path("tema/<slug:theme>/", theme.theme, name="theme"),
    path("tema/<slug:theme>/<slug:table>.csv", theme.theme_csv, name="theme-csv"),
]
