"""Addresses under /OFFICE/SCHEME/YEAR/status/."""

from django.urls import path

from fordel.insight.views import status as views

app_name = "insight"
urlpatterns = [
    path("", views.status, name="status"),
    path("tall/<slug:key>.csv", views.figures_csv, name="csv"),
    path("status.xlsx", views.spreadsheet, name="xlsx"),
    path("status.pdf", views.pdf, name="pdf"),
    path("status.pptx", views.slides, name="slides"),
    path("status.png", views.picture, name="picture"),
]
